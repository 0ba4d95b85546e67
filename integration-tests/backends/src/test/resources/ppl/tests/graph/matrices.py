"""Solutions, inverses and determinants of the very matrices that the doubles are, computed with mpmath to 60 digits.

    python3 matrices.py > matrices.csv

Columns, separated by ';': name; n; elements; right side; condition number; solution; inverse; sign of the determinant; log of its
magnitude. Numbers are rounded once. The condition number is that of Bauer and Skeel, the maximum norm of |A^-1| |A|: how much an error
of one ulp in each element can change a solution. It does not see how rows are scaled.
"""

import random
import mpmath as mp

mp.mp.dps = 60


def hilbert(n):
    return [[1.0 / (i + j + 1) for j in range(n)] for i in range(n)]


def uniform(n, seed):
    r = random.Random(seed)
    return [[r.uniform(-1, 1) for _ in range(n)] for _ in range(n)]


def graded(n, seed):
    """Rows and columns of very different sizes."""
    a = uniform(n, seed)
    return [[a[i][j] * 10.0 ** (3 * (i * 5 % n) - 2 * j) for j in range(n)] for i in range(n)]


def gram(n, seed):
    a = uniform(n, seed)
    return [[sum(a[k][i] * a[k][j] for k in range(n)) + (0.1 if i == j else 0.0) for j in range(n)] for i in range(n)]


def text(x):
    return repr(float(x))


def row(name, a):
    n = len(a)
    b = [(-1) ** i * (1 + i * 0.25) for i in range(n)]
    m = mp.matrix(a)
    inverse = m ** -1
    condition = max(sum(abs(inverse[i, k]) * abs(m[k, j]) for j in range(n) for k in range(n)) for i in range(n))
    x = inverse * mp.matrix(b)
    det = mp.det(m)
    cells = [name, n, " ".join(text(v) for r in a for v in r), " ".join(map(text, b)), text(condition),
             " ".join(text(v) for v in x), " ".join(text(inverse[i, j]) for i in range(n) for j in range(n)),
             int(mp.sign(det)), text(mp.log(abs(det)))]
    return ";".join(map(str, cells))


rows = [row("one by one", [[-0.3]]),
        row("two by two", [[1e-20, 1.0], [1.0, 1.0]]),
        row("random of 5", uniform(5, 1)),
        row("random of 6", uniform(6, 2)),
        row("random of 20", uniform(20, 3)),
        row("graded of 7", graded(7, 4)),
        row("Hilbert of 8", hilbert(8)),
        row("positive definite of 3", gram(3, 5)),
        row("positive definite of 12", gram(12, 6)),
        row("positive definite Hilbert of 6", hilbert(6))]
print("\n".join(rows))
