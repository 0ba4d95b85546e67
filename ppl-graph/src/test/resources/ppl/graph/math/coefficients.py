#!/usr/bin/env python3
"""Recomputes the coefficients of ppl.graph.math: python3 coefficients.py [name ...]

Needs mpmath. Polynomials: Remez' exchange algorithm for the least greatest weighted error, after which one coefficient
at a time, lowest power first, is rounded to float64 and the others are fitted again. Rational functions: Lawson's
reweighting of the linearised problem. Each name below is that of a constant in the Java sources; the largest weighted
error with rounded coefficients is printed as a power of 2. The last digits of coefficients depend on where the points of
the exchange happen to lie, so some differ from those in the sources; the errors do not.
"""
import sys

from mpmath import mp, mpf

mp.prec = 260


def remez(f, a, b, powers, weight, grid=400, rounds=12):
    a, b, n = mpf(a), mpf(b), len(powers)
    at = lambda t: (a + b) / 2 - (b - a) / 2 * mp.cos(mp.pi * t)
    points = [at(mpf(2 * i + 1) / (2 * (n + 1))) for i in range(n + 1)]
    samples = [(x, f(x), weight(x)) for x in (a if i == 0 else b if i == grid else at(mpf(i) / grid) for i in range(grid + 1))]
    best = None
    for _ in range(rounds):
        rows = [[x**p for p in powers] + [(-1) ** i / weight(x)] for i, x in enumerate(points)]
        solution = list(mp.lu_solve(mp.matrix(rows), mp.matrix([f(x) for x in points])))
        c, level = solution[:n], abs(solution[n])
        errors = [w * (y - sum(k * x**p for k, p in zip(c, powers))) for x, y, w in samples]
        greatest = max(abs(e) for e in errors)
        if best is None or greatest < best[0]:
            best = (greatest, c)
        peaks = extrema(samples, errors, at, grid)
        while len(peaks) > n + 1:
            if len(peaks) == n + 2:
                peaks.pop(0 if abs(peaks[0][1]) < abs(peaks[-1][1]) else -1)
            else:
                k = min(range(len(peaks) - 1), key=lambda i: max(abs(peaks[i][1]), abs(peaks[i + 1][1])))
                del peaks[k:k + 2]
        if len(peaks) < n + 1 or greatest / level < mpf("1.0005"):
            break
        points = [x for x, _ in peaks]
    return best


def extrema(samples, errors, at, grid):
    peaks = []
    for i, e in enumerate(errors):
        sign = mp.sign(e)
        left = errors[i - 1] if i > 0 else None
        right = errors[i + 1] if i + 1 < len(errors) else None
        if (left is None or sign * e >= sign * left) and (right is None or sign * e >= sign * right):
            x = samples[i][0]
            if left is not None and right is not None and left - 2 * e + right != 0:
                x = at((i + max(min((left - right) / (2 * (left - 2 * e + right)), 1), -1)) / grid)
            if peaks and mp.sign(peaks[-1][1]) == sign:
                if abs(e) > abs(peaks[-1][1]):
                    peaks[-1] = (x, e)
            else:
                peaks.append((x, e))
    return peaks


def polynomial(f, a, b, count, weight=lambda x: mpf(1)):
    done, rest = [], f
    while len(done) < count:
        powers = list(range(len(done), count))
        c = float(remez(rest, a, b, powers, weight)[1][0])
        rest = (lambda g, c, p: lambda x: g(x) - mpf(c) * x**p)(rest, c, powers[0])
        done.append(c)
    worst = max(abs(weight(x) * rest(x)) for x in (mpf(a) + (mpf(b) - a) * i / 500 for i in range(501)))
    return [("", done)], worst


def rational(f, a, b, m, n, shift, weight, samples, rounds=37):
    """degrees m and n in x - shift, the denominator's constant term 1"""
    a, b, k = mpf(a), mpf(b), m + n + 1
    ys = [-mp.cos(mp.pi * (2 * i + 1) / (2 * samples)) for i in range(samples)]
    xs = [(a + b) / 2 + (b - a) / 2 * y for y in ys]
    fs, ws = [f(x) for x in xs], [weight(x) for x in xs]
    share, last, best = [mpf(1) / samples] * samples, [mpf(1)] * samples, None
    for it in range(rounds):
        columns = [[y**j for j in range(m + 1)] + [-fx * y**j for j in range(1, n + 1)] for y, fx in zip(ys, fs)]
        factor = [s * (w / q) ** 2 for s, w, q in zip(share, ws, last)]
        left, right = mp.matrix(k, k), mp.matrix(k, 1)
        for row, v, fx in zip(columns, factor, fs):
            for i in range(k):
                right[i] += v * row[i] * fx
                for j in range(k):
                    left[i, j] += v * row[i] * row[j]
        s = list(mp.lu_solve(left, right))
        p, q = s[: m + 1], [mpf(1)] + s[m + 1:]
        last = [mp.polyval(q[::-1], y) for y in ys]
        errors = [abs(w * (fx - mp.polyval(p[::-1], y) / d)) for w, fx, y, d in zip(ws, fs, ys, last)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), p, q)
        if it >= 12:
            total = sum(s * e for s, e in zip(share, errors))
            share = [s * e / total for s, e in zip(share, errors)]
    p, q = (moved(c, 2 / (b - a), -(a + b) / (b - a), shift) for c in best[1:])
    p, q = [float(c / q[0]) for c in p], [float(c / q[0]) for c in q]
    worst = max(abs(w * (fx - mp.polyval([mpf(c) for c in p[::-1]], x - shift) / mp.polyval([mpf(c) for c in q[::-1]], x - shift)))
                for x, fx, w in zip(xs, fs, ws))
    return [(" numerator", p), (" denominator", q)], worst


