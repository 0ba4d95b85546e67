n <- nrow(table)

# Posterior means by the trapezoidal rule over both standard deviations; given these, all is normal.
exact <- function() {
  walk <- outer(1:n, 1:n, pmin)
  off <- table$flow - 1000
  grid <- expand.grid(step = seq(2, 202, by = 4), noise = seq(62, 190, by = 4))
  given <- apply(grid, 1, function(s) {
    prior <- 300^2 + s["step"]^2 * walk
    root <- chol(prior + diag(s["noise"]^2, n))
    solved <- backsolve(root, forwardsolve(t(root), off))
    log_density <- -sum(log(diag(root))) - sum(off * solved) / 2 + dlnorm(s["step"], 3.7, 0.3, log = TRUE) - s["noise"]^2 / (2 * 200^2)
    c(log_density, 1000 + 300^2 * sum(solved), 1000 + prior %*% solved)
  })
  weight <- exp(given[1, ] - max(given[1, ]))
  as.vector(rbind(t(grid), given[-1, ]) %*% weight) / sum(weight)
}

list(
  draws = 2000,
  data = list(n = n, flow = table$flow),
  hidden = "walk",
  variables = c("step", "noise", "start", paste0("level[", table$year, "]")),
  logp = function(p) {
    dlnorm(p$stride, 3.7, 0.3, log = TRUE) + log(2) + dnorm(p$noise, 0, 200, log = TRUE) + dnorm(p$start, 1000, 300, log = TRUE) +
      sum(dnorm(diff(c(0, p$walk)), log = TRUE)) + sum(dnorm(table$flow, p$start + p$stride * p$walk, p$noise, log = TRUE))
  },
  exact = exact()
)
