"""Reference values of log-densities and log tail probabilities, from 60-digit arithmetic.

    python3 families.py > families.csv

Columns: distribution by its name in models, parameters (separated by spaces; for normal vectors: dimension, mean, matrix row by row), x (for vectors separated
by spaces), log-density, log P(X <= x), log P(X > x). Numbers are doubles written so that they read back exactly; every formula is evaluated at exactly these doubles. An empty cell: not tabulated.
Needs mpmath.
"""

import itertools

import mpmath as mp

import compositions
import continuous
import counts
import lkj
import vectors
from tails import INF, beta_series, beta_tails, both, gamma_tails, log


def log_ndtr(z):
    if z == INF:
        return mp.mpf(0)
    if z == -INF:
        return -INF
    return mp.log(mp.erfc(-z / mp.sqrt(2)) / 2)


def normal(x, mu, sigma):
    if abs(x) == INF:
        return -INF, log_ndtr(x), log_ndtr(-x)
    z = (x - mu) / sigma
    return -z * z / 2 - mp.log(sigma) - mp.log(2 * mp.pi) / 2, log_ndtr(z), log_ndtr(-z)


def half_normal(x, sigma):
    if x < 0:
        return -INF, -INF, mp.mpf(0)
    if x == INF:
        return -INF, mp.mpf(0), -INF
    z = x / sigma
    return (
        mp.log(2 / mp.pi) / 2 - mp.log(sigma) - z * z / 2,
        log(mp.erf(z / mp.sqrt(2))),
        log(mp.erfc(z / mp.sqrt(2))),
    )


def uniform(x, a, b):
    inside = a <= x <= b
    cdf = min(max((x - a) / (b - a), 0), 1) if abs(x) != INF else (1 if x > 0 else 0)
    return (-mp.log(b - a) if inside else -INF), log(mp.mpf(cdf)), log(1 - mp.mpf(cdf))


def flat(x):
    return (-INF if abs(x) == INF else mp.mpf(0)), None, None


def half_flat(x):
    return (mp.mpf(0) if 0 <= x < INF else -INF), None, None


def exponential(x, rate):
    if x < 0:
        return -INF, -INF, mp.mpf(0)
    if x == INF:
        return -INF, mp.mpf(0), -INF
    return mp.log(rate) - rate * x, log(-mp.expm1(-rate * x)), -rate * x


def gamma(x, a, b):
    if x <= 0:
        density = -INF if x < 0 or a > 1 else mp.log(b) if a == 1 else INF
        return density, -INF, mp.mpf(0)
    if x == INF:
        return -INF, mp.mpf(0), -INF
    density = a * mp.log(b) + (a - 1) * mp.log(x) - b * x - mp.loggamma(a)
    return density, *gamma_tails(a, b * x)


def beta(x, a, b):
    if x < 0 or x > 1:
        return -INF, (-INF if x < 0 else mp.mpf(0)), (mp.mpf(0) if x < 0 else -INF)
    left = 0 if a == 1 else (a - 1) * mp.log(x) if x > 0 else (-INF if a > 1 else INF)
    right = 0 if b == 1 else (b - 1) * mp.log(1 - x) if x < 1 else (-INF if b > 1 else INF)
    density = left + right + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    if x == 0 or x == 1:
        return density, (-INF if x == 0 else mp.mpf(0)), (mp.mpf(0) if x == 0 else -INF)
    return density, *beta_tails(a, b, x, 1 - x)


def student_tail(z, nu):
    """log P(T > z) for z > 0; next to the centre as one minus the rest, with digits to spare."""
    x = nu / (nu + z * z)
    if z * z > nu / 500:
        return beta_series(nu / 2, mp.mpf(1) / 2, x, 1 - x) - mp.log(2)
    with mp.extradps(int(nu * mp.log1p(z * z / nu) / 3) + 40):
        y = z * z / (nu + z * z)
        tail = mp.log(-mp.expm1(beta_series(mp.mpf(1) / 2, nu / 2, y, nu / (nu + z * z)))) - mp.log(2)
    return +tail