def moved(coefficients, scale, offset, shift):
    """coefficients in y = scale x + offset as those in x - shift"""
    out = [mpf(0)]
    for c in reversed(coefficients):
        new = [mpf(0)] * (len(out) + 1)
        for i, o in enumerate(out):
            new[i] += o * (offset + scale * shift)
            new[i + 1] += o * scale
        new[0] += c
        out = new
    return out[: len(coefficients)]


def series(direct, *start):
    """a function of a small argument by its first Taylor coefficients where the direct formula cancels"""
    return lambda z: sum(c * z**k for k, c in enumerate(start)) if abs(z) < mpf(10) ** -20 else direct(z)


def odd(f, first, second):
    """(f(x) / x - first) / x^2 in z = x^2"""
    return series(lambda z: (f(mp.sqrt(z)) / mp.sqrt(z) - first) / z, second)


HALF_LOG2 = mp.log(2) / 2 * mpf("1.0001")
S_LOG = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1) * mpf("1.001")) ** 2
FLOOR = mpf(10) ** -5  # keeps weights off 0
ZERO = mp.findroot(mp.digamma, mpf("1.4616321449683623"))
SQRT2 = mpf(1.4142135623730951)


def exp_series(count):
    f = series(lambda r: (mp.expm1(r) - r) / r**2, mpf(1) / 2, mpf(1) / 6, mpf(1) / 24)
    return lambda: polynomial(f, -HALF_LOG2, HALF_LOG2, count, lambda r: r * r / mp.exp(r) + mpf(2) ** -30)


def scaled_tail(x):
    if x < 100:
        return mp.erfc(x) * mp.exp(x * x)
    term = total = mpf(1)
    for k in range(1, 30):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
    return total / (x * mp.sqrt(mp.pi))


def mills(t):
    if t >= 1:
        return (mpf("1.25") * mp.sqrt(2 / mp.pi) - 1) / 2
    if t <= -1:
        return (mpf("1.25") - mp.sqrt(2 / mp.pi)) * 5 / 2
    a = 5 * (1 + t) / (1 - t)
    return ((1 + mpf("1.25") * a) * scaled_tail(a / mp.sqrt(2)) - 1) / (1 + t)


def quantile(log_q):
    """z > 0 with log P(Z > z) = log_q"""
    z = mp.sqrt(-2 * log_q) if log_q < -2 else mpf(1)
    for _ in range(300):
        tail = mp.erfc(z / mp.sqrt(2)) / 2
        step = (mp.log(tail) - log_q) * tail * mp.sqrt(2 * mp.pi) * mp.exp(z * z / 2)
        z += step
        if abs(step) < mpf(10) ** -60:
            return z


def quantile_middle(w):
    if w < mpf(10) ** -40:
        return mp.sqrt(2 * mp.pi)
    q = mp.sqrt(-mp.expm1(-w)) / 2
    return quantile(mp.log(mp.exp(-w) / 4 / (q + mpf(1) / 2))) / q


def remainder(direct, terms):
    return lambda z: terms(z) if z < mpf(1) / 40000 else direct(1 / mp.sqrt(z))


def bernoulli(weight):
    return lambda z: mp.fsum(mp.bernoulli(2 * k) * weight(k) * z ** (k - 1) for k in range(1, 15))


def digamma_ratio(y):
    return (mp.digamma(y) / (y - ZERO) if abs(y - ZERO) > mpf(10) ** -30 else mp.psi(1, ZERO)) - 1


atanh2 = lambda s: 2 * mp.atanh(s)
log_gamma = remainder(lambda x: x * (mp.loggamma(x) - (x - mpf(1) / 2) * mp.log(x) + x - mp.log(2 * mp.pi) / 2),
                      bernoulli(lambda k: mpf(1) / (2 * k * (2 * k - 1))))
