/* Log-densities with gradients as one would write them by hand in C, up to constants: gradients CASE FOLDER SECONDS.
   FOLDER holds the arrays of the case, as numbers of 8 bytes in the order of this machine, and `at`, the coordinates of a
   point. Prints the log-density there, the gradient, the log-density at half of the coordinates, and the least time of a call
   in microseconds. Positive parameters are given by their logarithms, and the Jacobians are part of the density. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *folder;

/* An array of the case, and its length; room is left behind it for whole vectors. */
static double *array(const char *name, long *length) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  fseek(file, 0, SEEK_END);
  long bytes = ftell(file);
  rewind(file);
  double *x = aligned_alloc(64, (bytes + 1087) & ~63L);
  if (fread(x, 1, bytes, file) != (size_t)bytes) exit(1);
  fclose(file);
  if (length) *length = bytes / 8;
  return x;
}

static long rows;
static double *y, *x;

/* The value of a half-Cauchy at exp(u) with its Jacobian; adds the slope. */
static double half_cauchy(double u, double scale, double *slope) {
  double r = exp(u) / scale, s = r * r;
  *slope += 1 - 2 * s / (1 + s);
  return u - log1p(s);
}

static double half_normal(double u, double scale, double *slope) {
  double r = exp(u) / scale, s = r * r;
  *slope += 1 - s;
  return u - 0.5 * s;
}

/* y ~ normal(mu, sigma): mu, log sigma */
static double normal(const double *q, double *g) {
  double mu = q[0], w = exp(-q[1]), s = 0, t = 0;
  for (long i = 0; i < rows; i++) {
    double r = (y[i] - mu) * w;
    s += r;
    t += r * r;
  }
  g[0] = s * w - mu / 100;
  g[1] = t - rows;
  double lp = -0.5 * t - rows * q[1] - mu * mu / 200;
  return lp + half_normal(q[1], 5, &g[1]);
}

/* y ~ studentT(4, mu, sigma): mu, log sigma */
static double student(const double *q, double *g) {
  double mu = q[0], w = exp(-q[1]), s = 0, t = 0, l = 0;
  for (long i = 0; i < rows; i++) {
    double r = (y[i] - mu) * w, v = r * r * 0.25, d = r / (1 + v);
    l += log1p(v);
    s += d;
    t += r * d;
  }
  g[0] = 1.25 * s * w - mu / 100;
  g[1] = 1.25 * t - rows;
  double lp = -2.5 * l - rows * q[1] - mu * mu / 200;
  return lp + half_normal(q[1], 5, &g[1]);
}

/* y ~ poisson(exp(a + b x)): a, b */
static double poisson(const double *q, double *g) {
  double a = q[0], b = q[1], l = 0, s = 0, t = 0;
  for (long i = 0; i < rows; i++) {
    double e = a + b * x[i], m = exp(e), r = y[i] - m;
    l += y[i] * e - m;
    s += r;
    t += r * x[i];
  }
  g[0] = s - a;
  g[1] = t - b;
  return l - 0.5 * (a * a + b * b);
}

/* y ~ bernoulliLogit(a + b x): a, b */
static double bernoulli(const double *q, double *g) {
  double a = q[0], b = q[1], l = 0, s = 0, t = 0;
  for (long i = 0; i < rows; i++) {
    double e = a + b * x[i], u = exp(-fabs(e)), w = 1 + u;
    l += e * y[i] - (e > 0 ? e : 0) - log(w);
    double r = y[i] - (e >= 0 ? 1.0 : u) / w;
    s += r;
    t += r * x[i];
  }
  g[0] = s - a;
  g[1] = t - b;
  return l - 0.5 * (a * a + b * b);
}

/* effect ~ normal(mu + tau z, error): mu, log tau, z */
static double eight(const double *q, double *g) {
  double mu = q[0], tau = exp(q[1]), l = 0, s = 0, t = 0;
  for (int i = 0; i < 8; i++) {
    double w = 1 / x[i], r = (y[i] - mu - tau * q[2 + i]) * w, d = r * w;
    l += r * r + q[2 + i] * q[2 + i];
    s += d;
    t += d * q[2 + i];
    g[2 + i] = d * tau - q[2 + i];
  }
  g[0] = s - mu / 25;
  g[1] = t * tau;
  return -0.5 * l - mu * mu / 50 + half_cauchy(q[1], 5, &g[1]);
}

