data {
  int<lower=0> n;
  vector[n] weeks;
  int<lower=0, upper=1> relapsed[n];
  vector[n] treated;
}
parameters {
  real<lower=0> shape;
  real location;
  real effect;
}
model {
  vector[n] scale = exp(location + effect * treated);
  target += log(2) + normal_lpdf(shape | 0, 2);  // half of a normal law
  target += normal_lpdf(location | 2, 2);
  target += normal_lpdf(effect | 0, 2);
  for (i in 1:n)
    target += relapsed[i] ? weibull_lpdf(weeks[i] | shape, scale[i]) : weibull_lccdf(weeks[i] | shape, scale[i]);
}