def student_t(x, nu, mu, sigma):
    if abs(x) == INF:
        return -INF, (mp.mpf(0) if x > 0 else -INF), (mp.mpf(0) if x < 0 else -INF)
    z = (x - mu) / sigma
    lower, upper = both(student_tail(abs(z), nu), z < 0) if z != 0 else (-mp.log(2), -mp.log(2))
    return (
        mp.loggamma((nu + 1) / 2)
        - mp.loggamma(nu / 2)
        - mp.log(nu * mp.pi) / 2
        - mp.log(sigma)
        - (nu + 1) / 2 * mp.log(1 + z * z / nu),
        lower,
        upper,
    )


def cauchy(x, m, s):
    if abs(x) == INF:
        return -INF, (mp.mpf(0) if x > 0 else -INF), (mp.mpf(0) if x < 0 else -INF)
    z = (x - m) / s
    upper = mp.atan(1 / z) / mp.pi if z > 0 else mp.mpf(1) / 2 - mp.atan(z) / mp.pi
    lower = mp.atan(-1 / z) / mp.pi if z < 0 else mp.mpf(1) / 2 + mp.atan(z) / mp.pi
    return -mp.log(mp.pi * s * (1 + z * z)), log(lower), log(upper)


def half_cauchy(x, s):
    if x < 0:
        return -INF, -INF, mp.mpf(0)
    if x == INF:
        return -INF, mp.mpf(0), -INF
    z = x / s
    lower = 2 * mp.atan(z) / mp.pi
    upper = 2 * mp.atan(1 / z) / mp.pi if z > 0 else mp.mpf(1)
    return mp.log(2 / (mp.pi * s * (1 + z * z))), log(lower), log(upper)


def log_normal(x, mu, sigma):
    if x <= 0:
        return -INF, -INF, mp.mpf(0)
    if x == INF:
        return -INF, mp.mpf(0), -INF
    z = (mp.log(x) - mu) / sigma
    return (
        -z * z / 2 - mp.log(x) - mp.log(sigma) - mp.log(2 * mp.pi) / 2,
        log_ndtr(z),
        log_ndtr(-z),
    )


def discrete(pmf, last):
    """Log-mass and log tails of a law on 0..last by exact summation."""

    def at(x):
        whole = x == mp.floor(x) if abs(x) != INF else False
        lower = sum((pmf(k) for k in range(0, last + 1) if k <= x), mp.mpf(0))
        upper = sum((pmf(k) for k in range(0, last + 1) if k > x), mp.mpf(0))
        mass = log(pmf(int(x))) if whole and 0 <= x <= last else -INF
        return mass, log(lower), log(upper)

    return at


def bernoulli(x, p):
    return discrete(lambda k: p if k == 1 else 1 - p, 1)(x)


def sigmoid(eta):
    return 1 / (1 + mp.exp(-eta))


def binomial_mass(n, p, q):
    return lambda k: mp.binomial(n, k) * p**k * q ** (n - k)


def binomial(x, n, p, q=None):
    q = 1 - p if q is None else q
    n = int(n)
    if n <= 100:
        return discrete(binomial_mass(n, p, q), n)(x)
    if x < 0 or x >= n:
        mass = log_binomial(n, n, p, q) if x == n else -INF
        return mass, (-INF if x < 0 else mp.mpf(0)), (mp.mpf(0) if x < 0 else -INF)
    upper, lower = beta_tails(x + 1, n - x, p, q)
    return log_binomial(n, int(x), p, q), lower, upper


def log_binomial(n, k, p, q):
    ways = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
    return ways + (k * mp.log(p) if k else 0) + ((n - k) * mp.log(q) if n - k else 0)


def poisson(x, mu, log_mu=None):
    if x < 0:
        return -INF, -INF, mp.mpf(0)
    log_mu = log_mu if log_mu is not None else (mp.log(mu) if mu > 0 else -INF)
    mass = (x * log_mu if x > 0 else 0) - mu - mp.loggamma(x + 1)
    upper, lower = gamma_tails(x + 1, mu) if mu > 0 else (-INF, mp.mpf(0))
    return mass, lower, upper


