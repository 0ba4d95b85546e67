#!/usr/bin/env python3
"""Makes the reference tables beside this file: python3 tables.py [name ...]

Needs mpmath. One line a point: the arguments as hexadecimal doubles, the value rounded to nearest even as a hexadecimal
double, and what rounding took away (value - rounded) to 20 digits, so that an error can be measured in fractions of an
ulp. All arithmetic has 100 digits; results are computed a second time with 140 and must agree to 60.
"""
import math
import random
import struct
import sys
from pathlib import Path

from mpmath import mp, mpf

DIGITS = 100
INF, NAN = math.inf, math.nan
TINY, LEAST, MOST = 2.0**-1022, 5e-324, 1.7976931348623157e308
EDGES = [0.0, -0.0, INF, -INF, NAN, LEAST, -LEAST, TINY, -TINY, MOST, -MOST, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5,
         2.0**-53, -(2.0**-53), 2.0**-54, 2.0**-28, 1 + 2.0**-52, 1 - 2.0**-53, 3e-309, 1e-300, -1e-300, 1e300]


def both(xs):
    return xs + [-x for x in xs]


def around(*xs):
    return [y for x in xs for y in (x, math.nextafter(x, INF), math.nextafter(x, -INF))]


class Points:
    """Reproducible points: the stream depends on the table's name alone."""

    def __init__(self, name):
        self.rng = random.Random("ppl " + name)

    def uniform(self, a, b, n):
        return [self.rng.uniform(a, b) for _ in range(n)]

    def log_uniform(self, a, b, n):
        return [math.exp(self.rng.uniform(math.log(a), math.log(b))) for _ in range(n)]

    def any_positive(self, n):
        xs = [struct.unpack("<d", struct.pack("<Q", self.rng.getrandbits(63)))[0] for _ in range(n)]
        return [x for x in xs if math.isfinite(x)]


def rounded(v):
    """Nearest double, ties to even, subnormals and overflow included; of an mpf of any precision."""
    sign, man, exp, bits = v._mpf_
    if man == 0:
        return 0.0
    lsb = max(exp + bits - 53, -1074)
    if lsb > exp:
        man, rest, half = man >> (lsb - exp), man & ((1 << (lsb - exp)) - 1), 1 << (lsb - exp - 1)
        man += rest > half or (rest == half and man & 1)
    else:
        man <<= exp - lsb
    try:
        x = math.ldexp(float(man), lsb)
    except OverflowError:
        x = INF
    return -x if sign else x


def line(args, value):
    """value: a float for exact and special results, or a function that computes it at the current precision"""
    if not isinstance(value, float):
        mp.dps = DIGITS
        first = +value()
        mp.dps = DIGITS + 40
        v = value()
        if abs(v - first) > abs(v) * mpf(10) ** -60:
            raise ArithmeticError(f"unstable at {args}: {first} and {v}")
        value = rounded(v)
        rest = mp.nstr(v - mpf(value), 20) if math.isfinite(value) else "0"
    else:
        rest = "0"
    return ",".join([x.hex() for x in args] + [value.hex(), rest])


def write(name, rows):
    text = "".join(line(args, value) + "\n" for args, value in rows)
    (Path(__file__).parent / f"{name}.csv").write_text(text)
    print(name, text.count("\n"))


TABLES = {}


def table(f):
    TABLES[f.__name__] = f
    return f


def univariate(name, points, f, special):
    """f of an mpf; special(x): a float where the result is exact or by convention, else None"""
    rows = []
    for x in points:
        s = special(x)
        rows.append(((x,), float(s) if s is not None else (lambda x=x: f(mpf(x)))))
    write(name, rows)


@table
def exp(p):
    xs = EDGES + p.uniform(-745, 709.7, 300) + p.uniform(-1, 1, 200) + both(p.log_uniform(1e-18, 1, 50))
    xs += around(709.782712893384, -745.1332191019411, -708.3964185322641)
    xs += [y for n in range(-1075, 1025, 150) for y in around((n + 0.5) * math.log(2))]
    univariate("exp", xs, mp.exp, lambda x: x if x != x else INF if x > 710 else 0 if x < -746 else 1 if x == 0 else None)


