# Log-densities, gradients and posterior moments of the examples by Stan:
#   Rscript reference.R FOLDER MODEL...        (rstan 2.21.7 with Stan 2.21.0, posterior 1.4.0)
# FOLDER is src/main/resources/ppl/examples, with a table for each model, or for several. The rows of the models named are replaced in points.csv and
# moments.csv here. MODEL.stan keeps all constants. MODEL.R gives Stan's data, the names that the variables have in the example, and the
# log-density once more in R, which must be Stan's; where the posterior means can be had without sampling, Stan's must agree.
suppressMessages({ library(rstan); library(posterior) })
options(mc.cores = 2)
if (system.file("include", package = "BH") == "") rstan_options(boost_lib = "/usr/include")  # as Debian has it
arguments <- commandArgs(TRUE)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))

digits <- function(x) sprintf("%.17g", as.numeric(x))

# Replaces the rows of a model.
replace_rows <- function(file, model, rows) {
  path <- file.path(here, file)
  kept <- if (file.exists(path)) Filter(function(l) !startsWith(l, paste0(model, ",")), readLines(path)[-1])
  writeLines(c(paste(names(rows), collapse = ","), sort(c(kept, do.call(paste, c(rows, sep = ","))), method = "radix")), path)
}

tables <- c(coal_rate = "coal_mining")

for (model in arguments[-1]) {
  table <- read.csv(file.path(arguments[1], paste0(if (model %in% names(tables)) tables[[model]] else model, ".csv")))
  about <- source(file.path(here, paste0(model, ".R")), local = TRUE)$value
  draws_of_chain <- if (is.null(about$draws)) 2000 else about$draws
  fit <- stan(file.path(here, paste0(model, ".stan")), data = about$data, chains = 8, iter = 500 + draws_of_chain, warmup = 500, seed = 1,
              control = list(adapt_delta = 0.9), refresh = 0)

  draws <- as_draws_array(fit)
  stan_names <- setdiff(variables(draws), "lp__")
  if (!is.null(about$hidden)) stan_names <- grep(paste0("^", about$hidden), stan_names, value = TRUE, invert = TRUE)
  stopifnot(length(stan_names) == length(about$variables))
  figures <- summarise_draws(subset_draws(draws, stan_names), mean, mcse_mean, sd, mcse_sd, rhat)
  figures <- figures[match(stan_names, figures$variable), ]
  stopifnot(figures$rhat < 1.01, get_num_divergent(fit) <= 5)
  if (!is.null(about$exact)) {
    print(cbind(exact = about$exact, stan = figures$mean, off = (figures$mean - about$exact) / figures$mcse_mean))
    stopifnot(abs(figures$mean - about$exact) < 4 * figures$mcse_mean)
  }
  replace_rows("moments.csv", model, data.frame(model = model, variable = about$variables, mean = digits(figures$mean),
    mcse_mean = digits(figures$mcse_mean), sd = digits(figures$sd), mcse_sd = digits(figures$mcse_sd)))

  # The last draws of three chains, and a point far from them.
  like <- constrain_pars(fit, rep(0, get_num_upars(fit)))
  values <- function(draw) {
    sapply(names(like), simplify = FALSE, function(name) {
      found <- unname(draw[sub("\\[.*", "", names(draw)) == name])
      if (is.null(dim(like[[name]]))) found else array(found, dim(like[[name]]))
    })
  }
  last <- lapply(1:3, function(chain) signif(unconstrain_pars(fit, values(draws[dim(draws)[1], chain, , drop = TRUE])), 4))
  points <- c(last, list(signif(sin(seq_len(get_num_upars(fit))), 4)))
  tolerance <- if (is.null(about$tolerance)) 1e-12 else about$tolerance
  rows <- lapply(seq_along(points), function(i) {
    at <- points[[i]]
    slope <- grad_log_prob(fit, at)
    mine <- about$logp(constrain_pars(fit, at))
    cat(model, "log-density", attr(slope, "log_prob"), "Stan - R", log_prob(fit, at, adjust_transform = FALSE) - mine, "\n")
    stopifnot(abs(log_prob(fit, at, adjust_transform = FALSE) - mine) < tolerance * abs(mine))
    data.frame(model = model, point = i, logp = digits(attr(slope, "log_prob")), at = paste(digits(at), collapse = " "),
      slope = paste(digits(as.vector(slope)), collapse = " "))
  })
  replace_rows("points.csv", model, do.call(rbind, rows))
}
