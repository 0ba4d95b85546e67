"""Arithmetic that is right by construction: exact rationals, rounded once to binary32 or binary64, ties to even.

Values are Python floats (binary64) or integers; NaN, infinities and signed zeros are handled by the IEEE-754 rules
written out below. Nothing here uses the rounding of the machine, so the tables do not depend on where they were made.
"""
import math
import struct
from fractions import Fraction

FORMATS = {"f64": (53, -1074, 1023), "f32": (24, -149, 127)}
NAN, INF = math.nan, math.inf


def is_neg(x):
    return math.copysign(1, x) < 0


def round_fraction(q, fmt, zero=0.0):
    """The nearest number of the format, ties to even; zero is the signed zero to give for an exact 0."""
    if q == 0:
        return zero
    p, least, emax = FORMATS[fmt]
    sign, q = (-1 if q < 0 else 1), abs(q)
    e = q.numerator.bit_length() - q.denominator.bit_length()
    if Fraction(2) ** e > q:
        e -= 1
    if Fraction(2) ** (e + 1) <= q:
        e += 1
    unit = Fraction(2) ** max(e - p + 1, least)
    n, rest = divmod(q, unit)
    if rest * 2 > unit or (rest * 2 == unit and n % 2 == 1):
        n += 1
    y = n * unit
    if y >= Fraction(2) ** (emax + 1):
        return sign * INF
    return sign * math.ldexp(int(n), int(math.log2(unit.numerator)) - int(math.log2(unit.denominator))) if n else sign * 0.0


def finite(*xs):
    return all(math.isfinite(x) for x in xs)


def add(x, y, fmt="f64"):
    if not finite(x, y):
        return NAN if x != x or y != y or (math.isinf(x) and math.isinf(y) and x != y) else x if math.isinf(x) else y
    both_negative = x == 0 and y == 0 and is_neg(x) and is_neg(y)
    return round_fraction(Fraction(x) + Fraction(y), fmt, -0.0 if both_negative else 0.0)


def sub(x, y, fmt="f64"):
    return NAN if y != y else add(x, -y, fmt)


def mul(x, y, fmt="f64"):
    if x != x or y != y:
        return NAN
    sign = -1.0 if is_neg(x) != is_neg(y) else 1.0
    if not finite(x, y):
        return NAN if x == 0 or y == 0 else sign * INF
    return round_fraction(Fraction(x) * Fraction(y), fmt, sign * 0.0)


def div(x, y, fmt="f64"):
    if x != x or y != y:
        return NAN
    sign = -1.0 if is_neg(x) != is_neg(y) else 1.0
    if math.isinf(x):
        return NAN if math.isinf(y) else sign * INF
    if math.isinf(y):
        return sign * 0.0
    if y == 0:
        return NAN if x == 0 else sign * INF
    return round_fraction(Fraction(x) / Fraction(y), fmt, sign * 0.0)


def fma(a, b, c, fmt="f64"):
    if a != a or b != b or c != c:
        return NAN
    sign = -1.0 if is_neg(a) != is_neg(b) else 1.0
    if not finite(a, b):
        product = NAN if a == 0 or b == 0 else sign * INF
        return add(product, c, fmt)
    if math.isinf(c):
        return c
    product = Fraction(a) * Fraction(b)
    if product == 0:
        return add(sign * 0.0, c, fmt)
    return round_fraction(product + Fraction(c), fmt, 0.0)


def sqrt(x, fmt="f64"):
    if x != x or x < 0:
        return NAN
    if x == 0 or math.isinf(x):
        return x
    q = Fraction(x)
    shift = 700  # the integer root of q * 4^shift is far below half a unit away from the root
    scaled = q * Fraction(4) ** shift
    root = math.isqrt(scaled.numerator // scaled.denominator)
    exact = Fraction(root) ** 2 == scaled
    low = Fraction(root, 2 ** shift)
    return round_fraction(low if exact else low + Fraction(1, 2 ** (shift + 2)), fmt)


def minimum(x, y):
    if x != x or y != y:
        return NAN
    if x == y == 0:
        return x if is_neg(x) else y
    return x if x < y else y


def maximum(x, y):
    if x != x or y != y:
        return NAN
    if x == y == 0:
        return y if is_neg(x) else x
    return x if x > y else y


def whole(x, how):
    if not math.isfinite(x) or x == 0:
        return x
    q = Fraction(x)
    n = {"floor": math.floor, "ceil": math.ceil, "rint": round}[how](q)
    return math.copysign(float(n), x) if n == 0 else float(n)


def truncated_rest(x, y):
    """What is left of x after as many y as fit in it, toward 0: C's fmod, exact."""
    if x != x or y != y or math.isinf(x) or y == 0:
        return NAN
    if math.isinf(y) or x == 0:
        return x
    q, d = Fraction(x), Fraction(y)
    return math.copysign(float(abs(q) % abs(d)), x)


def floor_mod(x, y, fmt="f64"):
    """NumPy's mod: the divisor added, rounded, where the signs differ."""
    r = truncated_rest(x, y)
    if r != r:
        return NAN
    return math.copysign(0.0, y) if r == 0 else add(r, y, fmt) if (r < 0) != (y < 0) else r


def floor_div(x, y, fmt="f64"):
    """NumPy's floor_divide in binary64, rounded once to the format."""
    if x != x or y != y or y == 0:
        return div(x, y, fmt)
    r = truncated_rest(x, y)
    if r != r:
        return NAN
    n = sub(div(sub(x, r), y), 1.0 if r != 0 and (r < 0) != (y < 0) else 0.0)
    if n == 0:
        return math.copysign(0.0, div(x, y))
    if math.isinf(n):
        return n
    down = math.floor(Fraction(n))
    return round_fraction(Fraction(down + (Fraction(n) - down > Fraction(1, 2))), fmt)


def wrap(n, bits):
    n &= (1 << bits) - 1
    return n - (1 << bits) if n >> (bits - 1) else n


def to_integer(x, bits):
    """Truncated toward 0, held at the ends of the range, NaN to 0."""
    if x != x:
        return 0
    top = (1 << (bits - 1)) - 1
    if math.isinf(x):
        return top if x > 0 else -top - 1
    return max(-top - 1, min(top, math.trunc(Fraction(x))))


def text(x):
    """A value as the tables write it: integers in decimal, floats in C99 hexadecimal, truth values as words."""
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, int):
        return str(x)
    if x != x:
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    m, e = (x.hex().split("p") if "p" in x.hex() else (x.hex(), "+0"))
    if "." in m:
        m = m.rstrip("0").rstrip(".")
    return m + "p" + str(int(e))


def bits_of(x, fmt):
    return struct.unpack("<q", struct.pack("<d", x))[0] if fmt == "f64" else struct.unpack("<i", struct.pack("<f", x))[0]


def from_bits(n, fmt):
    return struct.unpack("<d", struct.pack("<q", n))[0] if fmt == "f64" else struct.unpack("<f", struct.pack("<i", n))[0]