@table
def expm1(p):
    xs = EDGES + p.uniform(-40, 709.7, 200) + p.uniform(-1, 1, 300) + both(p.log_uniform(1e-18, 1, 100))
    xs += [y for n in range(-4, 60) for y in around((n + 0.5) * math.log(2))]
    univariate("expm1", xs, mp.expm1, lambda x: x if x != x or x == 0 else INF if x > 710 else -1 if x < -100 else None)


@table
def log(p):
    xs = EDGES + p.uniform(0, 2, 300) + p.uniform(0.7, 1.45, 200) + p.any_positive(300) + p.uniform(0, TINY, 50)
    xs += [1 + d for d in both(p.log_uniform(1e-16, 0.3, 100))]
    xs += [y for n in range(-3, 4) for y in around(2.0**n, 2.0**n * math.sqrt(0.5))]
    univariate("log", xs, mp.log, lambda x: x if x != x else -INF if x == 0 else NAN if x < 0 else x if x == INF else 0 if x == 1 else None)


@table
def log1p(p):
    xs = EDGES + p.uniform(-1, 2, 300) + p.uniform(-0.3, 0.45, 200) + both(p.log_uniform(1e-18, 1, 100)) + p.any_positive(100)
    xs += [u - 1 for u in p.log_uniform(1e-16, 0.5, 100)]
    xs += [y for n in range(-3, 54) for y in around(2.0**n, 2.0**n * math.sqrt(0.5))]
    univariate("log1p", xs, mp.log1p, lambda x: x if x != x or x == 0 else -INF if x == -1 else NAN if x < -1 else x if x == INF else None)


@table
def tanh(p):
    xs = EDGES + p.uniform(-20, 20, 200) + p.uniform(-1, 1, 400) + both(p.log_uniform(1e-18, 1, 100))
    univariate("tanh", xs, mp.tanh, lambda x: x if x != x or x == 0 else math.copysign(1, x) if abs(x) > 30 else None)


@table
def sinh(p):
    xs = EDGES + p.uniform(-710.4, 710.4, 150) + p.uniform(-3, 3, 300) + both(p.log_uniform(1e-18, 1, 100)) + around(1.0, -1.0, 22.0, 710.4758600739439, -709.782712893384)
    univariate("sinh", xs, mp.sinh, lambda x: x if x != x or x == 0 else math.copysign(INF, x) if abs(x) > 711 else None)


@table
def cosh(p):
    xs = EDGES + p.uniform(-710.4, 710.4, 150) + p.uniform(-3, 3, 300) + both(p.log_uniform(1e-18, 1, 50)) + around(22.0, 710.4758600739439, -709.782712893384)
    univariate("cosh", xs, mp.cosh, lambda x: x if x != x else INF if abs(x) > 711 else 1 if x == 0 else None)


@table
def asinh(p):
    xs = EDGES + both(p.log_uniform(1e-18, 1, 150)) + both(p.log_uniform(1, 1e3, 100)) + p.log_uniform(1e3, 1e308, 150) + p.uniform(-2, 2, 200) + around(2.0**60, 2.0**28, -(2.0**60))
    univariate("asinh", xs, mp.asinh, lambda x: x if x != x or x == 0 or abs(x) == INF else None)


@table
def acosh(p):
    xs = EDGES + p.uniform(1, 3, 300) + [1 + u for u in p.log_uniform(1e-16, 1, 150)] + p.log_uniform(1, 1e3, 100) + p.log_uniform(1e3, 1e308, 150) + around(2.0**53, 2.0**60, 1.0, 2.0)
    xs += [-u for u in p.log_uniform(1, 1e12, 20)]
    univariate("acosh", xs, mp.acosh, lambda x: NAN if not x >= 1 else 0 if x == 1 else x if x == INF else None)


@table
def atanh(p):
    xs = EDGES + p.uniform(-1, 1, 300) + both(p.log_uniform(1e-18, 1, 150)) + [1 - u for u in p.log_uniform(1e-16, 0.5, 100)] + around(0.5, 1.0, -1.0)
    univariate("atanh", xs, mp.atanh, lambda x: NAN if not abs(x) <= 1 else x if x == 0 else x * INF if abs(x) == 1 else None)


@table
def sigmoid(p):
    xs = EDGES + p.uniform(-745, 40, 300) + p.uniform(-6, 6, 300) + both(p.log_uniform(1e-18, 1, 50))
    univariate("sigmoid", xs, lambda x: 1 / (1 + mp.exp(-x)), lambda x: x if x != x else 1 if x > 100 else 0 if x < -746 else None)


