place <- c(-9, 1, 12)

kernel <- function(a, b, p) p$alpha^2 * exp(-outer(a, b, "-")^2 / (2 * p$rho^2))

# The log-density, and the expected curve.
given <- function(p) {
  root <- chol(kernel(table$x, table$x, p) + diag(p$noise, nrow(table)))
  half <- forwardsolve(t(root), table$y)
  logp <- dgamma(p$rho, 25, 4, log = TRUE) + 2 * log(2) + dnorm(p$alpha, 0, 2, log = TRUE) + dnorm(p$noise, 0, 1, log = TRUE) -
    sum(log(diag(root))) - sum(half^2) / 2 - nrow(table) * log(2 * pi) / 2
  c(logp, kernel(place, table$x, p) %*% backsolve(root, half))
}

# Posterior means by the trapezoidal rule over three numbers.
exact <- function() {
  grid <- expand.grid(rho = seq(2, 14, length.out = 40), alpha = seq(0.2, 8, length.out = 40), noise = seq(0.3, 5.5, length.out = 40))
  values <- apply(grid, 1, function(p) given(as.list(p)))
  weight <- exp(values[1, ] - max(values[1, ]))
  c(colSums(grid * weight), values[-1, ] %*% weight) / sum(weight)
}

list(
  data = list(n = nrow(table), x = table$x, y = table$y, k = length(place), place = place),
  variables = c("rho", "alpha", "noise", paste0("curve[", place, "]")),
  logp = function(p) given(p)[1],
  exact = exact()
)
