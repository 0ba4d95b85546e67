data {
  int<lower=0> n;
  matrix[n, 8] x;
  int<lower=0, upper=1> low[n];
}
parameters {
  real alpha;
  vector[8] beta;
}
transformed parameters {
  vector[2] p = [inv_logit(alpha), inv_logit(alpha + beta[5])]';
}
model {
  target += normal_lpdf(alpha | 0, 2.5);
  target += normal_lpdf(beta | 0, 1);
  target += bernoulli_logit_lpmf(low | alpha + x * beta);
}
