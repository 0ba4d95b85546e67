level <- table$level - 579
n <- length(level)
before <- cbind(level[2:(n - 1)], level[1:(n - 2)], 1)
now <- level[3:n]

# Posterior means by the trapezoidal rule over sigma; given it, all is normal.
exact <- function() {
  given <- sapply(seq(0.4, 1.2, length.out = 2000), function(sigma) {
    mean <- solve(crossprod(before) / sigma^2 + diag(3), crossprod(before, now) / sigma^2)
    root <- chol(crossprod(before) / sigma^2 + diag(3))
    log_density <- -(n - 2) * log(sigma) - sum(log(diag(root))) - sum(now^2) / (2 * sigma^2) + sum((root %*% mean)^2) / 2 -
      sigma^2 / 8
    c(log_density, mean, sigma)
  })
  weight <- exp(given[1, ] - max(given[1, ]))
  as.vector(given[-1, ] %*% weight) / sum(weight)
}

list(
  data = list(n = n, level = level),
  variables = c("rho[1]", "rho[2]", "constant", "sigma"),
  logp = function(p) {
    sum(dnorm(p$rho, 0, 1, log = TRUE)) + dnorm(p$constant, 0, 1, log = TRUE) + log(2) + dnorm(p$sigma, 0, 2, log = TRUE) +
      sum(dnorm(level[1:2], 0, 2, log = TRUE)) +
      sum(dnorm(now, as.vector(before %*% c(p$rho, p$constant)), p$sigma, log = TRUE))
  },
  exact = exact()
)
