"""Laws of vectors with a given sum: their log-densities for families.py, and the slopes of these by the vector of parameters.

    python3 compositions.py > compositions.csv

Columns: distribution, parameters (separated by spaces, the total of counts first), x, slopes by each element of the vector of parameters. From 60-digit
arithmetic; those by probabilities are of probabilities divided by their sum. Needs mpmath.
"""

import mpmath as mp

from tails import INF

TINY = 2.0**-40


def dirichlet(x, alpha):
    """Log-density of shares by the volume of all but one of them; doubles that sum to 1 but for rounding."""
    if min(x) < 0 or abs(sum(x) - 1) > mp.mpf("1e-9"):
        return -INF
    constant = mp.loggamma(sum(alpha)) - sum(mp.loggamma(a) for a in alpha)
    if any(v == 0 and a > 1 for a, v in zip(alpha, x)):
        return -INF
    for a, v in zip(alpha, x):
        if v == 0 and a < 1:
            return INF
        constant += (a - 1) * mp.log(v) if v > 0 else 0
    return constant


def are_counts(x, n):
    return all(v >= 0 and v == mp.floor(v) for v in x) and sum(x) == n


def log_ways(x, n):
    return mp.loggamma(n + 1) - sum(mp.loggamma(v + 1) for v in x)


def multinomial(x, n, p):
    if not are_counts(x, n) or any(v > 0 and q == 0 for v, q in zip(x, p)):
        return -INF
    return log_ways(x, n) + sum(v * mp.log(q / sum(p)) for v, q in zip(x, p) if v > 0)


def multinomial_logit(x, n, z):
    return multinomial(x, n, [mp.exp(v) for v in z])


def dirichlet_multinomial(x, n, alpha):
    if not are_counts(x, n):
        return -INF
    rise = sum(mp.loggamma(v + a) - mp.loggamma(a) for v, a in zip(x, alpha))
    return log_ways(x, n) + mp.loggamma(sum(alpha)) - mp.loggamma(n + sum(alpha)) + rise


def rounded(n, shares):
    """Counts with sum n near the shares."""
    total = sum(shares)
    counts = [int(mp.floor(n * s / total)) for s in shares]
    counts[max(range(len(shares)), key=lambda i: shares[i])] += n - sum(counts)
    return counts


