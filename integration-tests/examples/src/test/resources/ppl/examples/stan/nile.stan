data {
  int<lower=1> n;
  vector[n] flow;
}
parameters {
  real<lower=0> stride;
  real<lower=0> noise;
  real start;
  vector[n] walk;
}
transformed parameters {
  vector[n] level = start + stride * walk;
}
model {
  target += lognormal_lpdf(stride | 3.7, 0.3);
  target += log(2) + normal_lpdf(noise | 0, 200);  // half of a normal law
  target += normal_lpdf(start | 1000, 300);
  target += normal_lpdf(walk[1] | 0, 1);
  target += normal_lpdf(walk[2:n] | walk[1:(n - 1)], 1);
  target += normal_lpdf(flow | level, noise);
}
