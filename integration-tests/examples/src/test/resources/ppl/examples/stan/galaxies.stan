// Weights are free by isometric log-ratios: those of equal weights are 0.
data {
  int<lower=0> n;
  vector[n] velocity;
}
transformed data {
  matrix[3, 2] basis = [[1 / sqrt(2), 1 / sqrt(6)], [-1 / sqrt(2), 1 / sqrt(6)], [0, -2 / sqrt(6)]];
}
parameters {
  vector[2] ratio;
  ordered[3] mu;
  real<lower=0> sigma;
}
transformed parameters {
  simplex[3] w = softmax(basis * ratio);
}
model {
  target += dirichlet_lpdf(w | rep_vector(2, 3));
  target += log(6) + normal_lpdf(mu | 20, 10);  // three draws in order
  target += lognormal_lpdf(sigma | 0, 1);
  for (i in 1:n) {
    vector[3] lp = log(w);
    for (k in 1:3) lp[k] += normal_lpdf(velocity[i] | mu[k], sigma);
    target += log_sum_exp(lp);
  }
  // the volume of the simplex in the first two weights, as the density of Dirichlet's law has it
  target += 0.5 * log(3) + sum(log(w));
}
