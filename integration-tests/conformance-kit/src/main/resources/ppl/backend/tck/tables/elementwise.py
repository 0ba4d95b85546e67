"""Writes elementwise.csv: single operations on single elements, with the bits that must come out.

Columns: rule, operation, operand type, result type, operands (separated by blanks), result, remark.
"""
import math
from exact import *

ROWS = []
TINY, LEAST_NORMAL, HUGE = 5e-324, 2.0 ** -1022, 1.7976931348623157e308
TINY32, NORMAL32, HUGE32 = 2.0 ** -149, 2.0 ** -126, (2 - 2.0 ** -23) * 2.0 ** 127
I64 = (1 << 63) - 1
I32 = (1 << 31) - 1
ULP = 2.0 ** -52
ULP32 = 2.0 ** -23


def row(rule, op, dtype, operands, result, remark, to=None):
    ROWS.append((rule, op, dtype, to or dtype, " ".join(text(x) for x in operands), text(result), remark.replace(",", ";")))


def floats(rule, op, fn, dtype, cases):
    for *operands, remark in cases:
        row(rule, op, dtype, operands, fn(*operands, dtype) if op in ("add", "sub", "mul", "div", "fma", "sqrt", "floor_div", "floor_mod")
            else fn(*operands), remark)


def f64(rule, op, fn, *cases):
    floats(rule, op, fn, "f64", cases)


def f32(rule, op, fn, *cases):
    floats(rule, op, fn, "f32", cases)


# V1: float64
f64("V1.01", "add", add, (1.0, 2.0 ** -53, "half a unit: tie to even goes down"), (1 + ULP, 2.0 ** -53, "tie to even goes up"),
    (1.0, 2.0 ** -53 + 2.0 ** -105, "just above half a unit"), (0.1, 0.2, "the sum of decimals"), (1e308, 1e308, "overflow"),
    (HUGE, 2.0 ** 969, "just below the overflow threshold"), (HUGE, 2.0 ** 970, "at the overflow threshold"))
f64("V1.01", "sub", sub, (1.0, 2.0 ** -54, "tie below a power of two"), (1.0, 1 - 2.0 ** -53, "exact cancellation"),
    (0.3, 0.1, "the difference of decimals"), (-1e308, 1e308, "overflow"))
f64("V1.02", "mul", mul, (0.1, 0.1, "inexact"), (1 + ULP, 1 + ULP, "the last bits are rounded off"),
    (1 + 2.0 ** -27, 1 + 2.0 ** -26, "tie to even"), (1e200, 1e200, "overflow"), (-1e200, 1e200, "overflow below"),
    (1e-200, 1e-200, "underflow to 0"), (-1e-200, 1e-200, "underflow to -0"), (3.0, 1 / 3.0, "a third times three"))
f64("V1.03", "div", div, (1.0, 3.0, "a third"), (2.0, 3.0, "two thirds"), (1.0, 49.0, "reciprocal"),
    (49.0, 49.0, "one, not 49 * (1/49)"), (5.0, 3.0, "not 5 * (1/3)"), (1e308, 1e-10, "overflow"),
    (1e-308, 1e10, "subnormal quotient"), (1.0, HUGE, "subnormal reciprocal"), (-7.0, 10.0, "negative"))
f64("V1.04", "sqrt", sqrt, (2.0, "irrational"), (3.0, "irrational"), (4.0, "exact"), (1 - 2.0 ** -53, "just below 1"),
    (1 + ULP, "just above 1"), (1e300, "large"), (1e-300, "small"), (TINY, "least subnormal"), (HUGE, "greatest"))
f64("V1.05", "fma", fma, (1 + 2.0 ** -30, 1 + 2.0 ** -30, -1 - 2.0 ** -29, "the low half of a product"),
    (0.1, 10.0, -1.0, "the error of 0.1 * 10"), (1 / 3.0, 3.0, -1.0, "the error of a third"),
    (1e200, 1e200, -math.inf, "the product overflows, the sum is infinite below"), (2.0 ** 600, 2.0 ** 600, -HUGE, "overflow"),
    (2.0 ** 1000, 2.0 ** 24, -HUGE, "the product alone would overflow, the sum does not"),
    (2.0 ** -600, 2.0 ** -600, 1.0, "the product alone would underflow"), (1 + ULP, 1 - ULP, -1.0, "exactly -2^-104"),
    (2.0 ** -538, 2.0 ** -537, TINY, "half a unit of the least subnormal: tie to even goes up"))