@table
def softplus(p):
    xs = EDGES + p.uniform(-745, 40, 300) + p.uniform(-6, 6, 300) + both(p.log_uniform(1e-18, 1, 50))
    univariate("softplus", xs, lambda x: mp.log1p(mp.exp(x)), lambda x: x if x != x or x > 200 else 0 if x < -746 else None)


def upper(x):
    """P(Z > x); mpmath's erfc keeps its relative accuracy in the tail"""
    return mp.erfc(x / mp.sqrt(2)) / 2


@table
def ndtr(p):
    xs = EDGES + p.uniform(-38.5, 9, 400) + p.uniform(-3, 3, 300) + both(p.log_uniform(1e-18, 1, 50)) + around(-38.4674, -37.5193)
    univariate("ndtr", xs, lambda x: upper(-x), lambda x: x if x != x else 1 if x > 10 else 0 if x < -39 else None)


def quantile(p):
    """Newton's iteration on log P from a rough start, until the step is below the working precision"""
    q = min(p, 1 - p)
    if p == mpf(1) / 2:
        return mpf(0)
    z = mp.sqrt(-2 * mp.log(q)) if q < 0.01 else (mpf(1) / 2 - q) * mpf("2.5")
    centre = q > mpf("0.2")
    for _ in range(200):
        density = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
        if centre:
            step = (mp.erf(z / mp.sqrt(2)) / 2 - (mpf(1) / 2 - q)) / density
        else:
            tail = upper(z)
            step = -(mp.log(tail) - mp.log(q)) * tail / density
        z -= step
        if abs(step) < abs(z) * mpf(10) ** (5 - mp.dps):
            return z if p > mpf(1) / 2 else -z
    raise ArithmeticError(f"no quantile of {p}")


@table
def ndtri(p):
    xs = [0.0, -0.0, 1.0, 0.5, NAN, -0.1, 1.1, INF, -INF, LEAST, 1e-310, TINY, 2.0**-53, 1 - 2.0**-53]
    xs += p.uniform(0, 1, 250) + p.log_uniform(1e-300, 0.1, 150) + [1 - u for u in p.log_uniform(1e-16, 0.3, 50)]
    xs += [0.5 + s * u for u in p.log_uniform(1e-16, 0.1, 40) for s in (1, -1)] + around(0.0773, 0.9227) + p.uniform(0.0772, 0.0774, 30)
    xs += [(k + 0.5) * 2.0**-52 for k in range(10)]
    univariate("ndtri", xs, quantile, lambda x: NAN if x != x or x < 0 or x > 1 else -INF if x == 0 else INF if x == 1 else None)


def near(p, x, n=40):
    return [x + s * u for u in p.log_uniform(1e-15, 0.3, n) for s in (1, -1)] + around(x)


@table
def lgamma(p):
    xs = [x for x in EDGES if not x < 0] + p.uniform(0, 5, 300) + p.uniform(0, 30, 100) + p.log_uniform(1e-300, 1, 60) + p.log_uniform(1, 1e305, 100)
    xs += near(p, 1.0) + near(p, 2.0) + near(p, 2.5) + near(p, 0.5) + near(p, 1.5)
    univariate("lgamma", xs, mp.loggamma, lambda x: x if x != x else INF if x == 0 or x > 2.55e305 else 0 if x in (1, 2) else None)


@table
def digamma(p):
    xs = [x for x in EDGES if not x < 0] + p.uniform(0, 5, 300) + p.uniform(0, 30, 100) + p.log_uniform(1e-300, 1, 60) + p.log_uniform(1, 1e305, 100)
    xs += near(p, 1.4616321449683622) + around(1.0, 2.0, 3.0)
    univariate("digamma", xs, mp.digamma, lambda x: x if x != x else -math.copysign(INF, x) if x == 0 else x if x == INF else None)


@table
def trigamma(p):
    xs = [x for x in EDGES if not x < 0] + p.uniform(0, 5, 200) + p.uniform(0, 30, 100) + p.log_uniform(1e-150, 1, 40) + p.log_uniform(1, 1e305, 60) + around(3.0)
    univariate("trigamma", xs, lambda x: mp.psi(1, x), lambda x: x if x != x else INF if x < 7e-155 else 0 if x == INF else None)


