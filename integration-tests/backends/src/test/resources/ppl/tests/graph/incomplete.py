"""Reference values of the regularised incomplete gamma and beta functions, from arithmetic with 60 digits.

    python3 incomplete.py gamma > incomplete_gamma.csv
    python3 incomplete.py beta > incomplete_beta.csv

Columns: the operands; logs of the lower and the upper tail; their derivatives by each operand in the order of the operands,
lower tail first. The smaller tail is summed as a series of positive terms or by a continued fraction, the other follows. All is
evaluated at exactly the doubles written; of x and y = 1 - x the smaller one is exact. Needs mpmath.
"""

import random
import sys

import mpmath as mp

mp.mp.dps = 60
H = mp.mpf(10) ** -20


def eps():
    return mp.mpf(10) ** -mp.mp.dps


def gamma_lower(a, x):
    term = total = mp.mpf(1)
    k = 0
    while term > eps() * total:
        k += 1
        term *= x / (a + k)
        total += term
    return a * mp.log(x) - x - mp.loggamma(a + 1) + mp.log(total)


def gamma_upper(a, x):
    """Lentz's continued fraction from 3 on, below that one minus the lower tail with digits to spare."""
    if x < 3 or x < a + 1:
        with mp.workdps(420 if a < 1e-3 else 120):
            return +mp.log(-mp.expm1(gamma_lower(mp.mpf(a), mp.mpf(x))))
    b = x + 1 - a
    c = mp.mpf(10) ** 400
    h = d = 1 / b
    i = 0
    while True:
        i += 1
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        h *= d * c
        if abs(d * c - 1) < eps():
            return a * mp.log(x) - x - mp.loggamma(a) + mp.log(h)


def beta_lower(a, b, x, log_x, log_y):
    term = total = mp.mpf(1)
    k = 0
    while term > eps() * total * (1 - x):
        term *= x * (a + b + k) / (a + 1 + k)
        total += term
        k += 1
    return a * log_x + b * log_y - mp.loggamma(a + 1) - mp.loggamma(b) + mp.loggamma(a + b) + mp.log(total)


def partial(f, args, i):
    at = args[i]
    up = f(*args[:i], at * (1 + H), *args[i + 1 :])
    down = f(*args[:i], at * (1 - H), *args[i + 1 :])
    return (up - down) / (2 * H * at)


def row(operands, lower, log, slopes):
    """Both tails from the one that is given."""
    other = mp.log(-mp.expm1(log)) if log > -100 else mp.log1p(-mp.exp(log))
    ratio = -mp.exp(log - other)
    logs = (log, other) if lower else (other, log)
    pairs = [(s, ratio * s) if lower else (ratio * s, s) for s in slopes]
    numbers = list(logs) + [s for pair in pairs for s in pair]
    print(",".join([repr(float(x)) for x in operands] + [repr(float(v)).replace("inf", "Infinity") for v in numbers]))


def gamma_row(a, x):
    m, t = mp.mpf(a), mp.mpf(x)
    log = gamma_lower(m, t)
    lower = log < -0.5
    f = gamma_lower if lower else gamma_upper
    log = f(m, t)
    density = mp.exp((m - 1) * mp.log(t) - t - mp.loggamma(m) - log)
    row((a, x), lower, log, [partial(f, [m, t], 0), density if lower else -density])


def beta_row(a, b, x, y):
    p, q = mp.mpf(a), mp.mpf(b)
    s = mp.mpf(x) if x <= y else 1 - mp.mpf(y)
    t = 1 - s if x <= y else mp.mpf(y)
    log_s, log_t = mp.log(s), mp.log(t)
    lower = s < 0.1 or (s < 0.9 and s < p / (p + q))
    one = lambda p, q: beta_lower(p, q, s, log_s, log_t)
    two = lambda p, q: beta_lower(q, p, t, log_t, log_s)
    near, far = (one, two) if lower else (two, one)
    log = near(p, q)
    f = near
    if log > -0.5:  # the other tail is the smaller one: with digits to spare
        mp.mp.dps = 250
        log_s, log_t = mp.log(s), mp.log(t)
        f = lambda p, q: mp.log(-mp.expm1(near(p, q)))
        lower = not lower
    log = f(p, q)
    density = mp.exp((p - 1) * log_s + (q - 1) * log_t + mp.loggamma(p + q) - mp.loggamma(p) - mp.loggamma(q) - log)
    slopes = [partial(f, [p, q], 0), partial(f, [p, q], 1), density if lower else -density]
    row((a, b, x, y), lower, log, slopes)
    mp.mp.dps = 60