f64("V1.06", "floor", lambda x: whole(x, "floor"), (2.5, ""), (-2.5, ""), (0.9999999999999999, ""), (-1e-300, ""),
    (2.0 ** 52 + 1, "whole already"), (4503599627370495.5, "last half"), (-4503599627370495.5, "last half"), (1e300, "large"))
f64("V1.06", "ceil", lambda x: whole(x, "ceil"), (2.5, ""), (-2.5, ""), (1e-300, ""), (1 + ULP, ""), (-1e300, "large"),
    (4503599627370495.5, "last half"))
f64("V1.06", "rint", lambda x: whole(x, "rint"), (0.5, "tie to even"), (1.5, "tie to even"), (2.5, "tie to even"),
    (-2.5, "tie to even"), (-1.5, "tie to even"), (0.49999999999999994, "just below a half: not x + 0.5 floored"),
    (4503599627370495.5, "last tie"), (2.0 ** 52 + 1, "whole already"), (-1e300, "large"))
f64("V1.07", "neg", lambda x: -x, (1.5, ""), (-HUGE, ""), (TINY, ""))
f64("V1.07", "abs", abs, (-1.5, ""), (HUGE, ""), (-TINY, ""))
f64("V1.08", "min", minimum, (1.0, 2.0, ""), (2.0, 1.0, ""), (-1.0, -2.0, ""), (1.0, 1 + ULP, "next neighbours"), (-TINY, TINY, ""))
f64("V1.08", "max", maximum, (1.0, 2.0, ""), (2.0, 1.0, ""), (-1.0, -2.0, ""), (1.0, 1 + ULP, "next neighbours"), (-TINY, TINY, ""))

QUOTIENTS = ((7.5, 2.0, ""), (-7.5, 2.0, "down, not toward 0"), (7.5, -2.0, "down, not toward 0"), (-7.5, -2.0, ""), (6.0, 3.0, "no rest"),
             (-6.0, 3.0, "no rest"), (1.0, 0.1, "a tenth is a little more: nine fit"), (0.3, 0.1, ""), (-0.3, 0.1, ""), (1e300, 7.0, "a quotient of many digits"),
             (-1e300, 7.0, "a quotient of many digits"), (-1e-20, 1.0, "the rest rounds to the divisor"), (1e-20, -1.0, "the rest rounds to the divisor"),
             (2.0 ** 53, 3.0, ""), (2.0 ** 53 + 2, -3.0, ""), (HUGE, TINY, "overflow"), (TINY, HUGE, ""), (5.0, 2.0 ** -3, "exact"), (3 * TINY, 2 * TINY, "subnormal"))
f64("V1.09", "floor_div", floor_div, *QUOTIENTS)
f64("V1.10", "floor_mod", floor_mod, *QUOTIENTS)

# V2: float32
a32 = 1 + ULP32
f32("V2.01", "add", add, (1.0, 2.0 ** -24, "tie to even goes down"), (a32, 2.0 ** -24, "tie to even goes up"),
    (1.0, 2.0 ** -24 + 2.0 ** -47, "just above half a unit"), (HUGE32, 2.0 ** 103, "at the overflow threshold"),
    (16777216.0, 1.0, "not held in a wider type"))
f32("V2.01", "sub", sub, (1.0, 2.0 ** -25, "tie below a power of two"), (16777216.0, -1.0, "not held in a wider type"))
f32("V2.02", "mul", mul, (a32, a32, "the last bits are rounded off"), (NORMAL32, 0.5, "subnormal product"),
    (2.0 ** 100, 2.0 ** 100, "overflow"), (-2.0 ** -100, 2.0 ** -100, "underflow to -0"))
