parts <- c("near", "middle", "far")
v <- table$velocity / 1000
list(
  data = list(n = length(v), velocity = v),
  hidden = "ratio",
  variables = c(paste0("mu[", parts, "]"), "sigma", paste0("w[", parts, "]")),
  # With the Jacobian of the map onto the simplex: the determinant of the first two weights by both ratios, by differences.
  logp = function(p) {
    w <- function(u) {
      e <- exp(c(u[1] / sqrt(2) + u[2] / sqrt(6), -u[1] / sqrt(2) + u[2] / sqrt(6), -2 * u[2] / sqrt(6)))
      e / sum(e)
    }
    h <- 1e-5
    jacobian <- sapply(1:2, function(i) { d <- replace(c(0, 0), i, h); (w(p$ratio + d) - w(p$ratio - d))[1:2] / (2 * h) })
    weights <- w(p$ratio)
    terms <- sapply(1:3, function(k) log(weights[k]) + dnorm(v, p$mu[k], p$sigma, log = TRUE))
    most <- apply(terms, 1, max)
    log(abs(det(jacobian))) + lgamma(6) - 3 * lgamma(2) + sum(log(weights)) + log(6) + sum(dnorm(p$mu, 20, 10, log = TRUE)) +
      dlnorm(p$sigma, 0, 1, log = TRUE) + sum(most + log(rowSums(exp(terms - most))))
  },
  tolerance = 1e-8
)
