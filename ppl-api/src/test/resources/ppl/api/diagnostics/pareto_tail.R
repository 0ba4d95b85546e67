# Pareto shapes of the tails of draws: Rscript pareto_tail.R > pareto_tail.csv (with the package loo).
# Made with loo 2.5.1, R 4.2.2.
suppressMessages(library(loo))
set.seed(20240611)

shape <- function(beyond) gpdfit(beyond, wip = TRUE, sort_x = FALSE)$k
write_line <- function(name, x) {
  x <- round(x, 6)
  n <- length(x)
  m <- if (n > 225) ceiling(3 * sqrt(n)) else n %/% 5
  up <- sort(x)
  down <- sort(-x)
  k <- sapply(list(down, up), function(s) shape(s[(n - m + 1):n] - s[n - m]))
  cat(paste(c(name, m, format(k, digits = 16, trim = TRUE), x), collapse = ","), "\n", sep = "")
}

cat("name,tail length,k of the lower tail,k of the upper tail,draws\n")
write_line("normal", rnorm(400))
write_line("short", rnorm(100))
write_line("cauchy", rcauchy(400))
write_line("t2", rt(300, 2))
write_line("lognormal", rlnorm(300, 0, 2))
write_line("exponential", rexp(300))
write_line("uniform", runif(300))
write_line("pareto1", runif(300)^-1)
