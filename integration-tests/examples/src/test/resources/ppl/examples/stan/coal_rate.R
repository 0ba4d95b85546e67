years <- 8
disasters <- colSums(matrix(table$disasters, years))
n <- length(disasters)
t <- (seq_len(n) - (n + 1) / 2) * years / 10
list(
  draws = 3000,
  data = list(n = n, t = t, years = years, disasters = disasters),
  hidden = "z",
  variables = c("mean", "size", "decades_alike", paste0("rate[", 0:(n - 1), "]")),
  tolerance = 1e-9,
  logp = function(p) {
    root <- t(chol(exp(-outer(t, t, "-")^2 / (2 * p$decades_alike^2)) + diag(1e-6, n)))
    rate <- exp(p$mean_rate + p$spread * as.vector(root %*% p$z))
    dnorm(p$mean_rate, log = TRUE) + log(2) + dnorm(p$spread, log = TRUE) + dlnorm(p$decades_alike, 0.7, 0.5, log = TRUE) +
      sum(dnorm(p$z, log = TRUE)) + sum(dpois(disasters, years * rate, log = TRUE))
  }
)
