"""Log-densities of series, of zero-sum normal vectors and of multivariate t vectors for families.py; each formula is held to another one by an assertion.

Parameters: of a random walk mu, sigma and those of its normal first value; of an autoregressive series the number of coefficients, these, the constant, sigma and
those of its normal first values; of zero-sum vectors sigma; of t vectors the degrees of
freedom, the dimension, the location and the matrix row by row.
"""

import itertools

import mpmath as mp


def normal(x, mu, sigma):
    z = (x - mu) / sigma
    return -z * z / 2 - mp.log(sigma) - mp.log(2 * mp.pi) / 2


def mv_normal(x, mean, cov):
    d = len(x)
    away = mp.matrix([a - b for a, b in zip(x, mean)])
    lower = mp.cholesky(cov)
    z = mp.lu_solve(lower, away)
    return -sum(v * v for v in z) / 2 - sum(mp.log(lower[i, i]) for i in range(d)) - d * mp.log(2 * mp.pi) / 2


def ar(x, rho, constant, sigma, mean, deviation):
    """By its steps."""
    p = len(rho)
    total = sum(normal(v, mean, deviation) for v in x[:p])
    for t in range(p, len(x)):
        total += normal(x[t], constant + sum(rho[i] * x[t - 1 - i] for i in range(p)), sigma)
    return total


def ar_by_covariance(x, rho, constant, sigma, mean, deviation):
    """As a normal vector, whose elements are sums of independent normal numbers."""
    n, p = len(x), len(rho)
    means, weights = [], mp.zeros(n, n)
    for t in range(n):
        if t < p:
            means.append(mean)
            weights[t, t] = deviation
        else:
            means.append(constant + sum(rho[i] * means[t - 1 - i] for i in range(p)))
            for j in range(n):
                weights[t, j] = sum(rho[i] * weights[t - 1 - i, j] for i in range(p))
            weights[t, t] += sigma
    return mv_normal(x, means, weights * weights.T)


def agree(a, b):
    assert abs(a - b) <= mp.mpf("1e-30") * max(1, abs(a)), (a, b)
    return a