def points(n, shares):
    """Near the mean, some deviations away, all in one category, alike in all, and outside."""
    k = len(shares)
    mean = rounded(n, shares)
    found = [mean, rounded(n, [1] * k)]
    found += [[n if i == j else 0 for i in range(k)] for j in (0, k - 1)]
    for step in (1, int(mp.sqrt(n)), n // 10):
        top = max(range(k), key=lambda i: mean[i])
        for to in (0, k - 1):
            if to != top and mean[top] >= step:
                found.append([c + step * ((i == to) - (i == top)) for i, c in enumerate(mean)])
    found.append([c + (i == 0) for i, c in enumerate(mean)])
    found.append([c + (n + 2) * ((i == 0) - (i == k - 1)) for i, c in enumerate(mean)] if k > 1 else [-n])
    found.append([c + (i == 0) / 2 - (i == k - 1) / 2 for i, c in enumerate(mean)] if k > 1 else [n + 0.5])
    unique = []
    for x in ([float(v) for v in x] for x in found):
        if x not in unique:
            unique.append(x)
    return unique


PROBABILITIES = [
    (0, (0.5, 0.25, 0.25)),
    (1, (0.2, 0.3, 0.5)),
    (12, (1.0,)),
    (7, (0.125, 0.0, 0.875)),
    (30, (1e-300, 0.25, 0.75)),
    (32, (0.0625,) * 16),
    (100, (0.5, 0.5)),
    (250, (TINY, 0.0, 0.5, 0.5 - TINY)),
    (1000, (0.1,) * 10),
    (10**6, (0.3, 0.2, 0.5)),
    (10**9, (0.3, 0.69999, 0.00001)),
    (10**9, (0.25, 0.75 - 2.0**-17, 2.0**-17)),
    (10**9, (0.3, 1e-9, 0.3, 0.4 - 1e-9)),
    (2**60, (0.5, 0.25, 0.25)),
]
LOGITS = [
    (0, (1.5, -2.0)),
    (1, (0.0, 0.0, 0.0)),
    (10, (1.5, -2.0, 0.25)),
    (30, (-800.0, 3.0, 2.5)),
    (20, (float("-inf"), 0.5, 1.0)),
    (60, (700.0, 701.0, -40.0, 699.5)),
    (5, (3.0,)),
    (500, (-800.0, 3.0, 2.5)),
    (2000, (0.25, 0.0, -7.0, 1.0, 2.0)),
    (10**5, (1.0, 0.0, -1.0)),
]
SHAPES = [
    (0, (1.5, 2.0)),
    (7, (3.0,)),
    (12, (2.5, 0.75, 1.0)),
    (10, (0.001, 0.001, 0.001)),
    (40, (1e-5, 5.0, 1000.0)),
    (300, (0.5, 0.5, 0.5, 0.5)),
    (20, (1e12, 1e12)),
    (50, (1e8, 3e8, 5e8)),
    (1000, (1e5, 1e-3, 2.0, 16.0)),
    (10**6, (3e5, 2e5, 1.0)),
    (10**9, (1e9, 2e9, 3e9)),
    (10**9, (0.001, 2.0, 0.5)),
]
CONCENTRATIONS = [
    (0.001, 0.5, 2.0),
    (0.001, 1e5, 3.0),
    (1e5, 1e5, 1e5),
    (1.0, 0.5, 1.0, 2.0),
    (0.001, 0.001, 0.001),
    (1e5, 0.001),
]
SHARES = [
    (0.25, 0.25, 0.5),
    (0.0, 0.25, 0.75),
    (0.25, 0.0, 0.75),
    (0.25, 0.75, 0.0),
    (0.0, 1.0, 0.0),
    (1.0, 0.0, 0.0),
    (TINY, 1 - 2 * TINY, TINY),
    (1e-300, 0.5, 0.5),
    (5e-324, 1.0, 1e-300),
    (0.34375, 0.328125, 0.328125),
    (0.25, 0.25, 0.25, 0.25),
    (0.0, 0.5, 0.0, 0.5),
    (0.0, 0.0, 0.5, 0.5),
    (0.5, 0.0, 0.5, 0.0),
    (1e-12, 0.5, 0.25, 0.25 - 1e-12),
    (0.5, 0.5),
    (1.0, 0.0),
    (1 - TINY, TINY),
    (1.0, 1e-30),
    (1.0, 1e-300),
]


def exact(values):
    return [mp.mpf(v) for v in values]


def number(x):
    return repr(float(x)).replace("inf", "Infinity")


def rows():
    """The name, a function of the vector of parameters alone, the parameters, and the point."""
    for name, law, sets, shares in (
        ("multinomial", multinomial, PROBABILITIES, lambda p: p),
        ("multinomialLogit", multinomial_logit, LOGITS, lambda z: [float(mp.exp(v - max(z))) for v in z]),
        ("dirichletMultinomial", dirichlet_multinomial, SHAPES, lambda a: a),
    ):
        for n, vector in sets:
            for x in points(n, shares(vector)):
                yield name, lambda v, x=x, n=n, law=law: law(exact(x), mp.mpf(n), v), [n], vector, x
    for alpha in CONCENTRATIONS:
        for x in SHARES:
            if len(x) == len(alpha):
                yield "dirichlet", lambda v, x=x: dirichlet(exact(x), v), [], alpha, x


def densities():
    for name, law, n, vector, x in rows():
        yield name, [*n, *vector], x, law(exact(vector))


def slope(law, vector, i):
    """A central difference whose error is below 30 digits."""
    h = abs(vector[i]) * mp.mpf(10) ** -18 if vector[i] else mp.mpf(10) ** -18

    def at(step):
        return law([v + step * h * (i == j) for j, v in enumerate(vector)])

    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)


def has_slopes(name, n, vector, x):
    """Not at probabilities whose rounding counts a thousand million times, nor where a component is 0 that has no density there."""
    if name == "multinomial":
        return min(vector) > 0 and (n[0] <= 10**6 or sum(exact(vector)) == 1)
    return name != "dirichlet" or min(x) > 0


def main():
    print("distribution,parameters,x,slopes")
    with mp.workdps(400):  # of which a probability of 1e-300 leaves enough
        for name, law, n, vector, x in rows():
            values = exact(vector)
            if has_slopes(name, n, vector, x) and min(vector) > -INF and abs(law(values)) < INF:
                slopes = [slope(law, values, i) for i in range(len(values))]
                print(",".join([name, *[" ".join(map(number, v)) for v in ([*n, *vector], x, slopes)]]))


if __name__ == "__main__":
    main()