def point_mass(x, value):
    below = mp.mpf(0) if value <= x else -INF
    return (mp.mpf(0) if x == value else -INF), below, (-INF if value <= x else mp.mpf(0))


def categorical(x, *p):
    return discrete(lambda k: p[k], len(p) - 1)(x)


def mv_normal(x, mean, cov):
    """Log-density of a normal vector with a covariance matrix."""
    d = len(mean)
    away = mp.matrix([x[i] - mean[i] for i in range(d)])
    sigma = mp.matrix(cov)
    quadratic = (away.T * mp.lu_solve(sigma, away))[0]
    return -(quadratic + mp.log(mp.det(sigma)) + d * mp.log(2 * mp.pi)) / 2


REAL = [0.0, -0.0, 1e-300, 1e-9, 0.01, 0.5, 1.0, -1.0, 2.5, -3.0, 5.0, -8.0, 12.0, 39.0, -39.0, 100.0, -1e4, 1e10, -1e100]
EDGE = [float("inf"), float("-inf")]
TINIEST = [5e-324]
POSITIVE = [0.0, 1e-300, 1e-100, 1e-12, 1e-4, 0.1, 0.5, 0.9, 1.0, 1.5, 2.0, 5.0, 12.0, 40.0, 45.0, 300.0, 1e4, 1e8, 1e100]
OUTSIDE = [-1e-300, -1.0, -1e100]
UNIT = [0.0, 5e-324, 1e-300, 1e-20, 1e-8, 0.01, 0.25, 0.3, 0.5, 0.7, 0.75, 0.99, 1 - 1e-8, 1 - 2.0**-53, 1.0]
COUNTS = [0, 1, 2, 3, 5, 8, 12, 20]

