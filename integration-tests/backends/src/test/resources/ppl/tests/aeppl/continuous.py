"""Families of real numbers by closed formulas or by the tails of others, for families.py."""

import mpmath as mp

from tails import INF, beta_series, both, gamma_tails, log

LOW = (-INF, -INF, mp.mpf(0))
HIGH = (-INF, mp.mpf(0), -INF)


def laplace(x, mu, b):
    if abs(x) == INF:
        return HIGH if x > 0 else LOW
    z = (x - mu) / b
    half = -abs(z) - mp.log(2)
    lower, upper = both(half, z <= 0)
    return half - mp.log(b), lower, upper


def logistic(x, mu, s):
    if abs(x) == INF:
        return HIGH if x > 0 else LOW
    z = (x - mu) / s
    tail = -abs(z) - mp.log1p(mp.exp(-abs(z)))
    lower, upper = both(tail, z <= 0)
    return lower + upper - mp.log(s), lower, upper


def gumbel(x, mu, beta):
    if abs(x) == INF:
        return HIGH if x > 0 else LOW
    z = (x - mu) / beta
    if z < -1000:
        return -INF, -INF, mp.mpf(0)
    lower = -mp.exp(-z)
    upper = mp.log(-mp.expm1(lower)) if lower > -100 else mp.log1p(-mp.exp(lower))
    return -z + lower - mp.log(beta), lower, upper


def weibull(x, alpha, beta):
    if x < 0:
        return LOW
    if x == INF:
        return HIGH
    if x == 0:
        return (-INF if alpha > 1 else -mp.log(beta) if alpha == 1 else INF), -INF, mp.mpf(0)
    power = alpha * mp.log(x / beta)
    if power > 1000:
        return HIGH
    upper = -mp.exp(power)
    lower = mp.log(-mp.expm1(upper)) if upper > -100 else mp.log1p(-mp.exp(upper))
    return mp.log(alpha) - mp.log(x) + power + upper, lower, upper


def inverse_gamma(x, alpha, beta):
    if x <= 0:
        return LOW
    if x == INF:
        return HIGH
    density = alpha * mp.log(beta) - (alpha + 1) * mp.log(x) - beta / x - mp.loggamma(alpha)
    upper, lower = gamma_tails(alpha, beta / x)
    return density, lower, upper


def half_student_t(x, nu, sigma):
    """Next to the centre the upper tail is what the lower one leaves, with digits to spare."""
    if x < 0:
        return LOW
    if x == INF:
        return HIGH
    z = x / sigma
    square = z * z / nu
    density = (
        mp.loggamma((nu + 1) / 2)
        - mp.loggamma(nu / 2)
        - mp.log(nu * mp.pi) / 2
        - mp.log(sigma)
        + mp.log(2)
        - (nu + 1) / 2 * mp.log1p(square)
    )
    if x == 0:
        return density, -INF, mp.mpf(0)
    half = mp.mpf(1) / 2
    near = square < mp.mpf(1) / 200
    with mp.extradps(40 + int(nu * mp.log1p(square) / 3) if near else 0):
        square = (x / sigma) ** 2 / nu
        share, rest = square / (1 + square), 1 / (1 + square)
        tail = beta_series(half, nu / 2, share, rest) if near else beta_series(nu / 2, half, rest, share)
        lower, upper = both(tail, near)
    return density, +lower, +upper


def truncated_normal(x, mu, sigma, lower, upper):
    """By the complementary error function on the side of the centre that the interval is on."""
    if x < lower:
        return LOW
    if x > upper:
        return HIGH

    def between(a, b):
        z, w = (a - mu) / sigma / mp.sqrt(2), (b - mu) / sigma / mp.sqrt(2)
        return (mp.erfc(-w) - mp.erfc(-z)) / 2 if w < 0 else (mp.erfc(z) - mp.erfc(w)) / 2

    with mp.extradps(30):
        z = (x - mu) / sigma
        mass = between(lower, upper)
        density = -z * z / 2 - mp.log(sigma) - mp.log(2 * mp.pi) / 2 - mp.log(mass)
        return density, log(between(lower, x) / mass), log(between(x, upper) / mass)


REAL = [0.0, -0.0, 1e-300, 1e-9, 0.5, 1.0, -1.0, 2.5, -3.0, 5.0, -8.0, 12.0, 39.0, -39.0, 700.0, -700.0, 9000.0, -9000.0, -1e10, 1e100]
POSITIVE = [5e-324, 1e-300, 1e-100, 1e-12, 1e-4, 0.1, 0.5, 0.9, 0.99, 1.0, 1.01, 1.5, 2.0, 5.0, 12.0, 45.0, 300.0, 9e3, 1e8, 1e100]
OUTSIDE = [-1e-300, -1.0, -1e100]
EDGE = [float("inf"), float("-inf")]

DISTRIBUTIONS = {
    "laplace": (laplace, [(0, 1), (1.5, 0.25), (-3, 7.5), (1e6, 1e-3)], REAL + EDGE),
    "logistic": (logistic, [(0, 1), (1.5, 0.25), (-3, 7.5), (1e6, 1e-3)], REAL + EDGE),
    "gumbel": (gumbel, [(0, 1), (1.5, 0.25), (-3, 7.5), (-2, 300)], REAL + [-5.0, -6.5, 0.56] + EDGE),
    "weibull": (
        weibull,
        [(1, 1), (2, 0.5), (0.5, 3), (0.01, 1), (35, 1.25), (1e3, 1), (1e6, 1)],
        [0.0] + POSITIVE + [0.99999, 1.000003, 1.3] + OUTSIDE + EDGE,
    ),
    "inverseGamma": (
        inverse_gamma,
        [(1, 1), (2.5, 1.5), (0.5, 2), (1e-3, 1), (9.5, 40), (40, 8), (1e3, 1e3), (1e6, 1e5)],
        [0.0] + POSITIVE[2:] + [0.2, 0.1001, 1.02] + OUTSIDE + EDGE,
    ),
    "inverseGammaMeanSd": (
        lambda x, mu, sigma: inverse_gamma(x, 2 + (mu / sigma) ** 2, mu * (1 + (mu / sigma) ** 2)),
        [(2, 1), (0.5, 1), (10, 3.5), (3, 0.25)],
        [0.0] + POSITIVE[2:] + [2.9, 3.1] + OUTSIDE + EDGE,
    ),
    "halfStudentT": (
        half_student_t,
        [(1, 1), (2.5, 3), (0.1, 1), (30, 0.5), (1e4, 1), (1e8, 2)],
        [0.0] + POSITIVE[1:] + OUTSIDE + [1e200] + EDGE,
    ),
    "truncatedNormal": (
        truncated_normal,
        [(0, 1, -1, 2), (0, 1, 39, 40), (1.5, 0.25, -30, 1), (-3, 7.5, 0, 1e4), (0, 1, -140, 0.5), (2, 1e-3, 1, 2.5)],
        [-140.5, -139.0, -40.0, -29.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.999, 2.0, 2.4, 7.5, 39.0, 39.01, 39.5, 40.0, 41.0, 500.0, 1e4] + EDGE,
    ),
}
