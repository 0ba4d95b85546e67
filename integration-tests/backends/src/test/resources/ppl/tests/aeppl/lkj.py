"""LKJ laws of Cholesky factors and of correlation matrices, for families.py.

Matrices come from partial correlations z, row after row of the lower triangle, and are rounded to doubles. The density of a factor is that
of the factor before it was rounded: its digits say the same to within rounding. The density of a matrix is that of its digits below the
diagonal.
"""

import itertools

import mpmath as mp

INF = mp.inf
ETAS = [0.5, 1.0, 2.0, 100.0]

# Rows of partial correlations; 1 - d for a number d near the corner.
NEAR = mp.mpf(10) ** -12


def pattern(n, size, scale):
    return [mp.mpf(((7 * k + 3 * n) % 11 - 5) * scale) / size for k in range(n * (n - 1) // 2)]


PARTIALS = [
    (1, []),
    (2, [mp.mpf(0)]),
    (2, [mp.mpf("0.3")]),
    (2, [mp.mpf("-0.999")]),
    (2, [1 - NEAR]),  # 1.4e-6 on the diagonal of the factor
    (2, [-1 + NEAR / 4]),
    (2, [mp.mpf("0.9999994372")]),  # of which the square rounds
    (3, [mp.mpf("0.9999994372"), mp.mpf("-0.9999987136"), mp.mpf("0.375")]),
    (3, [mp.mpf(0)] * 3),
    (3, pattern(3, 8, 1)),
    (3, [1 - NEAR, mp.mpf("0.5"), mp.mpf("-0.25")]),
    (3, [mp.mpf("0.25"), 1 - NEAR, 1 - NEAR]),  # 1e-12 in the corner of the factor
    (3, [1 - NEAR, 1 - NEAR, mp.mpf("0.5")]),  # all correlations near 1
    (4, pattern(4, 6, 1)),
    (5, pattern(5, 8, 1)),
    (10, [mp.mpf(0)] * 45),
    (10, pattern(10, 12, 1)),
    (10, pattern(10, 6, 1)),
    (10, pattern(10, 40, 1)),
]


def factor(n, partials):
    """By square roots of what is left of the length 1 of a row."""
    rows = mp.zeros(n, n)
    k = 0
    for i in range(n):
        left = mp.mpf(1)
        for j in range(i):
            rows[i, j] = partials[k] * mp.sqrt(left)
            left *= 1 - partials[k] ** 2
            k += 1
        rows[i, i] = mp.sqrt(left)
    return rows


def log_constant(eta, n):
    """Of det(R)^(eta - 1) by the elements below the diagonal: Lewandowski et al. (2009), equation (16), by partial correlations."""
    total = mp.mpf(0)
    for k in range(1, n):  # n - k partial correlations given k - 1 variables, (1 + z) / 2 of Beta(b, b)
        b = eta + mp.mpf(n - 1 - k) / 2
        total += (n - k) * ((2 * b - 1) * mp.log(2) + 2 * mp.loggamma(b) - mp.loggamma(2 * b))
    return total


def cholesky_logp(matrix, eta):
    n = matrix.rows
    total = -log_constant(eta, n)
    for i in range(n):
        total += (2 * (eta - 1) + n - 1 - i) * mp.log(matrix[i, i])
    return total


def correlation_logp(matrix, eta):
    determinant = mp.det(matrix)
    return -log_constant(eta, matrix.rows) + (eta - 1) * mp.log(determinant)


def doubles(matrix):
    return [float(v) for row in matrix.tolist() for v in row]


OFF_FACTORS = [
    [1.0, 0.0, 0.6, -0.8],
    [1.0, 0.0, 1.0, 0.0],
    [0.6, 0.8, 0.6, 0.8],
    [1.0, 0.0, 0.6, 0.81],
    [-1.0, 0.0, 0.6, 0.8],
]
OFF_MATRICES = [
    [1.0, 0.5, 0.25, 1.0],
    [1.0, 1.0, 1.0, 1.0],
    [1.0, 1.5, 1.5, 1.0],
    [1.0, 0.5, 0.5, 1.25],
    [1.0, 0.9, -0.9, 0.9, 1.0, 0.9, -0.9, 0.9, 1.0],
]


def rows():
    """Of both laws: the name, the parameters (eta and the number of rows), the matrix row by row, and the log-density."""
    for (n, partials), eta in itertools.product(PARTIALS, ETAS):
        exact = factor(n, partials)
        yield "lkjCholesky", [eta, float(n)], doubles(exact), cholesky_logp(exact, mp.mpf(eta))
    for x, eta in itertools.product(OFF_FACTORS, ETAS):
        yield "lkjCholesky", [eta, 2.0], x, -INF
    for (n, partials), eta in itertools.product(PARTIALS, ETAS):
        lower = factor(n, partials)
        exact = lower * lower.T
        given = mp.matrix(n, n)
        for i, j in itertools.product(range(n), range(n)):
            given[i, j] = mp.mpf(1) if i == j else mp.mpf(float(exact[max(i, j), min(i, j)]))
        if mp.det(given) > 0:  # else rounding has made it singular
            yield "lkjCorrelation", [eta, float(n)], doubles(given), correlation_logp(given, mp.mpf(eta))
    for x, eta in itertools.product(OFF_MATRICES, ETAS):
        yield "lkjCorrelation", [eta, float(round(len(x) ** 0.5))], x, -INF