DISTRIBUTIONS = {
    "normal": (normal, [(0, 1), (1.5, 0.25), (-3, 7.5), (1e6, 1e-3)], REAL + EDGE),
    "normalPrecision": (
        lambda x, mu, tau: normal(x, mu, 1 / mp.sqrt(tau)),
        [(0, 1), (1.5, 16), (-3, 0.02), (2.5, 1e6)],
        REAL + EDGE,
    ),
    "halfNormal": (half_normal, [(1,), (0.1,), (25,)], POSITIVE + OUTSIDE + EDGE),
    "uniform": (uniform, [(0, 1), (-2, 5), (0.1, 0.3)], UNIT + [-2.0, 5.0, 6.0, -3.0, 0.1, 0.2] + EDGE),
    "flat": (flat, [()], REAL + [7.5, 1e200, -1e200, 5e-324] + EDGE),
    "halfFlat": (half_flat, [()], POSITIVE + OUTSIDE + [1e200, -7.5] + EDGE),
    "exponential": (exponential, [(1,), (0.01,), (50,)], POSITIVE + OUTSIDE + EDGE),
    "gamma": (
        gamma,
        [(1, 1), (2, 1), (0.5, 2), (1e-3, 1), (9.5, 0.1), (40, 8), (1e3, 1e3), (1e6, 1e5), (1, 3)],
        TINIEST + POSITIVE + [9.9, 10.1, 0.99, 1.01] + OUTSIDE + EDGE,
    ),
    "gammaMeanSd": (
        lambda x, mu, sigma: gamma(x, (mu / sigma) ** 2, mu / sigma**2),
        [(2, 1), (0.5, 1), (10, 3.5), (3, 0.25)],
        POSITIVE + [9.9, 10.1, 3.01] + OUTSIDE + EDGE,
    ),
    "beta": (
        beta,
        [(1, 1), (2, 3), (0.5, 0.5), (1, 7), (12, 0.1), (30, 70), (1e4, 1e4), (1e5, 3.0)],
        UNIT + [0.31, 0.501, 1.5] + [-1e-9, 2.0] + EDGE,
    ),
    "betaMeanCount": (
        lambda x, mu, nu: beta(x, mu * nu, (1 - mu) * nu),
        [(0.5, 2), (0.25, 0.5), (0.7, 30), (0.1, 200)],
        UNIT + [0.11, 1.5] + [-1e-9, 2.0] + EDGE,
    ),
    "studentT": (
        student_t,
        [(1, 0, 1), (2.5, 1, 3), (0.1, 0, 1), (30, -2, 0.5), (1e4, 0, 1), (1e8, 0, 2)],
        REAL + [1e200] + EDGE,
    ),
    "cauchy": (cauchy, [(0, 1), (2, 0.5), (-10, 100)], REAL + [1e200, -1e200] + EDGE),
    "halfCauchy": (half_cauchy, [(1,), (0.2,), (30,)], POSITIVE + OUTSIDE + [1e200] + EDGE),
    "logNormal": (log_normal, [(0, 1), (2, 0.3), (-1, 5)], TINIEST + POSITIVE + OUTSIDE + EDGE),
    "bernoulli": (bernoulli, [(0.5,), (0.1,), (1e-12,), (1 - 2.0**-40,), (0.0,), (1.0,)], [0, 1, -1, 2, 7]),
    "bernoulliLogit": (
        lambda x, eta: discrete(lambda k: sigmoid(eta) if k == 1 else sigmoid(-eta), 1)(x),
        [(0.0,), (3.5,), (-40.0,), (700.0,), (-2.0,)],
        [0, 1, -1, 2, 5],
    ),
    "binomial": (
        binomial,
        [(1, 0.3), (10, 0.5), (20, 0.01), (20, 1.0), (20, 0.0), (100, 0.9), (5000, 0.002), (1000000, 0.4)],
        COUNTS + [-1, 21, 90, 100, 101, 1000, 2000, 400000, 400100, 1000000],
    ),
    "binomialLogit": (
        lambda x, n, eta: binomial(x, n, sigmoid(eta), sigmoid(-eta)),
        [(10, 0.5), (20, -12.0), (100, 4.0), (100000, 1.0)],
        COUNTS + [-1, 90, 100, 101, 73000, 73106],
    ),
    "poisson": (
        poisson,
        [(0.0,), (1e-6,), (1.0,), (4.5,), (30.0,), (1000.0,), (1e6,)],
        COUNTS + [-1, 30, 31, 33, 40, 100, 1000, 1100, 1000000, 1003000],
    ),
    "categorical": (
        categorical,
        [(0.5, 0.25, 0.25), (1.0,), (0.125, 0.0, 0.875), (2.0**-40, 1 - 2.0**-40), (0.0625,) * 16],
        [0, 1, 2, 3, 7, 15, 16, -1],
    ),
    "categoricalLogit": (
        lambda x, *eta: categorical(x, *[mp.exp(e) / sum(map(mp.exp, eta)) for e in eta]),
        [(0.0, 0.0), (1.5, -2.0, 0.25), (-800.0, 3.0, 2.5), (700.0, 701.0, -40.0, 699.5)],
        [0, 1, 2, 3, 4, 7, -1],
    ),
    "pointMass": (point_mass, [(0.0,), (2.5,), (-1e300,), (5e-324,)], REAL + TINIEST + [2.4999999999999996, -1e300] + EDGE),
    "poissonLog": (
        lambda x, eta: poisson(x, mp.exp(eta), eta),
        [(-20.0,), (0.0,), (3.25,), (6.9,), (13.8,)],
        COUNTS + [-1, 30, 40, 100, 1000, 1000000],
    ),
    **counts.DISTRIBUTIONS,
    **continuous.DISTRIBUTIONS,
}


def cell(value):
    if value is None:
        return ""
    return repr(float(value)).replace("inf", "Infinity") if abs(value) != INF else "Infinity" if value > 0 else "-Infinity"


def number(x):
    return repr(x).replace("inf", "Infinity")


VECTORS = [
    ((0.0,), ((1.0,),)),
    ((2.0, -1.0), ((2.0, 0.5), (0.5, 1.0))),
    ((0.0, 0.0), ((1.0, 0.999), (0.999, 1.0))),
    ((1.0, 2.0, 3.0), ((4.0, -1.0, 0.5), (-1.0, 9.0, 2.0), (0.5, 2.0, 1.0))),
    ((-5.0, 0.0, 0.0, 10.0), tuple(tuple(0.5 ** abs(i - j) * (i + 1) * (j + 1) for j in range(4)) for i in range(4))),
]
STEPS = [0.0, 0.5, -1.0, 3.0, -10.0, 1e3, 1e8]


