"""Logs of incomplete gamma and beta functions, both tails, from 60-digit arithmetic."""

import mpmath as mp

mp.mp.dps = 60
INF = mp.inf


def log(x):
    return mp.log(x) if x > 0 else -INF


def both(tail, lower):
    """The logs of both tails from that of one."""
    other = mp.log(-mp.expm1(tail)) if tail > -100 else mp.log1p(-mp.exp(tail))
    return (tail, other) if lower else (other, tail)


def gamma_tails(a, x):
    """Of rate 1: the power series of the lower tail, or the continued fraction of the upper one."""
    if x < a + 1 or x < 3:
        term = total = mp.mpf(1)
        k = 0
        while term > mp.eps * total / 1000:
            k += 1
            term *= x / (a + k)
            total += term
        return both(a * mp.log(x) - x - mp.loggamma(a + 1) + mp.log(total), True)
    b = x + 1 - a
    c = mp.mpf(10) ** 400
    h = d = 1 / b
    i = 0
    while True:
        i += 1
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        h *= d * c
        if abs(d * c - 1) < mp.eps:
            return both(a * mp.log(x) - x - mp.loggamma(a) + mp.log(h), False)


def beta_series(a, b, x, y):
    term = total = mp.mpf(1)
    k = 0
    while term > mp.eps * total * y / 1000:
        term *= x * (a + b + k) / (a + 1 + k)
        total += term
        k += 1
    return a * mp.log(x) + b * mp.log(y) - mp.loggamma(a + 1) - mp.loggamma(b) + mp.loggamma(a + b) + mp.log(total)


def beta_tails(a, b, x, y):
    if x < 0.1 or (y > 1e-3 and x < a / (a + b)):
        return both(beta_series(a, b, x, y), True)
    return both(beta_series(b, a, y, x), False)
