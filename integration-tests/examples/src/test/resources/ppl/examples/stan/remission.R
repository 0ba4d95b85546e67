logp <- function(p) {
  scale <- exp(p$location + p$effect * table$treated)
  log(2) + dnorm(p$shape, 0, 2, log = TRUE) + dnorm(p$location, 2, 2, log = TRUE) + dnorm(p$effect, 0, 2, log = TRUE) +
    sum(ifelse(table$relapsed == 1,
      dweibull(table$weeks, p$shape, scale, log = TRUE),
      pweibull(table$weeks, p$shape, scale, lower.tail = FALSE, log.p = TRUE)))
}

# Posterior means by the trapezoidal rule over three numbers.
exact <- function() {
  grid <- expand.grid(shape = seq(0.4, 3, length.out = 50), location = seq(0.8, 3.8, length.out = 50),
                      effect = seq(-0.5, 3.5, length.out = 50))
  density <- apply(grid, 1, function(p) logp(as.list(p)))
  weight <- exp(density - max(density))
  colSums(grid * weight) / sum(weight)
}

list(
  data = list(n = nrow(table), weeks = table$weeks, relapsed = table$relapsed, treated = table$treated),
  variables = c("shape", "location", "effect"),
  logp = logp,
  exact = exact()
)
