x <- cbind(1, table$x1, table$x2)
group <- table$group + 1
effects <- c("level", "x1", "x2")
list(
  data = list(n = nrow(table), groups = max(group), group = group, x = x, y = table$y),
  hidden = "(L|z|R\\[(1,|2,[23]|3,3))",
  variables = c(paste0("mu[", effects, "]"), paste0("sd[", effects, "]"), "sigma", '"R[x1, level]"', '"R[x2, level]"', '"R[x2, x1]"'),
  logp = function(p) {
    b <- t(as.vector(p$mu) + (as.vector(p$tau) * p$L) %*% t(p$z))
    # of a 3 by 3 factor with eta 2: the constant is that of the partial correlations, twice Beta(5/2, 5/2) and once Beta(2, 2)
    lkj <- 3 * log(p$L[2, 2]) + 2 * log(p$L[3, 3]) - 2 * (4 * log(2) + lbeta(2.5, 2.5)) - (3 * log(2) + lbeta(2, 2))
    sum(dnorm(p$mu, 0, 5, log = TRUE)) + sum(dnorm(p$tau, 0, 2, log = TRUE)) + 3 * log(2) + lkj +
      sum(dnorm(p$z, log = TRUE)) + dexp(p$sigma, log = TRUE) +
      sum(dnorm(table$y, rowSums(x * b[group, ]), p$sigma, log = TRUE))
  }
)