digamma = remainder(lambda x: x * x * (mp.log(x) - 1 / (2 * x) - mp.digamma(x)), bernoulli(lambda k: mpf(1) / (2 * k)))
trigamma = remainder(lambda x: x**3 * (mp.psi(1, x) - 1 / x - 1 / (2 * x * x)), bernoulli(lambda k: mpf(1)))
lgamma_core = series(lambda t: mp.loggamma(t + 2) / t, 1 - mp.euler, (mp.zeta(2) - 1) / 2, -(mp.zeta(3) - 1) / 3)
sine = odd(mp.sin, mpf(1), -mpf(1) / 6)
cosine = series(lambda z: (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2, mpf(1) / 24, -mpf(1) / 720)
erf = odd(mp.erf, 2 / mp.sqrt(mp.pi), -2 / (3 * mp.sqrt(mp.pi)))
sinc = odd(lambda r: mp.sinpi(r) / mp.pi, mpf(1), -mp.pi**2 / 6)
cot = series(lambda z: (mp.pi * mp.sqrt(z) * mp.cospi(mp.sqrt(z)) / mp.sinpi(mp.sqrt(z)) * (1 - z) - 1) / z,
             -mp.pi**2 / 3 - 1, mp.pi**2 / 3 - mp.pi**4 / 45)
log_double = series(lambda z: (atanh2(mp.sqrt(z)) / mp.sqrt(z) - 2 - 2 * z / 3) / z**2, mpf(2) / 5, mpf(2) / 7, mpf(2) / 9)

FITS = {
    "ExpKernel.EXP": exp_series(10),
    "Expm1.SERIES": exp_series(11),
    "LogKernel.LOG": lambda: polynomial(odd(atanh2, mpf(2), mpf(2) / 3), 0, S_LOG, 7, lambda z: z + FLOOR),
    "LogKernel.LOG_WIDE": lambda: polynomial(odd(atanh2, mpf(2), mpf(2) / 3), 0, mpf(1) / 9, 10, lambda z: z + FLOOR),
    "LogKernel.LOG_DOUBLE": lambda: polynomial(log_double, 0, S_LOG, 7, lambda z: z * z / 2 + mpf(10) ** -8),
    "MillsKernel.S": lambda: polynomial(mills, -1, 1, 24, lambda t: 1 + t + mpf(2) ** -10),
    "Ndtri.F": lambda: polynomial(quantile_middle, 0, mpf("1.2551"), 13, lambda w: 1 / quantile_middle(w)),
    "Ndtri.TAIL": lambda: rational(lambda r: quantile(-r * r) - SQRT2 * r, "1.5999", "27.3", 10, 10, mpf("1.6"),
                                   lambda r: 1 / quantile(-r * r), 140),
    "Erf.SERIES": lambda: polynomial(erf, 0, mpf("0.65") ** 2, 9, lambda z: z * mp.sqrt(mp.pi) / 2 + FLOOR),
    "CircleKernel.SINE": lambda: polynomial(sine, 0, (mp.pi / 4 * mpf("1.0001")) ** 2, 6, lambda z: z + FLOOR),
    "CircleKernel.COSINE": lambda: polynomial(cosine, 0, (mp.pi / 4 * mpf("1.0001")) ** 2, 6, lambda z: z * z + FLOOR),
    "Atan.SERIES": lambda: polynomial(odd(mp.atan, mpf(1), -mpf(1) / 3), 0, (mp.sqrt(2) - 1) ** 2 * mpf("1.0001"), 11,
                                      lambda z: z + FLOOR),
    "Lgamma.R": lambda: polynomial(lgamma_core, mpf("-0.5"), mpf("0.5"), 18, lambda t: 1 / lgamma_core(t)),
    "Lgamma.STIRLING": lambda: polynomial(log_gamma, 0, 1 / mpf("2.5") ** 2, 12, lambda z: mp.sqrt(z) + mpf(10) ** -4),
    "Digamma.PQ": lambda: rational(digamma_ratio, 1, 2, 6, 5, mpf("1.5"), lambda y: 1 / (1 + digamma_ratio(y)), 100),
    "Digamma.ASYMPTOTIC": lambda: polynomial(digamma, 0, mpf(1) / 9, 11, lambda z: z + mpf(10) ** -4),
    "Trigamma.ASYMPTOTIC": lambda: polynomial(trigamma, 0, mpf(1) / 9, 12, lambda z: z + mpf(10) ** -4),
    "Reflection.SINE": lambda: polynomial(sinc, 0, mpf("0.25"), 8, lambda z: z + FLOOR),
    "Reflection.COTANGENT": lambda: polynomial(cot, 0, mpf("0.25"), 9, lambda z: z + FLOOR),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or FITS:
        tables, worst = FITS[name]()
        for part, coefficients in tables:
            print(f"{name}{part}: 2^{mp.nstr(mp.log(worst, 2), 5)}")
            print(",\n".join(f"    {c.hex()}" for c in coefficients))
