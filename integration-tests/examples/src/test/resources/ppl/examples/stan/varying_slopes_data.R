# Writes varying_slopes.csv:  Rscript varying_slopes_data.R FOLDER      (R 4.2.2; seed 13)
# Sixteen groups of eight rows. The effects of a group (level, slopes by x1 and x2) are normal with means (1, 2, -1), standard deviations
# (1, 0.6, 0.4) and correlations (0.6, -0.3, 0.2); the noise is standard normal.
set.seed(13)
groups <- 16
rows <- 8
correlations <- matrix(c(1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1), 3)
sd <- c(1, 0.6, 0.4)
effects <- matrix(rnorm(groups * 3), groups) %*% chol(correlations) %*% diag(sd) + rep(c(1, 2, -1), each = groups)
group <- rep(seq_len(groups), each = rows)
x1 <- round(rnorm(groups * rows), 2)
x2 <- round(rnorm(groups * rows), 2)
y <- round(effects[group, 1] + effects[group, 2] * x1 + effects[group, 3] * x2 + rnorm(groups * rows), 3)
write.csv(data.frame(group = group - 1, x1 = x1, x2 = x2, y = y), file.path(commandArgs(TRUE)[1], "varying_slopes.csv"),
          row.names = FALSE, quote = FALSE)
