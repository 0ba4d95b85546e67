#!/usr/bin/env python3
"""Makes bins.csv: python3 bins.py. Needs scipy.

One line a law: name, parameters, upper ends of bins (closed above, the last bin has none) and probabilities of bins, in
four fields that semicolons separate. Continuous laws have 100 bins of equal probability; of a law on whole numbers,
neighbours are joined until a bin has at least 1/120, so that a large mean has about 100 bins too.
"""
from pathlib import Path

import numpy as np
from scipy import stats

CONTINUOUS = {
    "uniform": (stats.uniform, [()]),
    "normal": (stats.norm, [()]),
    "exponential": (stats.expon, [()]),
    "gamma": (stats.gamma, [(0.05,), (0.5,), (1.0,), (2.5,), (400.0,)]),
    "beta": (stats.beta, [(0.5, 0.5), (1.0, 1.0), (2.0, 5.0), (0.1, 3.0), (50.0, 80.0)]),
    "student_t": (stats.t, [(0.7,), (1.0,), (3.0,), (10.0,), (1e3,)]),
    "chi_squared": (stats.chi2, [(1.0,), (7.0,)]),
}
DISCRETE = {
    "poisson": (stats.poisson, [(0.3,), (4.0,), (9.9,), (10.0,), (25.0,), (1e6,)]),
    "binomial": (stats.binom, [(10, 0.3), (40, 0.5), (1000, 0.002), (500, 0.3), (100000, 0.9), (20, 0.97)]),
}


def line(name, parameters, ends, probabilities):
    fields = [name] + [" ".join(repr(float(v)) for v in xs) for xs in (parameters, ends, probabilities)]
    return ";".join(fields) + "\n"


def whole(law):
    ends, probabilities, last = [], [], 0.0
    for k in range(int(law.ppf(1e-9)), int(law.ppf(1 - 1e-9)) + 1):
        if law.cdf(k) - last >= 1 / 120 and law.sf(k) >= 1 / 120:
            ends.append(k)
            probabilities.append(law.cdf(k) - last)
            last = law.cdf(k)
    return ends, probabilities + [1 - last]


text = ""
for name, (law, sets) in CONTINUOUS.items():
    for p in sets:
        text += line(name, p, law(*p).ppf(np.arange(1, 100) / 100), [0.01] * 100)
for name, (law, sets) in DISCRETE.items():
    for p in sets:
        text += line(name, p, *whole(law(*p)))
for weights in ([0.1, 0.2, 0.3, 0.4], [1.0, 0.0, 5.0, 0.0, 2.0, 0.0], [3.0]):
    total = np.cumsum(weights)
    text += line("categorical", weights, range(len(weights) - 1), np.array(weights) / total[-1])
(Path(__file__).parent / "bins.csv").write_text(text)
