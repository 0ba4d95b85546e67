"""Derivatives of the log-densities and log-tails of families.py, from 60-digit arithmetic.

    python3 slopes.py > slopes.csv

Columns: distribution, parameters (separated by spaces), x, what is differentiated (logp, logcdf or logsf), slopes: by x, unless it is a whole number, then by
each parameter. Needs mpmath.
"""

import mpmath as mp

from families import DISTRIBUTIONS, number

WHAT = ["logp", "logcdf", "logsf"]
COUNTS = [0, 1, 4, 40, 2000]
REAL = [-9000.0, -30.0, -0.5, 0.75, 3.0, 40.0, 9000.0]
POSITIVE = [1e-30, 1e-3, 0.3, 0.98, 1.25, 7.0, 60.0]

POINTS = {
    "negativeBinomial": ([(3.5, 2.25), (12.0, 1e-5), (40.0, 0.01), (30.0, 1e4)], COUNTS),
    "negativeBinomialLog": ([(1.25, 1.0), (-20.0, 0.5), (6.0, 20.0)], COUNTS),
    "negativeBinomialProbability": ([(2.5, 0.9), (1e-5, 0.3), (0.5, 1e-3)], COUNTS),
    "geometric": ([(0.3,), (0.999,), (1e-9,)], [1, 2, 40, 2000]),
    "laplace": ([(1.5, 0.25), (-3.0, 7.5)], REAL),
    "logistic": ([(1.5, 0.25), (-3.0, 7.5)], REAL),
    "gumbel": ([(1.5, 0.9), (-3.0, 7.5)], [-5.0, *REAL[2:]]),
    "weibull": ([(2.0, 0.5), (0.5, 3.0), (35.0, 1.25)], POSITIVE),
    "inverseGamma": ([(2.5, 1.5), (0.5, 2.0), (40.0, 30.0)], POSITIVE[1:]),
    "truncatedNormal": ([(0.5, 1.5, -1.0, 3.0), (0.0, 1.0, 39.0, 40.0)], [-0.5, 0.25, 2.5, 39.01, 39.5]),
    "halfStudentT": ([(2.5, 3.0), (0.1, 1.0), (30.0, 0.5)], POSITIVE),
}


def whole(name):
    return POINTS[name][1][-1] == 2000


def slopes(law, column, parameters, x, by_x):
    args = [mp.mpf(v) for v in (x, *parameters)]
    for i in range(0 if by_x else 1, len(args)):
        yield derivative(law, column, args, i)


def derivative(law, column, args, i):
    """A central difference whose error is below 30 digits."""
    h = abs(args[i]) * mp.mpf(10) ** -18 if args[i] else mp.mpf(10) ** -18

    def at(step):
        return law(*args[:i], args[i] + step * h, *args[i + 1 :])[column]

    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)


print("distribution,parameters,x,what,slopes")
for name, (parameter_sets, points) in POINTS.items():
    law = DISTRIBUTIONS[name][0]
    for parameters in parameter_sets:
        for x in points:
            values = law(*[mp.mpf(v) for v in (x, *parameters)])
            for column, what in enumerate(WHAT):
                if values[column] > -1e5 and (what == "logp" or values[column] < -1e-280):
                    found = slopes(law, column, parameters, x, not whole(name))
                    print(",".join([name, " ".join(map(number, parameters)), number(x), what, " ".join(repr(float(v)) for v in found)]))
