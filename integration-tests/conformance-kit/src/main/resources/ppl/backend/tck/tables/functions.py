"""Writes functions.csv and densities.csv with 60 digits: elementary functions and densities with their gradients, rounded
once to float64. Needs mpmath.

functions.csv: rule, function, argument, correctly rounded result, units in the last place that are allowed.
densities.csv: rule, density, point, value, gradient. The data of the densities are, for i from 0,
  y_i = (7 i mod 11) / 8 - 1/2, label_i = [i^2 mod 3 = 1], count_i = 3 i mod 7, group_i = i^2 mod 5,
  f_ij = ((5 i + 3 j) mod 13) / 8 - 3/4.
"""
import math
from fractions import Fraction
import mpmath as mp
from mpmath import mpf
from exact import INF, NAN, round_fraction, text

mp.mp.dps = 60


def rounded(x):
    """An mpf, or an exact float, as the nearest float64."""
    if isinstance(x, float):
        return x
    if mp.isinf(x) or mp.isnan(x):
        return float(x)
    sign, man, exp, _ = x._mpf_
    q = Fraction(man) * Fraction(2) ** exp
    return round_fraction(-q if sign else q, "f64", 0.0)


LARGE, TINY, NORMAL = 1.7976931348623157e308, 5e-324, 2.0 ** -1022
ndtr = lambda x: mp.erfc(-x / mp.sqrt(2)) / 2


def ndtri(p):
    low, high = mpf(-39), mpf(9)
    for _ in range(220):
        mid = (low + high) / 2
        if ndtr(mid) < p:
            low = mid
        else:
            high = mid
    return (low + high) / 2


# name: (rule, function, ulps, ordinary arguments, {edge: value})
FUNCTIONS = {
    "exp": ("F1.01", mp.exp, 1, [1.0, -1.0, 0.5, 1e-10, -1e-300, 0.6931471805599453, 10.5, -20.25, 700.1, 709.782712893384, -708.3964185322641,
                                 -720.0, -744.4400719213812, 0.34657359027997264],
            {0.0: 1.0, -0.0: 1.0, INF: INF, -INF: 0.0, 709.782712893385: INF, 1000.0: INF, -745.2: 0.0, -1e9: 0.0, NAN: NAN}),
    "expm1": ("F1.02", mp.expm1, 1, [1.0, -1.0, 1e-10, -1e-5, 1e-300, 0.3, -0.4, 40.0, -40.0, 709.0, 0.5, TINY],
              {0.0: 0.0, -0.0: -0.0, INF: INF, -INF: -1.0, 1000.0: INF, -1000.0: -1.0, NAN: NAN}),
    "log": ("F1.03", mp.log, 1, [2.0, 0.5, 10.0, 0.9999999999999999, 1.0000000000000002, 1.4142135623730951, 0.7071067811865476, 1e300, 1e-300,
                                 TINY, 1e-310, NORMAL, LARGE, 3.0],
            {1.0: 0.0, 0.0: -INF, -0.0: -INF, INF: INF, -1.0: NAN, -INF: NAN, NAN: NAN}),
    "log1p": ("F1.04", mp.log1p, 1, [1.0, -0.5, 1e-10, -1e-10, 1e-300, 0.3, -0.3, 1e10, 1e300, -0.9999999999999999, TINY, -0.29],
              {0.0: 0.0, -0.0: -0.0, -1.0: -INF, INF: INF, -1.5: NAN, -INF: NAN, NAN: NAN}),
    "tanh": ("F1.05", mp.tanh, 2, [0.1, -0.5, 1.0, -2.0, 5.0, 18.0, 1e-8, -1e-300, 0.549306144334055, TINY],
             {0.0: 0.0, -0.0: -0.0, INF: 1.0, -INF: -1.0, 30.0: 1.0, -1e300: -1.0, NAN: NAN}),
    "sigmoid": ("F1.06", lambda x: 1 / (1 + mp.exp(-x)), 3, [1.0, -1.0, 0.1, -10.0, 10.0, -37.0, -100.0, -700.0, -740.0, 36.0, 1e-10],
                {0.0: 0.5, -0.0: 0.5, INF: 1.0, -INF: 0.0, 50.0: 1.0, -800.0: 0.0, NAN: NAN}),
    "softplus": ("F1.07", lambda x: mp.log1p(mp.exp(x)), 2, [1.0, -1.0, 0.0, 0.1, -10.0, 10.0, -37.0, 37.0, -700.0, -740.0, 700.0, 1e-10],
                 {INF: INF, -INF: 0.0, 1e300: 1e300, -800.0: 0.0, NAN: NAN}),
    "ndtr": ("F1.08", ndtr, 2, [1.0, -1.0, 0.1, -0.6744897501960817, 2.0, -5.0, 5.0, -10.0, -20.0, -37.0, -38.2, 8.0, 1e-10],
             {0.0: 0.5, INF: 1.0, -INF: 0.0, 10.0: 1.0, -40.0: 0.0, NAN: NAN}),
    "ndtri": ("F1.09", ndtri, 4, [0.25, 0.75, 0.1, 0.9, 0.01, 0.999, 1e-5, 1e-20, 1e-100, 1e-300, 0.5000001, 0.9999999999999999],
              {0.5: 0.0, 0.0: -INF, 1.0: INF, -0.1: NAN, 1.5: NAN, NAN: NAN}),
    "lgamma": ("F1.10", mp.loggamma, 4, [0.5, 1.5, 3.0, 1e-10, 1e-300, 0.9999999999, 2.0000001, 10.0, 100.5, 1e5, 1e15, 1e300, 1.4616321449683622],
               {1.0: 0.0, 2.0: 0.0, 0.0: INF, INF: INF, NAN: NAN}),
    "digamma": ("F1.11", lambda x: mp.digamma(x), 4, [0.5, 1.0, 2.0, 1e-10, 1.46, 1.4616321449683622, 1.47, 10.0, 100.5, 1e5, 1e15, 1e300],
                {INF: INF, NAN: NAN}),
    "trigamma": ("F1.12", lambda x: mp.polygamma(1, x), 4, [0.5, 1.0, 2.0, 1e-10, 1.46, 10.0, 100.5, 1e5, 1e15, 5.0], {INF: 0.0, NAN: NAN}),
}


