data {
  int<lower=0> n;
  real x[n];
  vector[n] y;
  int<lower=0> k;
  real place[k];
}
parameters {
  real<lower=0> rho;
  real<lower=0> alpha;
  real<lower=0> noise;
}
transformed parameters {
  vector[k] curve;
  {
    matrix[n, n] cov = cov_exp_quad(x, alpha, rho) + diag_matrix(rep_vector(noise, n));
    curve = cov_exp_quad(place, x, alpha, rho) * mdivide_left_spd(cov, y);
  }
}
model {
  matrix[n, n] cov = cov_exp_quad(x, alpha, rho) + diag_matrix(rep_vector(noise, n));
  target += gamma_lpdf(rho | 25, 4);
  target += log(2) + normal_lpdf(alpha | 0, 2);
  target += log(2) + normal_lpdf(noise | 0, 1);
  target += multi_normal_lpdf(y | rep_vector(0, n), cov);
}
