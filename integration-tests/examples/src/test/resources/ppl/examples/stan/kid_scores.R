x <- cbind(1, table$high_school, table$iq, table$high_school * table$iq)

# Posterior means: of flat coefficients those of least squares, whatever sigma is; of sigma the trapezoidal rule.
squares <- lm.fit(x, table$score)
sigma <- seq(14, 24, by = 0.01)
weight <- sapply(sigma, function(s) dcauchy(s, 0, 2.5, log = TRUE) - (nrow(x) - 4) * log(s) - sum(squares$residuals^2) / (2 * s^2))
weight <- exp(weight - max(weight))
next_x <- rbind(c(1, 0, 100, 0), c(1, 1, 100, 100))

list(
  data = list(n = nrow(table), score = table$score, high_school = table$high_school, iq = table$iq),
  variables = c(paste0("beta[", c("one", "high_school", "iq", "both"), "]"), "sigma", "expected[without]", "expected[with]"),
  logp = function(p) log(2) + dcauchy(p$sigma, 0, 2.5, log = TRUE) + sum(dnorm(table$score, x %*% p$beta, p$sigma, log = TRUE)),
  exact = c(squares$coefficients, sum(sigma * weight) / sum(weight), next_x %*% squares$coefficients)
)
