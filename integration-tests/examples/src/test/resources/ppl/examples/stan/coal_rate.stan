data {
  int<lower=0> n;
  real t[n];
  real years;
  int<lower=0> disasters[n];
}
parameters {
  real mean_rate;
  real<lower=0> spread;
  real<lower=0> decades_alike;
  vector[n] z;
}
transformed parameters {
  vector[n] rate;
  {
    matrix[n, n] correlation = cov_exp_quad(t, 1, decades_alike) + diag_matrix(rep_vector(1e-6, n));
    rate = exp(mean_rate + spread * cholesky_decompose(correlation) * z);
  }
}
model {
  target += normal_lpdf(mean_rate | 0, 1);
  target += log(2) + normal_lpdf(spread | 0, 1);
  target += lognormal_lpdf(decades_alike | 0.7, 0.5);
  target += normal_lpdf(z | 0, 1);
  target += poisson_log_lpmf(disasters | log(rate) + log(years));
}
