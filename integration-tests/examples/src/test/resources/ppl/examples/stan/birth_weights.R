predictors <- c("age", "weight", "black", "other", "smoker", "premature", "hypertension", "irritable")
x <- sweep(sweep(as.matrix(table[predictors]), 2, c(23, 130, 0, 0, 0, 0, 0, 0)), 2, c(5, 30, 1, 1, 1, 1, 1, 1), "/")
list(
  data = list(n = nrow(table), x = x, low = table$low),
  variables = c("alpha", paste0("beta[", predictors, "]"), "p[typical]", "p[who smokes]"),
  logp = function(p) {
    dnorm(p$alpha, 0, 2.5, log = TRUE) + sum(dnorm(p$beta, 0, 1, log = TRUE)) +
      sum(dbinom(table$low, 1, plogis(p$alpha + as.vector(x %*% p$beta)), log = TRUE))
  }
)
