data {
  int<lower=3> n;
  vector[n] level;
}
parameters {
  vector[2] rho;
  real constant;
  real<lower=0> sigma;
}
model {
  target += normal_lpdf(rho | 0, 1);
  target += normal_lpdf(constant | 0, 1);
  target += log(2) + normal_lpdf(sigma | 0, 2);  // half of a normal law
  target += normal_lpdf(level[1:2] | 0, 2);
  target += normal_lpdf(level[3:n] | constant + rho[1] * level[2:(n - 1)] + rho[2] * level[1:(n - 2)], sigma);
}