f32("V2.03", "div", div, (1.0, 3.0, "a third"), (5.0, 3.0, "not 5 * (1/3)"), (1.0, HUGE32, "subnormal reciprocal"))
f32("V2.04", "sqrt", sqrt, (2.0, "irrational"), (3.0, "irrational"), (TINY32, "least subnormal"))
f32("V2.05", "fma", fma, (a32, a32, -1 - 2.0 ** -22, "the low part of a product"),
    (1 + 2.0 ** -12, 1 + 2.0 ** -12, 2.0 ** -70, "rounded once: a float64 in between would tie the other way"),
    (2.0 ** 100, 2.0 ** 28, -HUGE32, "the product alone would overflow, the sum does not"))
f32("V2.06", "floor", lambda x: whole(x, "floor"), (-2.5, ""), (8388607.5, "last half"))
f32("V2.06", "ceil", lambda x: whole(x, "ceil"), (-2.5, ""), (8388607.5, "last half"))
f32("V2.06", "rint", lambda x: whole(x, "rint"), (2.5, "tie to even"), (0.49999997019767761, "just below a half"))
f32("V2.07", "min", minimum, (1.0, a32, "next neighbours"), (-TINY32, TINY32, ""))
f32("V2.07", "max", maximum, (1.0, a32, "next neighbours"), (-TINY32, TINY32, ""))
f32("V2.07", "neg", lambda x: -x, (TINY32, ""))
f32("V2.07", "abs", abs, (-HUGE32, ""))

QUOTIENTS32 = ((-7.5, 2.0, "down, not toward 0"), (7.5, -2.0, "down, not toward 0"), (1.0, 0.10000000149011612, ""), (16777216.0, -3.0, ""),
               (2.0 ** 100, 7.0, "a quotient of many digits"), (-2.0 ** -40, 1.0, "the rest rounds to the divisor"), (HUGE32, TINY32, "overflow"))
f32("V2.08", "floor_div", floor_div, *QUOTIENTS32)
f32("V2.08", "floor_mod", floor_mod, *QUOTIENTS32)