/* Intercepts and slopes of 85 counties: mu_a, log sigma_a, a, mu_b, log sigma_b, b, log eps; x are rows y, floor, county. */
enum { COUNTIES = 85 };
static double *floors, *counties, *laid_y, *laid_floors;
static int *county;
static long start[COUNTIES + 1];

static void lay_out(void) {
  y = array("y", &rows);
  floors = array("floor", 0);
  counties = array("county", 0);
  county = malloc(sizeof(int) * rows);
  laid_y = aligned_alloc(64, (8 * rows + 1087) & ~63L);
  laid_floors = aligned_alloc(64, (8 * rows + 1087) & ~63L);
  for (long i = 0; i < rows; i++) county[i] = (int)counties[i], start[county[i] + 1]++;
  for (int c = 0; c < COUNTIES; c++) start[c + 1] += start[c];
  long next[COUNTIES];
  memcpy(next, start, sizeof next);
  for (long i = 0; i < rows; i++) {
    laid_y[next[county[i]]] = y[i];
    laid_floors[next[county[i]]++] = floors[i];
  }
}

static double radon_priors(const double *q, double *g, double squares, const double *ga, const double *gb) {
  const double *a = q + 2, *b = q + 4 + COUNTIES;
  double sa = exp(q[1]), sb = exp(q[3 + COUNTIES]), eps = q[4 + 2 * COUNTIES];
  double l = 0, s = 0, t = 0, u = 0, v = 0;
  for (int c = 0; c < COUNTIES; c++) {
    l += a[c] * a[c] + b[c] * b[c];
    s += ga[c];
    t += gb[c];
    u += ga[c] * a[c];
    v += gb[c] * b[c];
    g[2 + c] = ga[c] * sa - a[c];
    g[4 + COUNTIES + c] = gb[c] * sb - b[c];
  }
  double ma = q[0], mb = q[2 + COUNTIES];
  g[0] = s - ma / 100;
  g[1] = u * sa;
  g[2 + COUNTIES] = t - mb / 4;
  g[3 + COUNTIES] = v * sb;
  g[4 + 2 * COUNTIES] = squares - rows;
  double lp = -0.5 * (l + squares) - rows * eps - ma * ma / 200 - mb * mb / 8;
  lp += half_normal(q[1], 1, &g[1]) + half_normal(q[3 + COUNTIES], 1, &g[3 + COUNTIES]);
  return lp + half_normal(eps, 1.5, &g[4 + 2 * COUNTIES]);
}

static double radon_rows(const double *q, double *g) {
  double a[COUNTIES], b[COUNTIES], ga[COUNTIES] = {0}, gb[COUNTIES] = {0}, squares = 0;
  double sa = exp(q[1]), sb = exp(q[3 + COUNTIES]), w = exp(-q[4 + 2 * COUNTIES]);
  for (int c = 0; c < COUNTIES; c++) a[c] = q[0] + sa * q[2 + c], b[c] = q[2 + COUNTIES] + sb * q[4 + COUNTIES + c];
  for (long i = 0; i < rows; i++) {
    int c = county[i];
    double r = (y[i] - a[c] - b[c] * floors[i]) * w;
    squares += r * r;
    ga[c] += r * w;
    gb[c] += r * w * floors[i];
  }
  return radon_priors(q, g, squares, ga, gb);
}

