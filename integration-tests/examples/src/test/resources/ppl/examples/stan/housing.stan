data {
  int<lower=0> n;
  matrix[n, 6] x;
  int<lower=1, upper=3> satisfaction[n];
}
parameters {
  vector[6] beta;
  ordered[2] cut;
}
model {
  vector[n] eta = x * beta;
  target += normal_lpdf(beta | 0, 2);
  target += log(2) + normal_lpdf(cut | 0, 3);  // two draws in order
  for (i in 1:n) target += ordered_logistic_lpmf(satisfaction[i] | eta[i], cut);
}
