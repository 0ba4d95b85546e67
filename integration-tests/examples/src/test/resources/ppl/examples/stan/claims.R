sizes <- c("<1", "1-1.5", "1.5-2", ">2")
ages <- c("<25", "25-29", "30-35", ">35")
district <- as.integer(table$district)
litres <- match(table$litres, sizes)
age <- match(table$age, ages)
list(
  data = list(n = nrow(table), district = district, litres = litres, age = age, holders = table$holders, claims = table$claims),
  variables = c("usual", paste0("by_district[", 1:4, "]"), paste0("by_litres[", sizes, "]"), paste0("by_age[", ages, "]")),
  logp = function(p) {
    mu <- table$holders * exp(p$usual + p$by_district[district] + p$by_litres[litres] + p$by_age[age])
    dnorm(p$usual, -2, 1, log = TRUE) + sum(dnorm(c(p$by_district, p$by_litres, p$by_age), 0, 0.5, log = TRUE)) +
      sum(dpois(table$claims, mu, log = TRUE))
  }
)