def scaled_tail(x):
    """exp(x^2) erfc(x); the asymptotic series ends where its terms are below the working precision"""
    if x < 30:
        with mp.extradps(int(x * x / 2) + 10 if x > 0 else 10):
            return +(mp.exp(x * x) * mp.erfc(x))
    total, term, k = mpf(1), mpf(1), 1
    while abs(term) > mpf(10) ** (-mp.dps - 5):
        term *= -(2 * k - 1) / (2 * x * x)
        total, k = total + term, k + 1
    return total / (x * mp.sqrt(mp.pi))


@table
def erf(p):
    xs = EDGES + p.uniform(-6, 6, 200) + p.uniform(-1, 1, 300) + both(p.log_uniform(1e-18, 1, 60)) + around(0.65, -0.65)
    univariate("erf", xs, mp.erf, lambda x: x if x != x or x == 0 else math.copysign(1, x) if abs(x) > 7 else None)


@table
def erfc(p):
    xs = EDGES + p.uniform(-6, 27.2, 300) + p.uniform(-3, 3, 200) + both(p.log_uniform(1e-18, 1, 40)) + around(26.5432, 27.2262)
    univariate("erfc", xs, mp.erfc, lambda x: x if x != x else 2 if x < -7 else 0 if x > 28 else None)


@table
def erfcx(p):
    xs = EDGES + p.uniform(-26.6, 0, 150) + p.uniform(0, 10, 200) + p.log_uniform(1e-18, 1, 40) + p.log_uniform(1, 1e12, 100) + p.log_uniform(1e12, 1e300, 20)
    univariate("erfcx", xs, scaled_tail, lambda x: x if x != x else INF if x < -27 else 0 if x == INF else None)


@table
def normal_density(p):
    xs = EDGES + p.uniform(-38.5, 38.5, 400) + both(p.log_uniform(1e-18, 1, 30))
    univariate("normal_density", xs, lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi), lambda x: x if x != x else 0 if abs(x) > 39 else None)


def log_cdf(x):
    if x > 0:
        return mp.log1p(-upper(x))
    return mp.log(scaled_tail(-x / mp.sqrt(2)) / 2) - x * x / 2


@table
def log_ndtr(p):
    xs = EDGES + p.uniform(-40, 0, 200) + p.uniform(-5, 5, 300) + p.uniform(0, 38, 80) + both(p.log_uniform(1e-18, 1, 30)) + [-x for x in p.log_uniform(30, 1e150, 80)]
    univariate("log_ndtr", xs, log_cdf, lambda x: x if x != x else 0 if x > 39 else -INF if x < -1.89e154 else None)


@table
def inverse_mills(p):
    xs = EDGES + p.uniform(-40, 10, 200) + p.uniform(-5, 5, 200) + p.uniform(10, 38, 40) + both(p.log_uniform(1e-18, 1, 20)) + [-x for x in p.log_uniform(30, 1e300, 80)]

    def f(x):
        if x < 0:
            return mp.sqrt(2 / mp.pi) / scaled_tail(-x / mp.sqrt(2))
        return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi) / (1 - upper(x))

    univariate("inverse_mills", xs, f, lambda x: x if x != x else 0 if x > 39 else INF if x == -INF else None)


@table
def ndtri_exp(p):
    def f(y):
        if y > -600:
            return quantile(mp.exp(y)) if y < -mp.log(2) else -quantile(-mp.expm1(y))
        z = mp.sqrt(-2 * y)
        with mp.extradps(int(mp.log10(-y)) + 10):
            for _ in range(400):
                last, z = z, mp.sqrt(-2 * y - mp.log(2 * mp.pi) + 2 * mp.log(scaled_tail(z / mp.sqrt(2)) * mp.sqrt(mp.pi / 2)))
                if abs(z - last) < abs(z) * mpf(10) ** (5 - mp.dps):
                    return -z
        raise ArithmeticError(f"no quantile at log-probability {y}")

    xs = [0.0, -0.0, NAN, 1.0, INF, -INF, -LEAST, -1e-300, -MOST] + around(-2.56, -0.08045, -729.0)
    xs += p.uniform(-5, 0, 200) + p.uniform(-800, 0, 80) + [-x for x in p.log_uniform(700, 1e300, 60)] + [-x for x in p.log_uniform(1e-300, 1e-2, 60)]
    univariate("ndtri_exp", xs, f, lambda y: NAN if y != y or y > 0 else INF if y == 0 else y if y == -INF else None)