def functions():
    rows = []
    for name, (rule, f, ulps, arguments, edges) in FUNCTIONS.items():
        for x in arguments:
            rows.append((rule, name, text(x), text(rounded(mp.re(f(mpf(x))))), str(ulps)))
        for x, value in edges.items():
            rows.append((rule, name, text(x), text(value), "0"))
    # a dict keeps one of 0.0 and -0.0; the other edges at zeros are added here
    for rule, name, x, value in (("F1.01", "exp", -0.0, 1.0), ("F1.02", "expm1", -0.0, -0.0), ("F1.03", "log", -0.0, -INF), ("F1.04", "log1p", -0.0, -0.0),
                                 ("F1.05", "tanh", -0.0, -0.0), ("F1.06", "sigmoid", -0.0, 0.5), ("F1.02", "expm1", 0.0, 0.0), ("F1.04", "log1p", 0.0, 0.0),
                                 ("F1.05", "tanh", 0.0, 0.0)):
        rows = [r for r in rows if r[1:3] != (name, text(x))] + [(rule, name, text(x), text(value), "0")]
    return sorted(set(rows), key=lambda r: (r[0], rows.index(r)))


half = mpf(1) / 2
y = lambda i: mpf(7 * i % 11) / 8 - half
label = lambda i: i * i % 3 == 1
count = lambda i: 3 * i % 7
group = lambda i: i * i % 5
f = lambda i, j: mpf((5 * i + 3 * j) % 13) / 8 - mpf(3) / 4
softplus = lambda x: mp.log1p(mp.exp(x))


def normal(x):
    return sum(-half * ((y(i) - x[0]) / mp.exp(x[1])) ** 2 - x[1] - mp.log(2 * mp.pi) / 2 for i in range(40))


def student(x):
    return sum(-mpf(5) / 2 * mp.log1p(((y(i) - x[0]) / mp.exp(x[1])) ** 2 / 4) - x[1] for i in range(40))


def logistic(x):
    eta = lambda i: sum(f(i, j) * x[j] for j in range(3))
    return sum(-softplus(-eta(i) if label(i) else eta(i)) for i in range(50))


def poisson(x):
    eta = lambda i: x[0] + f(i, 1) * x[1]
    return sum(count(i) * eta(i) - mp.exp(eta(i)) - mp.loggamma(count(i) + 1) for i in range(30))


