"""Families of whole numbers with incomplete beta functions or sums as tails, for families.py."""

import mpmath as mp

from tails import INF, beta_series, both, log


def below(first, x):
    """What a count below the first, or an infinite one, has."""
    if x < first:
        return -INF, -INF, mp.mpf(0)
    return -INF, mp.mpf(0), -INF


def waiting_tails(alpha, k, p, q, mass):
    """The smaller tail by its power series, or, where that is slow, the rest of the other one with digits to spare."""
    if k > alpha * q / p:
        if q < 0.9:
            return both(beta_series(k + 1, alpha, q, p), False)
        with mp.extradps(40 + int(-mass / 2)):
            lower, upper = both(beta_series(alpha, k + 1, p, q), True)
    else:
        if p < 0.9:
            return both(beta_series(alpha, k + 1, p, q), True)
        with mp.extradps(40 + int(-mass / 2)):
            lower, upper = both(beta_series(k + 1, alpha, q, p), False)
    return +lower, +upper


def negative_binomial(x, alpha, p, q, tails=True):
    """Alpha, the probability of a success, and that of a failure."""
    if x < 0 or x == INF:
        return below(0, x)
    k = mp.floor(x)
    mass = mp.loggamma(alpha + k) - mp.loggamma(alpha) - mp.loggamma(k + 1) + alpha * mp.log(p) + (k * log(q) if k else 0)
    lower, upper = (mp.mpf(0), -INF) if q == 0 else waiting_tails(alpha, k, p, q, mass) if tails else (None, None)
    return (mass if k == x else -INF), lower, upper


def by_mean(x, mu, alpha, log=False):
    """In digits enough for what is left of a tail near 1."""
    with mp.workdps(300):
        return negative_binomial_by_mean(x, mp.exp(mu) if log else mu, alpha)


def negative_binomial_by_mean(x, mu, alpha):
    return negative_binomial(x, alpha, alpha / (alpha + mu), mu / (alpha + mu), x < 10**5 and not 10**7 < mu < 10**10)


def geometric(x, p):
    if x < 1 or x == INF:
        return below(1, x)
    k = mp.floor(x)
    upper = k * mp.log1p(-p) if p < 1 else -INF
    mass = mp.log(p) + ((k - 1) * log(1 - p) if k > 1 else 0) if k == x else -INF
    return mass, log(-mp.expm1(upper)), upper


def discrete_uniform(x, lower, upper):
    if abs(x) == INF:
        return below(lower, x)
    count = upper - lower + 1
    share = min(max((mp.floor(x) - lower + 1) / count, 0), 1)
    inside = x == mp.floor(x) and lower <= x <= upper
    return (-mp.log(count) if inside else -INF), log(share), log(1 - share)


def beta_binomial(x, n, alpha, beta):
    """The tails by summation, for n of at most 1000."""
    n = int(n)
    if x < 0 or x > n:
        return (-INF, -INF, mp.mpf(0)) if x < 0 else (-INF, mp.mpf(0), -INF)

    def mass(k):
        ways = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
        prior = mp.loggamma(alpha + beta) - mp.loggamma(alpha) - mp.loggamma(beta)
        return ways + prior + mp.loggamma(k + alpha) + mp.loggamma(n - k + beta) - mp.loggamma(n + alpha + beta)

    whole = x == mp.floor(x)
    if n > 1000:
        return (mass(x) if whole else -INF), None, None
    lower = sum((mp.exp(mass(k)) for k in range(0, n + 1) if k <= x), mp.mpf(0))
    upper = sum((mp.exp(mass(k)) for k in range(0, n + 1) if k > x), mp.mpf(0))
    return (mass(x) if whole else -INF), (log(lower) if upper else mp.mpf(0)), log(upper)


def log_sigmoid(z):
    return -mp.log1p(mp.exp(-z)) if z > -60 else z - mp.log1p(mp.exp(z))


