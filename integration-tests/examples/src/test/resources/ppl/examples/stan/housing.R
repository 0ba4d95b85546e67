predictors <- c("influence_medium", "influence_high", "apartment", "atrium", "terrace", "contact_high")
x <- as.matrix(table[predictors])
list(
  data = list(n = nrow(table), x = x, satisfaction = table$satisfaction + 1),
  variables = c(paste0("beta[", predictors, "]"), "cut[low | medium]", "cut[medium | high]"),
  draws = 300,
  logp = function(p) {
    eta <- as.vector(x %*% p$beta)
    ends <- c(-Inf, p$cut, Inf)
    k <- table$satisfaction
    sum(dnorm(p$beta, 0, 2, log = TRUE)) + log(2) + sum(dnorm(p$cut, 0, 3, log = TRUE)) +
      sum(log(plogis(ends[k + 2] - eta) - plogis(ends[k + 1] - eta)))
  }
)
