"""Writes normal_quantile.csv (p, quantile): quantiles of the standard normal from 60-digit arithmetic.

Usage: python normal_quantile_reference.py FOLDER        (needs mpmath)
"""

import pathlib
import sys

import mpmath

mpmath.mp.dps = 60


def quantile(p):
    p = mpmath.mpf(p)
    tail = min(p, 1 - p)
    start = -mpmath.sqrt(-2 * mpmath.log(tail)) if tail < 0.3 else mpmath.sqrt(2 * mpmath.pi) * (tail - 0.5)
    x = mpmath.findroot(lambda z: mpmath.ncdf(z) / tail - 1, start)
    return x if p <= 0.5 else -x


def main(folder):
    points = [i / 16 for i in range(1, 16)] + [(r - 0.375) / (n + 0.25) for n in (4, 101, 4000, 10**6) for r in (1, 2, n - 1, n)]
    points += [0.49999, 0.500001, 1e-3, 1e-6, 1e-12, 1 - 1e-9]
    with open(folder / "normal_quantile.csv", "w", encoding="utf-8") as out:
        out.write("p,quantile\n")
        for p in points:
            value = 0.0 if p == 0.5 else float(quantile(p))
            out.write(f"{p!r},{value!r}\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
