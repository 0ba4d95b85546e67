predictors <- c("built_65", "built_70", "built_75", "operated_75")
x <- as.matrix(table[predictors])
type <- match(table$type, LETTERS[1:5])
list(
  data = list(n = nrow(table), type = type, x = x, service = table$service, incidents = table$incidents),
  variables = c(paste0("rate[", LETTERS[1:5], "]"), paste0("beta[", predictors, "]"), "alpha"),
  logp = function(p) {
    mu <- table$service * exp(p$rate[type] + as.vector(x %*% p$beta))
    sum(dnorm(p$rate, -6, 2, log = TRUE)) + sum(dnorm(p$beta, 0, 1, log = TRUE)) +
      dgamma(p$alpha, 2, 0.1, log = TRUE) + sum(dnbinom(table$incidents, size = p$alpha, mu = mu, log = TRUE))
  }
)