static double radon_sorted(const double *q, double *g) {
  double ga[COUNTIES], gb[COUNTIES], squares = 0;
  double sa = exp(q[1]), sb = exp(q[3 + COUNTIES]), w = exp(-q[4 + 2 * COUNTIES]);
  for (int c = 0; c < COUNTIES; c++) {
    double a = q[0] + sa * q[2 + c], b = q[2 + COUNTIES] + sb * q[4 + COUNTIES + c], s = 0, t = 0, u = 0;
    for (long i = start[c]; i < start[c + 1]; i++) {
      double r = laid_y[i] - a - b * laid_floors[i];
      s += r;
      t += r * laid_floors[i];
      u += r * r;
    }
    ga[c] = s * w * w;
    gb[c] = t * w * w;
    squares += u;
  }
  return radon_priors(q, g, squares * w * w, ga, gb);
}

/* 100 persons, 20 questions, y by questions: log sigma_theta, theta, log sigma_a, log a, mu_b, log sigma_b, b */
enum { ITEMS = 20, PERSONS = 100 };
static double items(const double *q, double *g) {
  const double *theta = q + 1, *a = q + 2 + PERSONS, *b = q + 4 + PERSONS + ITEMS;
  double *ga = g + 2 + PERSONS, *gb = g + 4 + PERSONS + ITEMS, of_theta[PERSONS] = {0}, lp = 0;
  for (int i = 0; i < ITEMS; i++) {
    double slope = exp(a[i]), s = 0, t = 0, l = 0;
    const double *answers = y + i * PERSONS;
    for (int j = 0; j < PERSONS; j++) {
      double d = theta[j] - b[i], e = slope * d, u = exp(-fabs(e)), w = 1 + u;
      l += e * answers[j] - (e > 0 ? e : 0) - log(w);
      double r = answers[j] - (e >= 0 ? 1.0 : u) / w;
      s += r * d;
      t += r;
      of_theta[j] += r * slope;
    }
    lp += l;
    ga[i] = s * slope;
    gb[i] = -t * slope;
  }
  double st = exp(-2 * q[0]), sa = exp(-2 * q[1 + PERSONS]), sb = exp(-2 * q[3 + PERSONS + ITEMS]);
  double mean = q[2 + PERSONS + ITEMS], s = 0, t = 0, u = 0, v = 0;
  for (int j = 0; j < PERSONS; j++) {
    s += theta[j] * theta[j];
    g[1 + j] = of_theta[j] - theta[j] * st;
  }
  for (int i = 0; i < ITEMS; i++) {
    double d = b[i] - mean;
    t += a[i] * a[i];
    u += d * d;
    v += d;
    ga[i] -= a[i] * sa;
    gb[i] -= d * sb;
  }
  g[0] = s * st - PERSONS;
  g[1 + PERSONS] = t * sa - ITEMS;
  g[2 + PERSONS + ITEMS] = v * sb - mean / 25;
  g[3 + PERSONS + ITEMS] = u * sb - ITEMS;
  lp -= 0.5 * (s * st + t * sa + u * sb) + PERSONS * q[0] + ITEMS * (q[1 + PERSONS] + q[3 + PERSONS + ITEMS]) + mean * mean / 50;
  lp += half_cauchy(q[0], 2, &g[0]) + half_cauchy(q[1 + PERSONS], 2, &g[1 + PERSONS]);
  return lp + half_cauchy(q[3 + PERSONS + ITEMS], 2, &g[3 + PERSONS + ITEMS]);
}

/* Rows in tiles of 64, by columns inside a tile, so that each datum is read once from memory and neighbours are rows. */
enum { TILE = 64, MOST = 64 };
static long columns;
static double *tiles;

static void tile(void) {
  y = array("y", &rows);
  double *given = array("x", &columns);
  columns /= rows;
  long count = (rows + TILE - 1) / TILE, size = count * TILE * columns;
  tiles = aligned_alloc(64, 8 * size);
  memset(tiles, 0, 8 * size);
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++)
      tiles[(i / TILE * columns + j) * TILE + i % TILE] = given[i * columns + j];
}

static float *narrow;

static void tile_narrow(void) {
  tile();
  long size = (rows + TILE - 1) / TILE * TILE * columns;
  narrow = aligned_alloc(64, 4 * size);
  for (long i = 0; i < size; i++) narrow[i] = (float)tiles[i];
}