def rounded(matrix):
    return mp.matrix([[float(v) for v in row] for row in matrix.tolist()])


def symmetric(matrix):
    return (matrix + matrix.T) / 2


# the matrix as it is given, from the covariance; and back
SCALES = {
    "mvNormal": (lambda cov: cov, lambda cov: cov),
    "mvNormalCholesky": (lambda cov: rounded(mp.cholesky(cov)), lambda chol: chol * chol.T),
    "mvNormalPrecision": (lambda cov: rounded(symmetric(mp.inverse(cov))), mp.inverse),
}

TINY = 2.0**-40
CONCENTRATIONS = [
    (1.0, 1.0),
    (0.5, 0.25),
    (2.0, 3.5),
    (16.0, 17.0),
    (1e6, 3e6),
    (0.001, 0.001, 0.001),
    (1.0, 2.0, 3.0),
    (0.125, 5.0, 1000.0),
    (200.0, 1.0, 0.5),
    (1.0, 1.5, 2.0, 2.5, 3.0),
    (1e5, 2e5, 1e5, 3e5, 1e5),
]
SHARES = [
    (0.5, 0.5),
    (0.25, 0.75),
    (0.2500002384185791015625, 0.7499997615814208984375),
    (TINY, 1 - TINY),
    (1e-300, 1.0),
    (0.0, 1.0),
    (0.5, 0.25),
    (-0.25, 1.25),
    (0.5, 0.25, 0.25),
    (0.125, 0.75, 0.125),
    (2.0**-30, 2.0**-50, 1 - 2.0**-30 - 2.0**-50),
    (1e-300, 0.5, 0.5),
    (0.5, 0.0, 0.5),
    (0.5, 0.5, 0.5),
    (0.2, 0.2, 0.2, 0.2, 0.2),
    (0.125, 0.25, 0.125, 0.375, 0.125),
    (TINY, 0.5, 0.25, 0.25 - TINY, 5e-324),
]


def main():
    print("distribution,parameters,x,logp,logcdf,logsf")
    for name, (law, parameter_sets, points) in DISTRIBUTIONS.items():
        for parameters, x in itertools.product(parameter_sets, points):
            values = law(mp.mpf(x), *[mp.mpf(p) for p in parameters])
            print(",".join([name, " ".join(number(p) for p in parameters), number(x), *[cell(v) for v in values]]))
    for (name, (given, covariance)), (mean, cov) in itertools.product(SCALES.items(), VECTORS):
        matrix = given(mp.matrix(cov))
        parameters = [float(len(mean)), *mean, *[float(v) for row in matrix.tolist() for v in row]]
        for step in STEPS:
            x = [m + step * (1 if i % 2 == 0 else 0.25) for i, m in enumerate(mean)]
            value = mv_normal([mp.mpf(v) for v in x], [mp.mpf(v) for v in mean], covariance(matrix))
            print(",".join([name, " ".join(map(number, parameters)), " ".join(map(number, x)), cell(value), "", ""]))
    for alpha, x in itertools.product(CONCENTRATIONS, SHARES):
        if len(alpha) == len(x):
            value = compositions.dirichlet([mp.mpf(v) for v in x], [mp.mpf(a) for a in alpha])
            print(",".join(["dirichlet", " ".join(map(number, alpha)), " ".join(map(number, x)), cell(value), "", ""]))
    for name, parameters, x, value in (*vectors.rows(SCALES, VECTORS, STEPS), *lkj.rows()):
        print(",".join([name, " ".join(map(number, parameters)), " ".join(map(number, x)), cell(value), "", ""]))
    for name, parameters, x, value in compositions.densities():
        print(",".join([name, " ".join(map(compositions.number, parameters)), " ".join(map(number, x)), cell(value), "", ""]))


if __name__ == "__main__":
    main()