# V3: integers
for dtype, bits, top in (("i64", 64, I64), ("i32", 32, I32)):
    low = -top - 1
    for op, fn, cases in (
            ("add", lambda x, y: x + y, ((top, 1, "wraps"), (low, -1, "wraps"), (-5, 3, ""))),
            ("sub", lambda x, y: x - y, ((low, 1, "wraps"), (0, low, "wraps"), (3, 5, ""))),
            ("mul", lambda x, y: x * y, ((top, top, "wraps to 1"), (low, -1, "wraps"), (1 << (bits // 2), 1 << (bits // 2), "all bits lost"),
                                         (123456789, 987654321, "wraps or fits"), (-7, 6, "")))):
        for x, y, remark in cases:
            row("V3.01", op, dtype, (x, y), wrap(fn(x, y), bits), remark)
    for x, y in ((low, top), (top, low), (-1, 0), (7, 7)):
        row("V3.02", "min", dtype, (x, y), min(x, y), "signed")
        row("V3.02", "max", dtype, (x, y), max(x, y), "signed")
    for x in (5, -5, 0, low):
        row("V3.03", "neg", dtype, (x,), wrap(-x, bits), "the least integer stays" if x == low else "")
        row("V3.03", "abs", dtype, (x,), wrap(abs(x), bits), "the least integer stays" if x == low else "")
    for x, y in ((0b1100, 0b1010), (-1, 0x5555), (low, top), (-2, -3)):
        row("V3.04", "and", dtype, (x, y), x & y, "")
        row("V3.04", "or", dtype, (x, y), x | y, "")
        row("V3.04", "xor", dtype, (x, y), x ^ y, "")
    for x in (0, -1, 0x5555, low):
        row("V3.04", "not", dtype, (x,), ~x, "")
    for x, n, remark in ((1, bits - 1, "into the sign"), (-1, 1, ""), (3, bits, "by the low bits of the count: not at all"),
                         (3, bits + 1, "by the low bits of the count: once"), (1, -1, "by the low bits of the count"), (5, 0, "")):
        row("V3.05", "shl", dtype, (x, n), wrap(x << (n & (bits - 1)), bits), remark)
    for x, n, remark in ((-1, 1, "zeros come in, not the sign"), (low, bits - 1, "the sign alone is left"), (-1, bits // 2, ""),
                         (3, bits, "by the low bits of the count: not at all"), (-8, bits + 1, "by the low bits of the count: once"), (-1, 0, "")):
        row("V3.06", "shr", dtype, (x, n), wrap((x & ((1 << bits) - 1)) >> (n & (bits - 1)), bits), remark)

    for x, y, remark in ((7, 2, ""), (-7, 2, "down, not toward 0"), (7, -2, "down, not toward 0"), (-7, -2, ""), (-6, 3, "no rest"), (5, 9, ""), (-5, 9, ""),
                         (top, top - 1, "not through a float"), (top, -2, ""), (low, top, ""), (top, low, ""), (low, 3, ""), (0, -4, "")):
        row("V3.07", "floor_div", dtype, (x, y), x // y, remark)
        row("V3.07", "floor_mod", dtype, (x, y), x % y, remark)
    row("V3.07", "floor_div", dtype, (low, -1), low, "wraps")
    row("V3.07", "floor_mod", dtype, (low, -1), 0, "no rest")
    for x in (5, -5, 0, low):
        row("V3.08", "floor_div", dtype, (x, 0), 0, "by 0")
        row("V3.08", "floor_mod", dtype, (x, 0), 0, "by 0")

# V4: truth values, comparisons, choice
for x in (False, True):
    for y in (False, True):
        row("V4.01", "and", "bool", (x, y), x and y, "")
        row("V4.01", "or", "bool", (x, y), x or y, "")
        row("V4.01", "xor", "bool", (x, y), x != y, "")
    row("V4.01", "not", "bool", (x,), not x, "")
RELATIONS = (("lt", lambda x, y: x < y), ("le", lambda x, y: x <= y), ("gt", lambda x, y: x > y), ("ge", lambda x, y: x >= y),
             ("eq", lambda x, y: x == y), ("ne", lambda x, y: x != y))
for op, fn in RELATIONS:
    for x, y in ((1.0, 2.0), (2.0, 1.0), (1.0, 1.0), (1.0, 1 + ULP), (-TINY, TINY), (-INF, -HUGE), (INF, INF)):
        row("V4.02", op, "f64", (x, y), fn(x, y), "", "bool")
    for x, y in ((1.0, a32), (a32, 1.0), (-TINY32, TINY32), (HUGE32, INF)):
        row("V4.02", op, "f32", (x, y), fn(x, y), "", "bool")
    for dtype, top in (("i64", I64), ("i32", I32)):
        for x, y in ((-top - 1, top), (top, -top - 1), (-1, 0), (5, 5), (top - 1, top)):
            row("V4.03", op, dtype, (x, y), fn(x, y), "signed, not through a float", "bool")

# V5: conversions
for x, remark in ((2.9, "toward 0"), (-2.9, "toward 0"), (0.9999999999999999, ""), (-0.5, ""), (2.0 ** 53 + 2, "exact"), (-2147483649.0, "below int32")):
    row("V5.01", "cast", "f64", (x,), to_integer(x, 64), remark, "i64")
    row("V5.01" if abs(x) < 2.0 ** 31 else "V5.02", "cast", "f64", (x,), to_integer(x, 32), remark, "i32")
for x in (2.5, -2.5, 16777216.0):
    row("V5.01", "cast", "f32", (x,), to_integer(x, 64), "toward 0", "i64")
    row("V5.01", "cast", "f32", (x,), to_integer(x, 32), "toward 0", "i32")
for dtype in ("f64", "f32"):
    for x in (1e19, -1e19, 2.0 ** 63, -2.0 ** 63, INF, -INF, 3e30):
        x = round_fraction(Fraction(x), dtype) if math.isfinite(x) else x
        row("V5.02", "cast", dtype, (x,), to_integer(x, 64), "held at the end of the range", "i64")
        row("V5.02", "cast", dtype, (x,), to_integer(x, 32), "held at the end of the range", "i32")
    for to in ("i64", "i32"):
        row("V5.03", "cast", dtype, (NAN,), 0, "NaN to 0", to)
row("V5.02", "cast", "f64", (2147483648.0,), I32, "held, not wrapped", "i32")
row("V5.02", "cast", "f64", (4294967297.0,), I32, "held, not the low half", "i32")
for x in (2 ** 53 + 1, 2 ** 53 + 3, I64, -I64 - 1, -(2 ** 53) - 1, 7):
    row("V5.04", "cast", "i64", (x,), round_fraction(Fraction(x), "f64"), "ties to even", "f64")
for x in (16777217, 16777219, I64, 2 ** 53 + 2 ** 29 + 1, 9007199791611905, -16777217):
    row("V5.04", "cast", "i64", (x,), round_fraction(Fraction(x), "f32"), "rounded once, not through float64", "f32")
for x in (I32, -I32 - 1, 16777217):
    row("V5.04", "cast", "i32", (x,), float(x), "exact", "f64")
    row("V5.04", "cast", "i32", (x,), round_fraction(Fraction(x), "f32"), "ties to even", "f32")
for x, remark in ((0.1, ""), (1 + 2.0 ** -24, "tie to even"), (1 + 3 * 2.0 ** -24, "tie to even"), (1e300, "overflow"), (-1e300, "overflow"),
                  (HUGE32 + 2.0 ** 102, "below the overflow threshold"), (1e-40, "subnormal"), (1e-300, "underflow to 0"), (-1e-300, "underflow to -0")):
    row("V5.05", "cast", "f64", (x,), round_fraction(Fraction(x), "f32", 0.0), remark, "f32")
for x in (TINY32, HUGE32, round_fraction(Fraction(1, 10), "f32"), -NORMAL32 / 4):
    row("V5.05", "cast", "f32", (x,), x, "exact", "f64")
for dtype, cases in (("f64", (0.5, 0.0, -0.0, NAN, INF, TINY, -3.0)), ("f32", (0.5, -0.0, NAN, TINY32)), ("i64", (0, 1, -1, 1 << 32, -I64 - 1)), ("i32", (0, 1, -1, -I32 - 1))):
    for x in cases:
        row("V5.06", "cast", dtype, (x,), x != 0, "not 0", "bool")
for to in ("f64", "f32", "i64", "i32"):
    for x in (False, True):
        row("V5.06", "cast", "bool", (x,), int(x) if to[0] == "i" else float(x), "", to)
for x in (1 << 32, (1 << 32) - 1, I64, -1, -I64 - 1, 5000000000):
    row("V5.07", "cast", "i64", (x,), wrap(x, 32), "the low half", "i32")
for x in (-1, I32, -I32 - 1):
    row("V5.07", "cast", "i32", (x,), x, "the sign is kept", "i64")
for x in (1.0, -1.0, 0.0, -0.0, INF, -INF, TINY, -HUGE, 0.1):
    row("V5.08", "bitcast", "f64", (x,), bits_of(x, "f64"), "", "i64")
    row("V5.08", "bitcast", "i64", (bits_of(x, "f64"),), x, "", "f64")
for x in (1.0, -0.0, -INF, TINY32, HUGE32):
    row("V5.08", "bitcast", "f32", (x,), bits_of(x, "f32"), "", "i32")
    row("V5.08", "bitcast", "i32", (bits_of(x, "f32"),), x, "", "f32")

# S1: NaN, infinities, zeros with a sign, subnormal numbers
for dtype in ("f64", "f32"):
    case = lambda rule, op, fn, *cases: floats(rule, op, fn, dtype, cases)
    tiny, normal, huge = (TINY, LEAST_NORMAL, HUGE) if dtype == "f64" else (TINY32, NORMAL32, HUGE32)
    for op, fn in (("add", add), ("sub", sub), ("mul", mul), ("div", div)):
        case("S1.01", op, fn, (NAN, 1.0, "NaN"), (1.0, NAN, "NaN"), (NAN, 0.0, "NaN"), (INF, NAN, "NaN"))
    case("S1.01", "sqrt", sqrt, (NAN, "NaN"), (-1.0, "below 0"), (-INF, "below 0"), (-tiny, "below 0"))
    case("S1.01", "fma", fma, (NAN, 0.0, 1.0, "NaN"), (0.0, NAN, 1.0, "NaN"), (0.0, 1.0, NAN, "NaN"), (0.0, INF, NAN, "NaN"),
         (0.0, INF, 1.0, "0 times infinity"), (INF, 1.0, -INF, "infinities cancel"))
    for op in ("floor", "ceil", "rint", "neg", "abs"):
        case("S1.01", op, lambda x: x, (NAN, "NaN"))
    case("S1.02", "add", add, (INF, -INF, "infinities cancel"), (INF, INF, ""), (-INF, huge, ""))
    case("S1.02", "sub", sub, (INF, INF, "infinities cancel"), (INF, -INF, ""), (1.0, INF, ""))
    case("S1.02", "mul", mul, (INF, 0.0, "0 times infinity"), (-0.0, INF, "0 times infinity"), (INF, -2.0, ""), (-INF, -INF, ""))
    case("S1.02", "div", div, (INF, INF, "infinity by infinity"), (0.0, 0.0, "0 by 0"), (1.0, 0.0, ""), (1.0, -0.0, "the zero's sign counts"),
         (-1.0, 0.0, ""), (1.0, INF, ""), (1.0, -INF, "-0"), (INF, -0.0, ""))
    for op, fn in (("floor_div", floor_div), ("floor_mod", floor_mod)):
        case("S1.01", op, fn, (NAN, 1.0, "NaN"), (1.0, NAN, "NaN"), (NAN, 0.0, "NaN"), (INF, 2.0, "no rest of infinity"), (-INF, 2.0, "no rest of infinity"),
             (INF, INF, "no rest of infinity"), (0.0, 0.0, "0 by 0"))
        case("S1.02", op, fn, (1.0, INF, "none fits"), (-1.0, INF, "minus one fits"), (1.0, -INF, "minus one fits"), (-1.0, -INF, "none fits"),
             (1.0, 0.0, "by 0"), (-1.0, 0.0, "by 0"), (1.0, -0.0, "the zero's sign counts"), (INF, 0.0, "by 0"))
        case("S1.03", op, fn, (0.0, 2.0, ""), (-0.0, 2.0, "the quotient has the sign of division, the rest that of the divisor"), (0.0, -2.0, ""),
             (-0.0, -2.0, ""), (4.0, -2.0, "the rest has the divisor's sign"), (-4.0, 2.0, "the rest has the divisor's sign"), (1.0, 2.0, ""), (-1.0, -2.0, ""),
             (-0.0, INF, ""))
    case("S1.02", "sqrt", sqrt, (INF, ""))
    case("S1.02", "abs", abs, (-INF, ""))
    case("S1.02", "neg", lambda x: -x, (INF, ""), (-INF, ""))
    for op in ("floor", "ceil", "rint"):
        case("S1.02", op, lambda x: x, (INF, ""), (-INF, ""))
    case("S1.03", "add", add, (-0.0, -0.0, "-0 only from two of them"), (0.0, -0.0, "0"), (1.0, -1.0, "exact cancellation gives 0"), (-0.0, 0.0, "0"))
    case("S1.03", "sub", sub, (0.0, 0.0, "0"), (-0.0, 0.0, "-0"), (0.0, -0.0, "0"), (-0.0, -0.0, "0"))
    case("S1.03", "mul", mul, (-0.0, 1.0, "-0"), (0.0, -1.0, "-0"), (-0.0, -1.0, "0"))
    case("S1.03", "div", div, (-0.0, 1.0, "-0"), (0.0, -1.0, "-0"), (-0.0, -1.0, "0"))
    case("S1.03", "sqrt", sqrt, (-0.0, "-0"), (0.0, "0"))
    case("S1.03", "neg", lambda x: -x, (0.0, "-0: not 0 - x"), (-0.0, "0"))
    case("S1.03", "abs", abs, (-0.0, "0"))
    case("S1.03", "floor", lambda x: whole(x, "floor"), (-0.0, "-0"), (0.5, "0"))
    case("S1.03", "ceil", lambda x: whole(x, "ceil"), (-0.0, "-0"), (-0.5, "-0"))
    case("S1.03", "rint", lambda x: whole(x, "rint"), (-0.0, "-0"), (-0.5, "-0"), (0.5, "0"), (-0.25, "-0"))
    case("S1.03", "fma", fma, (-0.0, 1.0, -0.0, "-0"), (-0.0, 1.0, 0.0, "0"), (1.0, 1.0, -1.0, "exact cancellation gives 0"))
    for op, fn in (("min", minimum), ("max", maximum)):
        case("S1.04", op, fn, (0.0, -0.0, "-0 is less than 0"), (-0.0, 0.0, "-0 is less than 0"), (NAN, 1.0, "NaN if either is"), (1.0, NAN, "NaN if either is"),
             (NAN, -INF, "NaN if either is"), (INF, NAN, "NaN if either is"), (INF, huge, ""), (-INF, -huge, ""))
    for op, fn in RELATIONS:
        for x, y, remark in ((NAN, 1.0, "NaN"), (1.0, NAN, "NaN"), (NAN, NAN, "NaN"), (-0.0, 0.0, "zeros are equal"), (0.0, -0.0, "zeros are equal"), (NAN, INF, "NaN")):
            row("S1.05", op, dtype, (x, y), fn(x, y), remark, "bool")
    case("S1.06", "add", add, (tiny, tiny, "not flushed"), (normal, -tiny, "not flushed"))
    case("S1.06", "sub", sub, (normal, normal * 1.5, "gradual underflow"), (tiny, 2 * tiny, "not flushed"))
    case("S1.06", "mul", mul, (normal, 0.5, "not flushed"), (tiny, 1.0, "not flushed"), (tiny, 0.5, "tie to even gives 0"), (3 * tiny, 0.5, "tie to even gives 2 units"))
    case("S1.06", "div", div, (normal, 4.0, "not flushed"), (tiny, tiny, "subnormal operands count"), (-tiny, 2.0, "tie to even gives -0"))
    case("S1.06", "fma", fma, (normal, 0.5, tiny, "not flushed"), (tiny, 1.0, 0.0, "not flushed"))
    case("S1.06", "sqrt", sqrt, (tiny, "subnormal operand counts"))
    case("S1.06", "max", maximum, (tiny, 0.0, "subnormal operands count"))
    case("S1.06", "floor", lambda x: whole(x, "floor"), (-tiny, "subnormal operand counts"))
    row("S1.06", "gt", dtype, (tiny, 0.0), True, "subnormal operands count", "bool")

# S1.07, V4.04: choice: operands are the condition (1 or 0), what is chosen if it holds, and if not
for dtype in ("f64", "f32", "i64", "i32", "bool"):
    x, y = (True, False) if dtype == "bool" else (3, -4) if dtype[0] == "i" else (1.5, -2.5)
    row("V4.04", "select", dtype, (1, x, y), x, "")
    row("V4.04", "select", dtype, (0, x, y), y, "")
for dtype in ("f64", "f32"):
    for other in (NAN, INF, -INF):
        row("S1.07", "select", dtype, (1, 2.0, other), 2.0, "the other side does not leak")
        row("S1.07", "select", dtype, (0, other, 2.0), 2.0, "the other side does not leak")
        row("S1.07", "select", dtype, (0, 2.0, other), other, "")
    row("S1.07", "select", dtype, (1, -0.0, 0.0), -0.0, "the sign of zero is kept")
    row("S1.07", "select", dtype, (0, -0.0, 0.0), 0.0, "the sign of zero is kept")


def write(path):
    seen, out = set(), ["rule,operation,type,result type,operands,result,remark"]
    for r in ROWS:
        if r[:5] not in seen:
            seen.add(r[:5])
            out.append(",".join(r))
    with open(path, "w", newline="\n") as f:
        f.write("\n".join(out) + "\n")


if __name__ == "__main__":
    write("elementwise.csv")
