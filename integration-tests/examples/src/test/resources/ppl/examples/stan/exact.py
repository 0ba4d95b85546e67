# Writes exact.csv: moments of models that have them by quadrature, where those of Stan's draws are known only to their errors.
#
#     python3 exact.py
#
# nile: given step and noise, level is normal: level = start + step walk with start ~ N(1000, 300) and the walk's covariance min(i, j). So its moments
# are those of that normal law, averaged over a grid of log(step) and noise.
import csv
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
data = os.path.join(here, "../../../../../main/resources/ppl/examples/nile.csv")
with open(data) as table:
    rows = list(csv.DictReader(table))
years = [r["year"] for r in rows]
flow = np.array([float(r["flow"]) for r in rows])
n = len(flow)
walk = np.minimum.outer(np.arange(1, n + 1), np.arange(1, n + 1)).astype(float)


def moments(points):
    logs, means, squares = [], [], []
    for log_step in np.linspace(np.log(8), np.log(160), points):
        level = 300.0**2 + np.exp(2 * log_step) * walk
        for noise in np.linspace(75, 185, points):
            factor = np.linalg.cholesky(level + noise**2 * np.eye(n))
            rest = np.linalg.solve(factor, flow - 1000)
            explained = np.linalg.solve(factor, level)
            mean = 1000 + explained.T @ rest
            logs.append(
                -0.5 * rest @ rest
                - np.log(np.diag(factor)).sum()
                - 0.5 * ((log_step - 3.7) / 0.3) ** 2
                - 0.5 * (noise / 200) ** 2
            )
            means.append(mean)
            squares.append(np.diag(level) - (explained**2).sum(0) + mean**2)
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    mean = weights @ np.array(means)
    return mean, np.sqrt(weights @ np.array(squares) - mean**2)


mean, sd = moments(61)
for coarse, fine in zip(moments(41), (mean, sd)):
    assert np.abs(coarse - fine).max() < 1e-4, "the grid is too coarse"
with open(os.path.join(here, "exact.csv"), "w") as out:
    out.write("model,variable,mean,mcse_mean,sd,mcse_sd\n")
    for i, year in enumerate(years):
        out.write(f"nile,level[{year}],{mean[i]:.6f},0,{sd[i]:.6f},0\n")
