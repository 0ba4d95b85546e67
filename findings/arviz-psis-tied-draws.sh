#!/usr/bin/env bash
# ArviZ 0.23.4: Pareto-smoothed importance sampling fits a shorter tail where draws repeat, as those of any Metropolis sampler do.
#
# The tail is meant to be the M largest of S weights, M = ceil(min(S / 5, 3 sqrt(S / reff))), which is what the papers say and R's loo does.
# ArviZ takes those that are larger than the (M + 1)-th: where that one is equal to the M-th, since a proposal was rejected and the draw
# stands there twice, the M-th is not in the tail, nor is any other that equals it. Here one
# weight of 4,000 passes that above it: 1e-12 below or above it the shape k is 0.382199, but equal to it, 0.374920.
#
# For PPL: two models of radon agree with ArviZ to 1e-13 in each observation without such a tie, and differ by 6e-3 in k and up to 3e-6 in elpd
# in the 14 of 1,838 that have one (ppl.api.diagnostics.Loo). Results of NUTS have ties too.
# Needs: Python 3.10 or newer with pip. Prints what was seen; fails if it is no longer so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -q arviz==0.23.4
cat > ties.py <<'PY'
import math
import warnings

warnings.filterwarnings("ignore")
import arviz
import numpy

draws = 4000
weights = numpy.sort(numpy.random.default_rng(1).normal(size=draws))
tail = math.ceil(min(draws / 5, 3 * math.sqrt(draws)))
last = draws - tail - 1  # of those that are not in the tail


def shape(change):
    """The shape where the largest weight outside the tail is the smallest inside, plus a change."""
    changed = weights.copy()
    changed[last] = changed[last + 1] + change
    return float(arviz.psislw(changed, 1.0)[1])


below, tied, above = shape(-1e-12), shape(0.0), shape(1e-12)
print(f"arviz {arviz.__version__}: k is {below:.6f} below, {tied:.6f} at and {above:.6f} above the other weight")
assert arviz.__version__ == "0.23.4"
assert abs(below - above) < 1e-9 and abs(below - tied) > 1e-3
PY
venv/bin/python ties.py 2>/dev/null