def dyadics(seed, n, scale):
    """Numbers between -scale and scale whose sums and differences are exact in doubles."""
    state = seed
    found = []
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2**31
        found.append((state / 2**31 // 2**-10 * 2**-10 * 2 - 1) * scale)
    return found


WALKS = [(0.0, 1.0, 0.0, 1.0), (0.25, 0.5, -2.0, 3.0), (-1.0, 0.0078125, 4.0, 0.1), (0.1, 30.0, 0.0, 100.0), (1e-3, 1e-5, 1.0, 2.0)]
SERIES = [
    ((0.5,), 0.0, 1.0, 0.0, 1.0),
    ((-0.9,), 1.5, 0.25, 3.0, 2.0),
    ((1.25,), -0.1, 2.0, 0.0, 0.5),
    ((0.6, 0.3), 0.0, 0.7, 1.0, 1.0),
    ((1.5, -0.75, 0.125), 2.0, 5.0, -1.0, 10.0),
    ((0.1, 0.0, 0.2, 0.0, 0.3), 0.5, 0.01, 0.0, 1.0),
]
LENGTHS = [1, 2, 3, 5, 40]
SCALES = [0.0625, 1.0, 16.0, 2048.0]


def series():
    for (mu, sigma, m, s), n, scale in itertools.product(WALKS, LENGTHS, SCALES):
        yield "gaussianRandomWalk", (mu, sigma, m, s), dyadics(n, n, scale), ((1.0,), mu, sigma, m, s)
    for (rho, c, sigma, m, s), n, scale in itertools.product(SERIES, LENGTHS, SCALES):
        if n >= len(rho):
            yield "ar", (float(len(rho)), *rho, c, sigma, m, s), dyadics(7 * n, n, scale), (rho, c, sigma, m, s)


def zero_sum(x, sigma):
    """By the length of vectors."""
    if abs(sum(x)) > mp.mpf("1e-9") * max(1, sum(abs(v) for v in x)):
        return -mp.inf
    return -sum(v * v for v in x) / (2 * sigma**2) - (len(x) - 1) * (mp.log(sigma) + mp.log(2 * mp.pi) / 2)


def zero_sum_by_coordinates(x, sigma):
    """Of the differences between each element and the mean of those before it, of length 1."""
    total = mp.mpf(0)
    for k in range(1, len(x)):
        total += normal((x[k] - sum(x[:k]) / k) / mp.sqrt(1 + mp.mpf(1) / k), 0, sigma)
    return total


def zero_sums():
    for sigma, n, scale in itertools.product([1.0, 0.01, 0.3, 30.0, 1e5], [2, 3, 5, 40], SCALES):
        x = dyadics(n, n - 1, scale)
        yield sigma, [*x, -sum(x)]
    yield 1.0, [1.0, -0.999]
    yield 1.0, [1.0, 1.0, -2.000001]


def mv_student_t(x, nu, mean, cov):
    d = len(x)
    away = mp.matrix([a - b for a, b in zip(x, mean)])
    q = (away.T * mp.lu_solve(cov, away))[0]
    constant = mp.loggamma((nu + d) / 2) - mp.loggamma(nu / 2) - d * mp.log(nu * mp.pi) / 2
    return constant - mp.log(mp.det(cov)) / 2 - (nu + d) / 2 * mp.log1p(q / nu)


def mv_student_t_as_mixture(x, nu, mean, cov):
    """Of normal vectors, over the inverse of their common variance, a gamma number: by quadrature."""
    d = len(x)

    def at(t):
        w = mp.exp(t)
        gamma = nu / 2 * mp.log(nu / 2) - mp.loggamma(nu / 2) + nu / 2 * t - nu / 2 * w
        return mp.exp(gamma + mv_normal(x, mean, cov / w))

    return mp.log(mp.quad(at, mp.linspace(-40, 12, 53)))


TS = {"mvStudentT": [0.5, 4.0, 1e6], "mvStudentTCholesky": [4.0], "mvStudentTPrecision": [4.0]}


def ts(scales, vectors, steps):
    for name, nus in TS.items():
        given, covariance = scales[name.replace("StudentT", "Normal")]
        for nu, (mean, cov), step in itertools.product(nus, vectors, steps):
            matrix = given(mp.matrix(cov))
            x = [m + step * (1 if i % 2 == 0 else 0.25) for i, m in enumerate(mean)]
            exact = ([mp.mpf(v) for v in x], mp.mpf(nu), [mp.mpf(v) for v in mean], covariance(matrix))
            value = mv_student_t(*exact)
            if name == "mvStudentT" and nu == 4 and abs(step) <= 3 and len(x) < 3:
                with mp.workdps(20):
                    assert abs(value - mv_student_t_as_mixture(*exact)) < mp.mpf("1e-15"), (nu, x)
            yield name, [nu, float(len(mean)), *mean, *[float(v) for row in matrix.tolist() for v in row]], x, value


def rows(scales, vectors, steps):
    """Name, parameters, x, log-density."""
    for name, given, x, (rho, *others) in series():
        exact = ([mp.mpf(v) for v in x], [mp.mpf(v) for v in rho], *[mp.mpf(v) for v in others])
        value = ar(*exact)
        if len(x) <= 5:
            agree(value, ar_by_covariance(*exact))
        if value > -1e5:
            yield name, given, x, value
    for sigma, x in zero_sums():
        exact = [mp.mpf(v) for v in x]
        value = zero_sum(exact, mp.mpf(sigma))
        if value > -mp.inf:
            agree(value, zero_sum_by_coordinates(exact, mp.mpf(sigma)))
        if not -mp.inf < value < -1e5:
            yield "zeroSumNormal", [sigma], x, value
    yield from ts(scales, vectors, steps)
