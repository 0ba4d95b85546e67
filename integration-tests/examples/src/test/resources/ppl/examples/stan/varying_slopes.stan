data {
  int<lower=0> n;
  int<lower=0> groups;
  int<lower=1, upper=groups> group[n];
  matrix[n, 3] x;
  vector[n] y;
}
parameters {
  vector[3] mu;
  vector<lower=0>[3] tau;
  cholesky_factor_corr[3] L;
  vector[3] z[groups];
  real<lower=0> sigma;
}
transformed parameters {
  matrix[3, 3] R = multiply_lower_tri_self_transpose(L);
}
model {
  matrix[3, 3] scale = diag_pre_multiply(tau, L);
  vector[3] b[groups];
  vector[n] mean_y;
  for (g in 1:groups) {
    b[g] = mu + scale * z[g];
    target += normal_lpdf(z[g] | 0, 1);
  }
  for (i in 1:n) {
    mean_y[i] = x[i] * b[group[i]];
  }
  target += normal_lpdf(mu | 0, 5);
  target += normal_lpdf(tau | 0, 2) + 3 * log(2);
  target += lkj_corr_cholesky_lpdf(L | 2);
  target += exponential_lpdf(sigma | 1);
  target += normal_lpdf(y | mean_y, sigma);
}