@table
def log1mexp(p):
    xs = EDGES + p.uniform(-50, 0, 150) + p.uniform(-3, 0, 250) + [-x for x in p.log_uniform(1e-300, 1, 80)] + p.uniform(-744, 0, 80) + around(-0.34)
    univariate("log1mexp", xs, lambda x: mp.log(-mp.expm1(x)) if x > -1 else mp.log1p(-mp.exp(x)),
               lambda x: x if x != x else NAN if x > 0 else -INF if x == 0 else 0 if x < -746 else None)


@table
def logit(p):
    xs = EDGES + p.uniform(0, 1, 250) + p.log_uniform(1e-300, 0.5, 80) + [1 - u for u in p.log_uniform(1e-16, 0.3, 60)]
    xs += [0.5 + s * u for u in p.log_uniform(1e-16, 0.1, 60) for s in (1, -1)]
    univariate("logit", xs, lambda x: mp.log(x / (1 - x)), lambda x: NAN if x != x or x < 0 or x > 1 else -INF if x == 0 else INF if x == 1 else 0 if x == 0.5 else None)


@table
def sin(p):
    circular("sin", p, mp.sin)


@table
def cos(p):
    circular("cos", p, mp.cos)


def circular(name, p, f):
    xs = EDGES + p.uniform(-10, 10, 200) + p.uniform(-1e5, 1e5, 100) + both(p.log_uniform(1e-18, 1, 40)) + both(p.log_uniform(1, 2.0**40, 80))
    xs += [y for k in range(1, 9) for y in around(k * math.pi / 4)] + [p.rng.randrange(1, 2**38) * math.pi / 2 for _ in range(100)] + around(2.0**40)
    univariate(name, xs, f, lambda x: NAN if not abs(x) <= 2.0**40 else (x if name == "sin" else 1.0) if x == 0 else None)


@table
def atan(p):
    xs = EDGES + p.uniform(-10, 10, 200) + p.uniform(-1, 1, 150) + both(p.log_uniform(1e-18, 1, 40)) + both(p.log_uniform(1, 1e20, 60)) + around(0.41421356237309503, 2.414213562373095)
    univariate("atan", xs, mp.atan, lambda x: x if x != x or x == 0 else math.copysign(math.pi / 2, x) if abs(x) == INF else None)


def cauchy(x):
    """P(C <= x) of a standard Cauchy C, whatever cancels."""
    return (mp.atan(-1 / x) if x < -1 else mp.pi / 2 + mp.atan(x)) / mp.pi


def cauchy_points(p):
    return [x for x in EDGES if abs(x) < INF] + p.uniform(-10, 10, 200) + both(p.log_uniform(1e-18, 1, 40)) + both(p.log_uniform(1, 1e150, 80)) + around(-1.0, 1.0)


@table
def cauchy_cdf(p):
    univariate("cauchy_cdf", cauchy_points(p), cauchy, lambda x: None)


@table
def log_cauchy_cdf(p):
    univariate("log_cauchy_cdf", cauchy_points(p), lambda x: mp.log(cauchy(x)) if x < 1 else mp.log1p(-cauchy(-x)), lambda x: None)


def polygamma(name, order, p):
    xs = p.uniform(0, 5, 150) + p.uniform(0, 60, 100) + p.log_uniform(1e-20, 1, 40) + p.log_uniform(1, 1e20, 60)
    univariate(name, xs, lambda x: mp.psi(order, x), lambda x: None)


@table
def polygamma2(p):
    polygamma("polygamma2", 2, p)


@table
def polygamma4(p):
    polygamma("polygamma4", 4, p)


def bivariate(name, pairs, f, special=lambda x, y: None):
    rows = []
    for x, y in pairs:
        s = special(x, y)
        rows.append(((x, y), float(s) if s is not None else (lambda x=x, y=y: f(mpf(x), mpf(y)))))
    write(name, rows)


