"""Random index expressions and what NumPy makes of them.

    python3 indexing.py > indexing.csv

Columns, separated by ';': the shape of x, whose elements are 0, 1, 2, ..; the parts of the index, separated by '|'; the shape of the
result; its elements; for each element of x the sum of 1 + k over the places k of the result that it is picked for (its gradient for the
weights 1, 2, ..). Parts: 'i3' a position, 'r1:7:2' a range with empty ends, 'n' a new axis, 'e' an ellipsis, 't2,3=0 -1 ..' an integer
array of shape (2, 3).
"""

import random

import numpy as np

SEED = 20261
ROWS = 400


def array(rng, n, shape):
    return np.array([rng.randrange(-n, n) for _ in range(int(np.prod(shape)))], dtype=int).reshape(shape)


def bound(rng, n):
    return None if rng.random() < 0.4 else rng.randrange(-n - 1, n + 2)


def part(rng, n, common):
    kind = rng.random()
    if n > 0 and kind < 0.2:
        return rng.randrange(-n, n)
    if n > 0 and kind < 0.65:
        shape = tuple(1 if rng.random() < 0.25 else k for k in common[rng.randrange(len(common) + 1):])
        return array(rng, n, shape)
    return slice(bound(rng, n), bound(rng, n), rng.choice([None, 1, 2, -1, -2]))


def index(rng, shape):
    named = rng.randrange(1, len(shape) + 1)
    common = tuple(rng.choice([0, 1, 2, 2, 3, 3]) for _ in range(rng.choice([1, 1, 2])))
    lead = rng.randrange(named + 1)
    axes = list(range(lead)) + list(range(len(shape) - (named - lead), len(shape)))
    dots = lead < named or rng.random() < 0.2
    parts = [part(rng, shape[a], common) for a in axes]
    if dots:
        parts.insert(lead, Ellipsis)
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        parts.insert(rng.randrange(len(parts) + 1), None)
    return tuple(parts)


def text(p):
    if p is None:
        return "n"
    if p is Ellipsis:
        return "e"
    if isinstance(p, slice):
        return "r" + ":".join("" if v is None else str(v) for v in (p.start, p.stop, p.step or 1))
    if isinstance(p, int):
        return f"i{p}"
    return "t" + ",".join(map(str, p.shape)) + "=" + " ".join(map(str, p.ravel()))


def main():
    rng = random.Random(SEED)
    rows = 0
    while rows < ROWS:
        shape = tuple(rng.choice([1, 2, 3, 3, 4, 5]) for _ in range(rng.randrange(1, 5)))
        parts = index(rng, shape)
        arrays = sum(isinstance(p, np.ndarray) for p in parts)
        if arrays == 0 or (arrays == 1 and rng.random() < 0.7):
            continue
        x = np.arange(int(np.prod(shape))).reshape(shape)
        y = x[parts]
        if y.size > 60 or x.size > 120:
            continue
        gradient = np.zeros(shape, dtype=int)
        np.add.at(gradient, parts, np.arange(1, y.size + 1).reshape(y.shape))
        cells = [
            " ".join(map(str, shape)),
            "|".join(map(text, parts)),
            " ".join(map(str, y.shape)),
            " ".join(map(str, y.ravel())),
            " ".join(map(str, gradient.ravel())),
        ]
        print(";".join(cells))
        rows += 1


main()