def ordered_logistic(x, eta, *cutpoints):
    last = len(cutpoints)
    if abs(x) == INF or x < 0 or x >= last:
        below = x < 0
        mass = log_sigmoid(eta - cutpoints[-1]) if x == last else -INF
        return mass, (-INF if below else mp.mpf(0)), (mp.mpf(0) if below else -INF)
    k = int(mp.floor(x))
    lower, upper = log_sigmoid(cutpoints[k] - eta), log_sigmoid(eta - cutpoints[k])
    if k != x:
        return -INF, lower, upper
    if k == 0:
        return lower, lower, upper
    gap = -mp.expm1(cutpoints[k - 1] - cutpoints[k])
    return lower + log_sigmoid(eta - cutpoints[k - 1]) + mp.log(gap), lower, upper


FEW = [0, 1, 2, 3, 5, 8, 12, 20, -1, 0.5, 30, 33, 40, 100, 1000]
MANY = [10**5, 10**6, 10**9, 10**9 + 31623, 10**9 - 10**5]

DISTRIBUTIONS = {
    "negativeBinomial": (
        by_mean,
        [
            (3.5, 1.0),
            (3.5, 2.25),
            (0.0, 1.5),
            (1e-6, 0.5),
            (40.0, 0.01),
            (12.0, 1e-5),
            (30.0, 1e4),
            (5.0, 1e12),
            (1e9, 1e12),
            (1e9, 0.75),
            (1e9, 1e9),
        ],
        FEW + MANY,
    ),
    "negativeBinomialLog": (
        lambda x, log_mu, alpha: by_mean(x, log_mu, alpha, log=True),
        [(1.25, 1.0), (-20.0, 0.5), (3.0, 1e-5), (13.8, 20.0), (2.0, 1e12), (800.0, 2.5), (-800.0, 2.5)],
        FEW + MANY[:2],
    ),
    "negativeBinomialProbability": (
        lambda x, alpha, p: negative_binomial(x, alpha, p, 1 - p, max(alpha, x) < 10**5),
        [(1.0, 0.25), (2.5, 0.9), (7.0, 1.0), (1e-5, 0.3), (0.5, 1e-3), (1e4, 0.99), (1e9, 0.5), (1e9, 0.3)],
        FEW + [10**9, 10**9 + 31623, 2333333333],
    ),
    "geometric": (
        geometric,
        [(0.3,), (1.0,), (0.999,), (1e-3,), (1e-9,), (2.0**-53,)],
        FEW + [10**6, 10**9],
    ),
    "discreteUniform": (
        discrete_uniform,
        [(0, 1), (3, 3), (-5, 7), (0, 1000), (1 - 2**53, 2**53 - 1), (1, 3)],
        FEW + [-5, -6, 7, 1001, 2**53 - 1, 2**53, -(2**53), float("inf"), float("-inf")],
    ),
    "betaBinomial": (
        beta_binomial,
        [
            (0, 1.5, 2.0),
            (1, 0.25, 4.0),
            (12, 2.5, 0.75),
            (20, 1e-5, 1e-3),
            (40, 1e8, 3e8),
            (300, 0.5, 0.5),
            (1000000, 3e5, 2e5),
            (1000000, 2.0, 1e-3),
            (1000000000, 1e9, 2e9),
        ],
        FEW + [300, 301, 600000, 999999, 1000000, 333333333, 333350000, 1000000000],
    ),
    "orderedLogistic": (
        ordered_logistic,
        [
            (0.5, -1.0, 0.25, 2.0),
            (60.0, -1.0, 0.25, 2.0),
            (-60.0, -1.0, 0.25, 2.0),
            (9000.0, 0.0, 1.0),
            (-9000.0, 0.0, 1.0),
            (0.25, 0.25),
            (1.0, 1.0, 1.0 + 2.0**-40, 700.0),
            (0.0, -700.0, 0.0, 1e-9, 40.0, 41.0, 1000.0),
        ],
        [0, 1, 2, 3, 4, 6, 7, 1.5, -1],
    ),
}
