data {
  int<lower=0> n;
  vector[n] score;
  vector[n] high_school;
  vector[n] iq;
}
parameters {
  vector[4] beta;
  real<lower=0> sigma;
}
transformed parameters {
  vector[2] expected;
  expected[1] = beta[1] + 100 * beta[3];
  expected[2] = beta[1] + beta[2] + 100 * (beta[3] + beta[4]);
}
model {
  target += log(2) + cauchy_lpdf(sigma | 0, 2.5);
  target += normal_lpdf(score | beta[1] + beta[2] * high_school + beta[3] * iq + beta[4] * high_school .* iq, sigma);
}
