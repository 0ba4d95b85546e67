data {
  int<lower=0> n;
  int<lower=1, upper=4> district[n];
  int<lower=1, upper=4> litres[n];
  int<lower=1, upper=4> age[n];
  vector[n] holders;
  int<lower=0> claims[n];
}
parameters {
  real usual;
  vector[4] by_district;
  vector[4] by_litres;
  vector[4] by_age;
}
model {
  target += normal_lpdf(usual | -2, 1);
  target += normal_lpdf(by_district | 0, 0.5);
  target += normal_lpdf(by_litres | 0, 0.5);
  target += normal_lpdf(by_age | 0, 0.5);
  target += poisson_log_lpmf(claims | log(holders) + usual + by_district[district] + by_litres[litres] + by_age[age]);
}
