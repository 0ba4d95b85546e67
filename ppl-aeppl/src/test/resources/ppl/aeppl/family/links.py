"""Reference values of log-probabilities of laws whose parameter is the inverse of a link, and their slopes, from 80-digit arithmetic.

    python3 links.py > links.csv

Columns: name, x, y, log-density at y, its derivative by x. Of the names, logit, probit, cloglog, loglog and cauchit are a single trial (y = 1: success)
whose probability is that inverse link of x; the others are families whose mean, rate or scale is exp(x). Numbers are doubles written so that they read back exactly;
every formula is evaluated at exactly these doubles. inf: beyond the doubles.
Needs mpmath.
"""

import mpmath as mp

mp.mp.dps = 80

SIZES = [0, 1e-8, 0.5, 1, 5, 20, 30, 36, 36.8, 37, 38.5, 100, 400, 700, 709, 710, 740, 745, 746, 800, 1e4]
POINTS = sorted({s * sign for s in SIZES for sign in (1, -1)})


def log1pexp(x):
    """log(1 + exp(x)), whatever cancels."""
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def sigmoid(x):
    return mp.exp(-log1pexp(-x))


def tail(x):
    """P(Z > x) of a standard normal Z."""
    return mp.erfc(x / mp.sqrt(2)) / 2


def density(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def log_ndtr(x):
    return mp.log(tail(-x)) if x < 0 else mp.log1p(-tail(x))


def logit(x, y):
    s = x if y == 1 else -x
    return -log1pexp(-s), (1 if y == 1 else -1) * sigmoid(-s)


def probit(x, y):
    s = x if y == 1 else -x
    return log_ndtr(s), (1 if y == 1 else -1) * density(s) / tail(-s)


def cloglog(x, y):
    h = mp.exp(x)
    if y == 0:
        return -h, -h
    return mp.log(-mp.expm1(-h)), h / mp.expm1(h)


def loglog(x, y):
    log_p, slope = cloglog(-x, 1 - y)
    return log_p, -slope


def cauchit(x, y):
    s = x if y == 1 else -x
    p = (mp.atan(-1 / s) if s < -1 else mp.pi / 2 + mp.atan(s)) / mp.pi
    q = (mp.atan(1 / s) if s > 1 else mp.pi / 2 - mp.atan(s)) / mp.pi
    slope = 1 / (mp.pi * (1 + x * x)) / p
    return (mp.log1p(-q) if s > 1 else mp.log(p)), (1 if y == 1 else -1) * slope


def poisson(x, y):
    return y * x - mp.exp(x) - mp.loggamma(y + 1), y - mp.exp(x)


def exponential(x, y):
    return x - y * mp.exp(x), 1 - y * mp.exp(x)


def gamma_rate(x, y):
    """Shape 2.5."""
    a = mp.mpf(2.5)
    return a * x + (a - 1) * mp.log(y) - y * mp.exp(x) - mp.loggamma(a), a - y * mp.exp(x)


def normal_scale(x, y):
    return -x - y * y * mp.exp(-2 * x) / 2 - mp.log(2 * mp.pi) / 2, -1 + y * y * mp.exp(-2 * x)


def half_normal_scale(x, y):
    return normal_scale(x, y)[0] + mp.log(2), normal_scale(x, y)[1]


def cauchy_scale(x, y):
    r = 2 * (mp.log(y) - x)
    return -x - log1pexp(r) - mp.log(mp.pi), -1 + 2 * sigmoid(r)


def beta_mean(x, y):
    """Mean sigmoid(x), 4 pseudo-observations."""
    a, b = 4 * sigmoid(x), 4 * sigmoid(-x)
    value = (a - 1) * mp.log(y) + (b - 1) * mp.log1p(-y) + mp.loggamma(4) - mp.loggamma(a) - mp.loggamma(b)
    slope = 4 * sigmoid(x) * sigmoid(-x) * (mp.log(y) - mp.log1p(-y) - mp.digamma(a) + mp.digamma(b))
    return value, slope


def number(x):
    d = float(x)
    if abs(d) == float("inf"):
        return "inf" if d > 0 else "-inf"
    return repr(int(d)) if d == int(d) and abs(d) < 1e15 else repr(d)


def rows():
    for link in (logit, probit, cloglog, loglog, cauchit):
        for y in (0, 1):
            for x in POINTS:
                yield link, x, y
    for family, values in [
        (poisson, [0, 3, 50]),
        (exponential, [1e-3, 2.0]),
        (gamma_rate, [0.5, 7.0]),
        (normal_scale, [0.25, -3.0]),
        (half_normal_scale, [1.5]),
        (cauchy_scale, [0.5]),
    ]:
        for y in values:
            for x in POINTS:
                if x <= 709 and (family is not cauchy_scale or x >= -709):  # else a rate or 1 / scale is beyond the doubles
                    yield family, x, y
    for x in POINTS:
        if abs(x) <= 700:
            yield beta_mean, x, 0.25


def main():
    print("name,x,y,logp,slope")
    for function, x, y in rows():
        value, slope = function(mp.mpf(x), mp.mpf(y))
        print(f"{function.__name__},{number(x)},{number(y)},{number(value)},{number(slope)}")


main()
