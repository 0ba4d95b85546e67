# Writes psis_loo.csv: what R's package loo makes of importance weights, ties among them above all.
#   Rscript psis_loo.R > psis_loo.csv        (made with loo 2.5.1, R 4.2.2)
# A row: name, relative efficiency, Pareto k, number of draws n, n raw log weights, n smoothed and normalised ones.
suppressMessages(library(loo))
set.seed(20)
n <- 100
cases <- list(
  list("normal", 1, rnorm(n)),
  list("heavy", 1, abs(rt(n, 1.5))),
  list("light", 1, -rexp(n)^2),
  list("every draw three times", 1, rep(rnorm(40), each = 3)),
  list("every draw seven times", 1, rep(rnorm(17), each = 7)),
  list("ties across the cutoff", 1, round(3 * rnorm(n)) / 3),
  list("whole numbers", 1, 0.7 * rpois(n, 4)),
  list("two values", 1, c(rep(0, 85), rep(1, 15))),
  list("all but the least equal", 1, c(-5, rep(0, 79))),
  list("constant tail", 1, c(rnorm(70) - 5, rep(2, 30))),
  list("constant", 1, rep(-3, 60)),
  list("four in the tail", 1, rnorm(20)),
  list("five in the tail", 1, rnorm(25)),
  list("few effective draws", 0.2, rnorm(120)),
  list("more effective draws than draws", 3, rnorm(120)),
  list("far apart", 1, 30 * rnorm(n)))
for (case in cases) {
  w <- suppressWarnings(psis(case[[3]], r_eff = case[[2]]))
  cat(case[[1]], case[[2]], format(w$diagnostics$pareto_k, digits = 17), length(case[[3]]),
      format(case[[3]], digits = 17, trim = TRUE), format(weights(w)[, 1], digits = 17, trim = TRUE), sep = ",")
  cat("\n")
}