@table
def pow(p):
    pairs = list(zip(p.log_uniform(1e-3, 1e3, 300), p.uniform(-100, 100, 300)))
    pairs += [(x, t / math.log(x)) for x, t in zip(p.log_uniform(1e-300, 1e300, 300), p.uniform(-744, 709, 300))]
    pairs += [(x, t / math.log(x)) for x, t in zip([1 + d for d in both(p.log_uniform(1e-15, 0.5, 100))], p.uniform(-744, 709, 200))]
    pairs += [(-x, float(n)) for x in p.log_uniform(1e-2, 1e2, 10) for n in range(-5, 6)]
    edges = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, INF, -INF, NAN, 3.0, -3.0, 2.5, 1e300, LEAST]
    pairs += [(x, y) for x in edges for y in edges]

    def special(x, y):
        if y == 0 or (x == 1 and math.isfinite(y)):
            return 1
        if x != x or y != y or (abs(x) == 1 and math.isinf(y)):
            return NAN  # as StrictMath.pow, which differs from C at 1 to the infinity
        odd = math.isfinite(y) and abs(y) < 2.0**53 and y % 2 == 1
        sign = -1 if math.copysign(1, x) < 0 and odd else 1
        if x < 0 and math.isfinite(x) and math.isfinite(y) and y != math.floor(y):
            return NAN
        if x == 0:
            return sign * (0.0 if y > 0 else INF)
        if math.isinf(x):
            return sign * (INF if y > 0 else 0.0)
        if math.isinf(y):
            return INF if (abs(x) > 1) == (y > 0) else 0.0
        size = y * math.log(abs(x))
        return sign * INF if size > 710 else sign * 0.0 if size < -746 else None

    def f(x, y):
        v = mp.exp(y * mp.log(abs(x)))
        return -v if x < 0 and int(y) % 2 else v

    bivariate("pow", pairs, f, special)


@table
def logaddexp(p):
    pairs = list(zip(p.uniform(-50, 50, 200), p.uniform(-50, 50, 200))) + list(zip(p.uniform(-2, 2, 200), p.uniform(-2, 2, 200)))
    pairs += [(a, b) for a in (INF, -INF, 0.0, NAN) for b in (INF, -INF, 1.5)]
    bivariate("logaddexp", pairs, lambda x, y: mp.log(mp.exp(x) + mp.exp(y)),
              lambda x, y: NAN if x != x else max(x, y) if math.isinf(x) or math.isinf(y) else None)


@table
def logdiffexp(p):
    pairs = [(b + d, b) for b, d in zip(p.uniform(-50, 50, 200), p.log_uniform(1e-10, 100, 200))]
    pairs += [(1.0, -INF), (2.0, 2.0), (-INF, -INF), (1.0, 2.0), (INF, 1.0)]
    bivariate("logdiffexp", pairs, lambda x, y: x + mp.log(-mp.expm1(y - x)),
              lambda x, y: -INF if x == y else NAN if x < y else x if y == -INF or x == INF else None)


@table
def lbeta(p):
    pairs = list(zip(p.log_uniform(0.05, 20, 200), p.log_uniform(0.05, 20, 200))) + list(zip(p.log_uniform(1e-17, 1e26, 200), p.log_uniform(1e-17, 1e26, 200)))
    pairs += list(zip(p.uniform(0, 10, 100), p.log_uniform(1, 1e13, 100)))
    pairs += [(a, a * r) for a, r in zip(p.log_uniform(1, 1e9, 100), p.uniform(0.1, 10, 100))]
    pairs += [(1e-300, 1e-300), (1e300, 1e-3), (1e200, 1e200), (0.0, 1.0), (2.0, 0.0), (-1.0, 1.0), (NAN, 1.0), (3.0, 3.0), (1.0, 5.0), (INF, 2.0)]

    def f(a, b):
        with mp.extradps(700 if max(a, b) > 1e30 else 60):
            return +(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))

    bivariate("lbeta", pairs, f, lambda a, b: NAN if not (a >= 0 and b >= 0) else INF if a == 0 or b == 0 else -INF if INF in (a, b) else None)


@table
def digamma_difference(p):
    pairs = list(zip(p.log_uniform(0.05, 20, 150), p.log_uniform(0.05, 20, 150))) + list(zip(p.log_uniform(1e-17, 1e26, 200), p.log_uniform(1e-17, 1e26, 200)))

    def f(x, d):
        with mp.extradps(100):
            return +(mp.digamma(x + d) - mp.digamma(x))

    bivariate("digamma_difference", pairs, f)


if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        TABLES[name](Points(name))
