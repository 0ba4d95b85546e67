// Shares are free by isometric log-ratios: those of equal shares are 0.
data {
  int<lower=0> n;
  int<lower=0> eyes[n, 4];
}
transformed data {
  matrix[4, 3] basis = [[1 / sqrt(2), 1 / sqrt(6), 1 / sqrt(12)], [-1 / sqrt(2), 1 / sqrt(6), 1 / sqrt(12)],
                        [0, -2 / sqrt(6), 1 / sqrt(12)], [0, 0, -3 / sqrt(12)]];
}
parameters {
  vector[3] ratio;
  real<lower=0> concentration;
}
transformed parameters {
  simplex[4] share = softmax(basis * ratio);
}
model {
  vector[4] alpha = concentration * share;
  target += dirichlet_lpdf(share | rep_vector(1, 4));
  target += gamma_lpdf(concentration | 2, 0.1);
  for (i in 1:n) {
    vector[4] counts = to_vector(eyes[i]);
    target += lgamma(sum(counts) + 1) - sum(lgamma(counts + 1)) + lgamma(sum(alpha)) - lgamma(sum(counts + alpha))
              + sum(lgamma(counts + alpha) - lgamma(alpha));
  }
  // the volume of the simplex in the first three shares, as the density of Dirichlet's law has it
  target += 0.5 * log(4) + sum(log(share));
}
