eyes <- as.matrix(table[c("brown", "blue", "hazel", "green")])
list(
  draws = 1000,
  data = list(n = nrow(eyes), eyes = eyes),
  hidden = "ratio",
  variables = c("concentration", paste0("share[", colnames(eyes), "]")),
  # The counts one after the other, as balls from an urn to which each returns with one more of its colour; the determinant of the first
  # three shares by the ratios by differences.
  logp = function(p) {
    share <- function(u) {
      e <- exp(c(u[1] / sqrt(2) + u[2] / sqrt(6) + u[3] / sqrt(12), -u[1] / sqrt(2) + u[2] / sqrt(6) + u[3] / sqrt(12),
                 -2 * u[2] / sqrt(6) + u[3] / sqrt(12), -3 * u[3] / sqrt(12)))
      e / sum(e)
    }
    h <- 1e-5
    jacobian <- sapply(1:3, function(i) {
      d <- replace(rep(0, 3), i, h)
      (share(p$ratio + d) - share(p$ratio - d))[1:3] / (2 * h)
    })
    alpha <- p$concentration * share(p$ratio)
    rising <- function(a, k) sum(log(a + seq_len(k) - 1))
    urn <- function(k) {
      lfactorial(sum(k)) - sum(lfactorial(k)) + sum(mapply(rising, alpha, k)) - rising(p$concentration, sum(k))
    }
    log(abs(det(jacobian))) + log(6) + dgamma(p$concentration, 2, 0.1, log = TRUE) + sum(apply(eyes, 1, urn))
  },
  tolerance = 1e-8
)
