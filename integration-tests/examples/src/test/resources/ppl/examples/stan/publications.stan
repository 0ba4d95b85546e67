data {
  int<lower=0> n;
  matrix[n, 5] x;
  vector[n] mentor;
  int<lower=0> articles[n];
}
parameters {
  real intercept;
  vector[5] beta;
  real gamma0;
  real gamma1;
}
model {
  vector[n] log_mu = intercept + x * beta;
  vector[n] publishes = gamma0 + gamma1 * mentor;  // log-odds
  target += normal_lpdf(intercept | 0, 2);
  target += normal_lpdf(beta | 0, 1);
  target += normal_lpdf(gamma0 | 0, 2);
  target += normal_lpdf(gamma1 | 0, 1);
  for (i in 1:n) {
    if (articles[i] == 0)
      target += log_sum_exp(bernoulli_logit_lpmf(0 | publishes[i]),
                            bernoulli_logit_lpmf(1 | publishes[i]) + poisson_log_lpmf(0 | log_mu[i]));
    else
      target += bernoulli_logit_lpmf(1 | publishes[i]) + poisson_log_lpmf(articles[i] | log_mu[i]);
  }
}