def gamma_points(rng):
    def log_uniform(lo, hi):
        return 10 ** rng.uniform(lo, hi)

    def around(a, sd=3):
        return a * max(1e-3, 1 + rng.gauss(0, sd) / a**0.5)

    points = [(log_uniform(-6, 0), log_uniform(-8, 1.5)) for _ in range(80)]
    points += [(log_uniform(-290, -6), log_uniform(-290, 1.4)) for _ in range(20)]
    points += [(a, a * log_uniform(-3, 1.3)) for a in (rng.uniform(0.5, 10) for _ in range(60))]
    points += [(a, around(a)) for a in (log_uniform(0.9, 4) for _ in range(60))]
    points += [(a, around(a)) for a in (log_uniform(4, 8) for _ in range(10))]
    points += [(a, a * log_uniform(-2, 1)) for a in (log_uniform(0.9, 3.5) for _ in range(30))]
    points += [(2.0, 45.0), (2.0, 1e4), (50.0, 1e-87), (0.5, 1e4), (1.0, 1.0), (1.0, 0.67), (8.0, 8.0), (7.999, 7.999), (1.0, 3.0)]
    return points


def beta_points(rng):
    def log_uniform(lo, hi):
        return 10 ** rng.uniform(lo, hi)

    def anywhere():
        kind = rng.random()
        t = log_uniform(-12, -0.4)
        return (t, 1 - t) if kind < 0.4 else (1 - t, t) if kind < 0.8 else split(rng.uniform(0.01, 0.99))

    def split(y):
        return (1 - y, y) if y < 0.5 else ((1 - y), 1 - (1 - y))

    def around(a, b):
        m = b / (a + b)
        y = m + rng.gauss(0, 3) * (m * (1 - m) / (a + b + 1)) ** 0.5
        return split(y if 0 < y < 1 else m)

    shapes = [(rng.uniform(0.5, 12), rng.uniform(0.5, 12)) for _ in range(60)]
    shapes += [(log_uniform(-6, 0), log_uniform(-6, 0)) for _ in range(50)]
    shapes += [(log_uniform(-6, 0), log_uniform(0, 3)) for _ in range(40)]
    shapes += [(log_uniform(0, 3), log_uniform(-6, 0)) for _ in range(40)]
    points = [(a, b, *anywhere()) for a, b in shapes]
    shapes = [(log_uniform(0.9, 3.5), log_uniform(0.9, 3.5)) for _ in range(40)]
    shapes += [(log_uniform(0, 1), log_uniform(1, 3.5)) for _ in range(30)]
    shapes += [(log_uniform(1, 3.5), log_uniform(0, 1)) for _ in range(30)]
    shapes += [(log_uniform(4, 6), log_uniform(4, 6)) for _ in range(4)]
    points += [(a, b, *around(a, b)) for a, b in shapes]
    points += [(50.0, 2.0, 1e-87, 1.0), (2.0, 300.0, 1.0, 1e-30), (1e-3, 2.0, 1.0, 1e-100), (1.0, 1.0, 0.25, 0.75)]
    points += [(3.0, 3.0, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5), (1.0, 5.0, 0.125, 0.875)]
    return points


if sys.argv[1] == "gamma":
    print("a,x,log_p,log_q,log_p_a,log_q_a,log_p_x,log_q_x")
    for point in gamma_points(random.Random(20260301)):
        gamma_row(*point)
else:
    print("a,b,x,y,log_p,log_q,log_p_a,log_q_a,log_p_b,log_q_b,log_p_x,log_q_x")
    for point in beta_points(random.Random(20260302)):
        beta_row(*point)