/* y ~ bernoulliLogit(a + x b): a, b; x in float64, or in float32 */
static inline __attribute__((always_inline)) double bernoulli_logit(int is_narrow, const double *q, double *g) {
  double lp = 0, ga = 0, gb[MOST] = {0};
  for (long first = 0; first < rows; first += TILE) {
    long n = rows - first < TILE ? rows - first : TILE;
    const double *t = tiles + first * columns;
    const float *f = narrow + first * columns;
    double e[TILE] __attribute__((aligned(64))), l = 0, s = 0;
    for (int i = 0; i < TILE; i++) e[i] = q[0];
    for (long j = 0; j < columns; j++)
      for (int i = 0; i < TILE; i++) e[i] += (is_narrow ? f[j * TILE + i] : t[j * TILE + i]) * q[1 + j];
    for (long i = 0; i < n; i++) {
      double z = e[i], u = exp(-fabs(z)), w = 1 + u, seen = y[first + i];
      l += z * seen - (z > 0 ? z : 0) - log(w);
      e[i] = seen - (z >= 0 ? 1.0 : u) / w;
      s += e[i];
    }
    for (long i = n; i < TILE; i++) e[i] = 0;
    lp += l;
    ga += s;
    for (long j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < TILE; i++) sum += (is_narrow ? f[j * TILE + i] : t[j * TILE + i]) * e[i];
      gb[j] += sum;
    }
  }
  g[0] = ga - q[0] / 6.25;
  lp -= q[0] * q[0] / 12.5;
  for (long j = 0; j < columns; j++) {
    g[1 + j] = gb[j] - q[1 + j];
    lp -= 0.5 * q[1 + j] * q[1 + j];
  }
  return lp;
}

static double logistic(const double *q, double *g) { return bernoulli_logit(0, q, g); }
static double logistic_narrow(const double *q, double *g) { return bernoulli_logit(1, q, g); }

/* y ~ normal(a + x b, sigma): a, b, log sigma */
static double linear(const double *q, double *g) {
  double squares = 0, ga = 0, gb[MOST] = {0}, w = exp(-q[1 + columns]);
  for (long first = 0; first < rows; first += TILE) {
    long n = rows - first < TILE ? rows - first : TILE;
    const double *t = tiles + first * columns;
    double e[TILE] __attribute__((aligned(64))), l = 0, s = 0;
    for (int i = 0; i < TILE; i++) e[i] = q[0];
    for (long j = 0; j < columns; j++)
      for (int i = 0; i < TILE; i++) e[i] += t[j * TILE + i] * q[1 + j];
    for (long i = 0; i < n; i++) {
      double r = (y[first + i] - e[i]) * w;
      l += r * r;
      e[i] = r * w;
      s += e[i];
    }
    for (long i = n; i < TILE; i++) e[i] = 0;
    squares += l;
    ga += s;
    for (long j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < TILE; i++) sum += t[j * TILE + i] * e[i];
      gb[j] += sum;
    }
  }
  double lp = -0.5 * squares - rows * q[1 + columns] - q[0] * q[0] / 200;
  g[0] = ga - q[0] / 100;
  for (long j = 0; j < columns; j++) {
    g[1 + j] = gb[j] - q[1 + j] / 100;
    lp -= q[1 + j] * q[1 + j] / 200;
  }
  g[1 + columns] = squares - rows;
  return lp + half_normal(q[1 + columns], 1, &g[1 + columns]);
}

#ifdef LAPACK
/* y ~ multivariate normal(0, alpha^2 exp(-d^2 / (2 rho^2)) + (sigma^2 + 1e-6) I): log rho, log alpha, log sigma */
extern void dpotrf_(const char *, const int *, double *, const int *, int *);
extern void dpotri_(const char *, const int *, double *, const int *, int *);
static double *squared, *smooth, *inverse, *weights;

static void distances(void) {
  y = array("y", &rows);
  x = array("x", 0);
  squared = malloc(8 * rows * rows);
  smooth = malloc(8 * rows * rows);
  inverse = malloc(8 * rows * rows);
  weights = malloc(8 * rows);
  for (long i = 0; i < rows * rows; i++) squared[i] = (x[i / rows] - x[i % rows]) * (x[i / rows] - x[i % rows]);
}