def gamma(x):
    a, b = mp.exp(x[0]), mp.exp(x[1])
    return sum(a * x[1] - mp.loggamma(a) + (a - 1) * mp.log(y(i) + 1) - b * (y(i) + 1) for i in range(25))


def hierarchical(x):
    """x: five group effects, then mean, log scale, slope."""
    rows = sum(-half * (y(i) - (x[5] + mp.exp(x[6]) * x[group(i)] + x[7] * f(i, 0))) ** 2 for i in range(60))
    return rows - half * sum(x[k] ** 2 for k in range(5))


def mixture(x):
    part = lambda i, m, s: -half * ((y(i) - m) / s) ** 2 - mp.log(s)
    return sum(mp.log(mp.exp(part(i, x[0], mpf(1))) + mp.exp(part(i, x[1], mpf(2)))) for i in range(30))


def categorical(x):
    return sum((x[i % 3] * (1 + f(i, 0))) - mp.log(sum(mp.exp(x[k] * (1 + f(i, 0))) for k in range(3))) for i in range(30))


def probit(x):
    eta = lambda i: x[0] + f(i, 2) * x[1]
    return sum(mp.log(ndtr(eta(i) if label(i) else -eta(i))) for i in range(30))


def multinormal(x):
    """Covariance exp(x0) I + c c', c = (1, 1/2, -1/4); mean x1 in each of 3 places; data (y0, y1, y2)."""
    c = mp.matrix([1, half, -half / 2])
    s = mp.exp(x[0]) * mp.eye(3) + c * c.T
    d = mp.matrix([y(k) - x[1] for k in range(3)])
    return -half * (d.T * mp.inverse(s) * d)[0] - half * mp.log(mp.det(s))


def huber(x):
    def one(r):
        return half * r ** 2 if abs(r) <= half else half * abs(r) - mpf(1) / 8
    return -sum(one(y(i) - x[0] * f(i, 0) - x[1]) for i in range(30))


def product(x):
    return mp.fprod(1 + x[0] * y(i) / 4 + x[1] * f(i, 1) / 8 for i in range(20))


DENSITIES = (
    ("G1.01", normal, ([0.25, -0.5], [3.0, 1.0], [-1.5, 0.125])), ("G1.02", student, ([0.25, -0.5], [30.0, 1.0], [0.1, -3.0])),
    ("G1.03", logistic, ([0.5, -0.25, 1.0], [-30.0, 12.0, 25.0], [0.0, 0.0, 0.0])), ("G1.04", poisson, ([0.5, -0.25], [1.5, 0.75], [-2.0, 1.0])),
    ("G1.05", gamma, ([0.5, 0.25], [-2.0, 1.0], [3.0, 2.0])),
    ("G1.06", hierarchical, ([0.1, -0.2, 0.3, -0.4, 0.5, 0.6, -0.7, 0.8], [1.0, 2.0, -1.0, -2.0, 0.0, -3.0, 1.0, 0.0])),
    ("G1.07", mixture, ([0.5, -0.25], [8.0, -9.0], [1.0, 1.0])), ("G1.08", categorical, ([0.5, -0.25, 1.0], [20.0, -10.0, 3.0])),
    ("G1.09", probit, ([0.5, -0.25], [3.0, 2.0], [-1.0, 4.0])), ("G1.10", multinormal, ([0.5, -0.25], [-3.0, 1.0], [2.0, 0.0])),
    ("G1.11", huber, ([0.5, -0.25], [1.0, 0.1])), ("G1.12", product, ([0.5, -0.25], [1.0, 0.5])))


def densities():
    rows = []
    for rule, density, points in DENSITIES:
        for x in points:
            at = [mpf(v) for v in x]
            value = density(at)
            gradient = [mp.diff(lambda t, k=k: density(at[:k] + [t] + at[k + 1:]), at[k]) for k in range(len(x))]
            rows.append((rule, density.__name__, " ".join(map(text, x)), text(rounded(value)), " ".join(text(rounded(g)) for g in gradient)))
    return rows


def write(name, header, rows):
    with open(name, "w", newline="\n") as out:
        out.write("\n".join([header] + [",".join(r) for r in rows]) + "\n")


if __name__ == "__main__":
    write("functions.csv", "rule,function,argument,result,ulps", functions())
    write("densities.csv", "rule,density,point,value,gradient", densities())
