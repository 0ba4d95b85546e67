/*
 * Value and gradient of the log-density of an autoregression of the first order with noise, x_t = phi x_{t-1} + s z_t:
 * sum -0.5 (y_t - x_t)^2 - 0.5 z_t^2, by phi, s and z. Takes the length, prints the least time of a call in microseconds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double value_and_gradient(int n, double phi, double s, const double *restrict z, const double *restrict y,
                                 double *restrict x, double *restrict gz, double *gphi, double *gs) {
    double value = 0, state = 0;
    for (int t = 0; t < n; t++) {
        state = phi * state + s * z[t];
        x[t] = state;
        double e = y[t] - state;
        value -= 0.5 * (e * e + z[t] * z[t]);
    }
    double back = 0, by_phi = 0, by_s = 0;
    for (int t = n - 1; t >= 0; t--) {
        back = back * phi + (y[t] - x[t]);
        gz[t] = back * s - z[t];
        by_s += back * z[t];
        by_phi += t > 0 ? back * x[t - 1] : 0;
    }
    *gphi = by_phi;
    *gs = by_s;
    return value;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 10000;
    double *z = malloc(8 * n), *y = malloc(8 * n), *x = malloc(8 * n), *g = malloc(8 * n), a, b, sum = 0, best = 1e300;
    for (int i = 0; i < n; i++) {
        z[i] = sin(i);
        y[i] = sin(1.1 * i);
    }
    for (int r = 0; r < 50; r++) {
        struct timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        for (int k = 0; k < 100; k++) {
            sum += value_and_gradient(n, 0.9 + 1e-9 * k, 0.3, z, y, x, g, &a, &b) + a + b + g[5];
        }
        clock_gettime(CLOCK_MONOTONIC, &to);
        double us = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / 1e5;
        best = us < best ? us : best;
    }
    fprintf(stderr, "%s", sum == 0 ? "nothing was computed\n" : "");
    printf("%.3f\n", best);
    return 0;
}