static double process(const double *q, double *g) {
  int n = (int)rows, info;
  double rho = exp(q[0]), alpha2 = exp(2 * q[1]), sigma2 = exp(2 * q[2]), scale = -0.5 / (rho * rho);
  for (int i = 0; i < n * n; i++) smooth[i] = alpha2 * exp(scale * squared[i]);
  memcpy(inverse, smooth, sizeof(double) * n * n);
  for (int i = 0; i < n; i++) inverse[i * n + i] += sigma2 + 1e-6;
  dpotrf_("L", &n, inverse, &n, &info);
  double lp = 0, ga = 0, gr = 0, gs = 0;
  for (int i = 0; i < n; i++) lp -= log(inverse[i * n + i]);
  dpotri_("L", &n, inverse, &n, &info);
  memset(weights, 0, sizeof(double) * n);
  for (int c = 0; c < n; c++) {
    double s = inverse[c * n + c] * y[c];
    for (int r = c + 1; r < n; r++) {
      s += inverse[c * n + r] * y[r];
      weights[r] += inverse[c * n + r] * y[c];
    }
    weights[c] += s;
  }
  for (int c = 0; c < n; c++) {
    double w = weights[c], d = w * w - inverse[c * n + c], s = 0, t = 0;
    lp -= 0.5 * y[c] * w;
    gs += d;
    ga += smooth[c * n + c] * d;
    for (int r = c + 1; r < n; r++) {
      double m = smooth[c * n + r] * (w * weights[r] - inverse[c * n + r]);
      s += m;
      t += m * squared[c * n + r];
    }
    ga += 2 * s;
    gr += 2 * t;
  }
  g[0] = gr * 0.5 / (rho * rho) + 25 - 4 * rho;
  g[1] = ga;
  g[2] = gs * sigma2;
  lp += 25 * q[0] - 4 * rho;
  return lp + half_normal(q[1], 2, &g[1]) + half_normal(q[2], 1, &g[2]);
}
#endif

typedef double density(const double *, double *);

static void plain(void) { y = array("y", &rows); }
static void regression(void) { plain(); x = array("x", 0); }

static const struct { const char *name; void (*load)(void); density *f; } CASES[] = {
  {"normal", plain, normal}, {"student", plain, student}, {"poisson", regression, poisson}, {"bernoulli", regression, bernoulli},
  {"eight", regression, eight}, {"radon_rows", lay_out, radon_rows}, {"radon", lay_out, radon_sorted}, {"items", plain, items},
  {"logistic", tile, logistic}, {"logistic_narrow", tile_narrow, logistic_narrow}, {"linear", tile, linear},
#ifdef LAPACK
  {"process", distances, process},
#endif
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double least(density *f, double *q, double *g, double seconds) {
  double best = 1e300, sum = 0;
  long calls = 1;
  for (double begin = now(); now() - begin < seconds;) {
    double t = now();
    for (long k = 0; k < calls; k++) {
      q[0] += 1e-12;
      sum += f(q, g);
    }
    t = now() - t;
    if (t < 0.001) calls *= 2;
    else if (t / calls < best) best = t / calls;
  }
  return sum == 0.1234 ? 0 : best * 1e6; /* the sum is used, so that no call is left out */
}

int main(int count, char **arguments) {
  if (count != 4) return 1;
  folder = arguments[2];
  for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++) {
    if (strcmp(arguments[1], CASES[c].name)) continue;
    long n;
    double *q = array("at", &n), *g = calloc(n, 8), *half = calloc(n, 8);
    CASES[c].load();
    printf("%.17g ", CASES[c].f(q, g));
    for (long i = 0; i < n; i++) printf("%.17g ", g[i]), half[i] = q[i] / 2;
    printf("%.17g ", CASES[c].f(half, g));
    printf("%.6g\n", least(CASES[c].f, q, g, atof(arguments[3])));
    return 0;
  }
  fprintf(stderr, "there is no case %s\n", arguments[1]);
  return 1;
}
