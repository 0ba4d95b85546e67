predictors <- c("woman", "married", "children", "department", "mentor")
x <- scale(as.matrix(table[predictors]), scale = FALSE)
mentor <- x[, "mentor"]
list(
  data = list(n = nrow(table), x = x, mentor = mentor, articles = table$articles),
  variables = c("intercept", paste0("beta[", predictors, "]"), "gamma0", "gamma1"),
  draws = 300,
  logp = function(p) {
    psi <- plogis(p$gamma0 + p$gamma1 * mentor)
    pmf <- psi * dpois(table$articles, exp(p$intercept + as.vector(x %*% p$beta)))
    dnorm(p$intercept, 0, 2, log = TRUE) + sum(dnorm(p$beta, 0, 1, log = TRUE)) + dnorm(p$gamma0, 0, 2, log = TRUE) +
      dnorm(p$gamma1, 0, 1, log = TRUE) + sum(log(pmf + (table$articles == 0) * (1 - psi)))
  }
)
