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


if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        TABLES[name](Points(name))
