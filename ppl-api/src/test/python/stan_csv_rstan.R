# Compares expected.csv of stan_csv_files.py with what rstan's read_stan_csv finds in the files, where it can read them.
#   Rscript stan_csv_rstan.R FOLDER        (tried with rstan 2.21.7)
# It cannot read the methods pathfinder, laplace and generate_quantities, complex numbers and tuples, chains of different lengths,
# the numbers of Windows, and `true` for 1, which CmdStan writes since 2.35; it takes fixed_param runs for runs with a warm-up.
suppressMessages(library(rstan))
folder <- commandArgs(TRUE)[1]
table <- read.csv(file.path(folder, "expected.csv"), colClasses = "character")

same <- function(a, b) isTRUE(all.equal(a, b, tolerance = 1e-12)) || (!is.finite(a) && !is.finite(b))

draws <- function(fit, name, warmup) {
  at <- match(name, fit@sim$fnames_oi)
  unlist(lapply(seq_along(fit@sim$samples), function(chain) {
    values <- fit@sim$samples[[chain]][[at]]
    split <- seq_along(values) <= fit@sim$warmup2[chain]
    values[if (warmup) split else !split]
  }))
}

for (case in unique(table$case)) {
  rows <- table[table$case == case & table$group != "refused" & !grepl("sample_stats", table$group), ]
  if (nrow(rows) == 0) next
  said <- character()
  fit <- tryCatch(
    withCallingHandlers(
      read_stan_csv(file.path(folder, strsplit(rows$files[1], " ")[[1]])),
      warning = function(w) { said <<- c(said, conditionMessage(w)); invokeRestart("muffleWarning") }
    ),
    error = function(e) paste("cannot be read:", conditionMessage(e))
  )
  if (is.character(fit)) { cat(case, fit, "\n"); next }
  equal <- sapply(seq_len(nrow(rows)), function(i) {
    row <- rows[i, ]
    index <- as.integer(strsplit(row$element, " ")[[1]]) + 1
    name <- if (length(index)) paste0(row$variable, "[", paste(index, collapse = ","), "]") else row$variable
    if (!name %in% fit@sim$fnames_oi) return(NA)
    found <- draws(fit, name, startsWith(row$group, "warmup"))
    length(found) == as.integer(row$chains) * as.integer(row$draws) &&
      same(found[1], as.numeric(row$first)) &&
      same(found[length(found)], as.numeric(row$last)) &&
      same(mean(found), as.numeric(row$mean))
  })
  cat(case, "equal:", sum(equal, na.rm = TRUE), "different:", sum(!equal, na.rm = TRUE), "not there:", sum(is.na(equal)), unique(said), "\n")
}
