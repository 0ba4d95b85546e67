data {
  int<lower=0> n;
  int<lower=1, upper=5> type[n];
  matrix[n, 4] x;
  vector[n] service;
  int<lower=0> incidents[n];
}
parameters {
  vector[5] rate;
  vector[4] beta;
  real<lower=0> alpha;
}
model {
  target += normal_lpdf(rate | -6, 2);
  target += normal_lpdf(beta | 0, 1);
  target += gamma_lpdf(alpha | 2, 0.1);
  target += neg_binomial_2_log_lpmf(incidents | log(service) + rate[type] + x * beta, alpha);
}
