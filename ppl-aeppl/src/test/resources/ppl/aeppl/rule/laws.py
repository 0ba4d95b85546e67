"""Writes laws.csv: log-densities, their slopes and both tails of functions of random variables, from their definitions in 60 digits.

Each row: case, value, log-density, its derivative by the value, log P(Y <= y), log P(Y > y); what a case does not give is left empty.
Run: python3 laws.py > laws.csv
"""
from mpmath import mp, mpf, log, exp, sqrt, pi, inf
import mpmath

mp.dps = 60


def number(x):
    if x is None:
        return ""
    if x == -inf:
        return "-Infinity"
    return mp.nstr(x, 22, strip_zeros=False)


class Normal:
    def __init__(self, mu=0, sigma=1):
        self.mu, self.sigma = mpf(mu), mpf(sigma)

    def logp(self, x):
        return -((x - self.mu) / self.sigma) ** 2 / 2 - log(self.sigma) - log(2 * pi) / 2

    def cdf(self, x):
        return mp.erfc((self.mu - x) / self.sigma / sqrt(2)) / 2

    def sf(self, x):
        return mp.erfc((x - self.mu) / self.sigma / sqrt(2)) / 2


class Exponential:
    def __init__(self, rate):
        self.rate = mpf(rate)

    def logp(self, x):
        return log(self.rate) - self.rate * x if x >= 0 else -inf

    def cdf(self, x):
        return -mp.expm1(-self.rate * x) if x > 0 else mpf(0)

    def sf(self, x):
        return exp(-self.rate * x) if x > 0 else mpf(1)


class Uniform:
    def __init__(self, lo, hi):
        self.lo, self.hi = mpf(lo), mpf(hi)

    def logp(self, x):
        return -log(self.hi - self.lo) if self.lo <= x <= self.hi else -inf

    def cdf(self, x):
        return min(mpf(1), max(mpf(0), (x - self.lo) / (self.hi - self.lo)))

    def sf(self, x):
        return 1 - self.cdf(x)


def row(name, y, logp, cdf=None, sf=None, slope=True):
    y = mpf(float(y))
    value = logp(y)
    tails = [None if f is None else (log(f(y)) if f(y) > 0 else -inf) for f in (cdf, sf)]
    print(";".join([name, repr(float(y)), number(value), number(mp.diff(logp, y) if slope else None)]
                   + [number(t) for t in tails]))


def monotone(name, law, inverse, ys, increasing=True):
    """g(X) for a g that is monotone, by its inverse."""
    def logp(y):
        return law.logp(inverse(y)) + log(abs(mp.diff(inverse, y)))
    for y in ys:
        y = mpf(y)
        if isinstance(law, Uniform):  # near its upper end an event has its digits only
            row(name, y, logp, *((lambda t: law.cdf(inverse(t)), None) if increasing else (None, lambda t: law.cdf(inverse(t)))))
        elif increasing:
            row(name, y, logp, lambda t: law.cdf(inverse(t)), lambda t: law.sf(inverse(t)))
        else:
            row(name, y, logp, lambda t: law.sf(inverse(t)), lambda t: law.cdf(inverse(t)))


def asinh(y):
    return log(y + sqrt(y * y + 1)) if y >= 0 else -log(-y + sqrt(y * y + 1))


def ndtri(p):
    return sqrt(2) * mp.erfinv(2 * p - 1)


def root(n):
    return lambda y: mp.sign(y) * abs(y) ** (mpf(1) / n)


normal = Normal("0.25", "1.5")
monotone("tanh normal", normal, mp.atanh, [-0.999999, -0.5, 1e-18, 0.3, 0.9, 0.99999999])
monotone("sinh normal", normal, asinh, [-1e5, -2, 1e-12, 0.7, 30, 1e9])
monotone("asinh normal", normal, mp.sinh, [-3, -0.5, 1e-9, 1.25, 3.5])
monotone("atan normal", normal, mp.tan, [-1.5, -0.8, 1e-10, 0.5, 1.25, 1.56])
monotone("erf normal", normal, mp.erfinv, [-0.9999, -0.5, 1e-15, 0.3, 0.8, 0.9999999])
monotone("erfc normal", normal, lambda y: mp.erfinv(1 - y), [1e-12, 0.1, 0.9, 1.3, 1.9999], increasing=False)
monotone("ndtr normal", normal, ndtri, [1e-12, 0.1, 0.49, 0.75, 0.9999])
monotone("atanh uniform", Uniform("-0.5", 1), mp.tanh, [-0.5, 0.1, 2, 20])
monotone("logit uniform", Uniform(0, 1), lambda y: 1 / (1 + exp(-y)), [-50, -2, 0.25, 3, 40])
monotone("ndtri uniform", Uniform(0, 1), lambda y: mp.erfc(-y / sqrt(2)) / 2, [-30, -2, 0.25, 3, 12])
monotone("acosh of 1 + exponential", Exponential(2), lambda y: mp.cosh(y) - 1, [1e-6, 0.25, 1, 3.5])
monotone("cube of normal", normal, root(3), [-30, -0.001, 1e-9, 0.5, 8, 1e3])
monotone("17th power of normal", normal, root(17), [-30, -0.001, 0.5, 8, 1e6])
monotone("exponential to 2.5", Exponential(2), lambda y: y ** (mpf(2) / 5), [1e-20, 0.25, 1, 40])
monotone("exponential to -1.5", Exponential(2), lambda y: y ** (-mpf(2) / 3), [1e-3, 0.25, 1, 1e20], increasing=False)
monotone("3 to normal", normal, lambda y: log(y) / log(mpf(3)), [1e-5, 0.5, 1, 40, 1e9])
monotone("0.2 to normal", normal, lambda y: log(y) / log(mpf(0.2)),
         [1e-5, 0.5, 1, 40, 1e9], increasing=False)
monotone("log_ndtr normal", normal, lambda y: ndtri(exp(y)), [-30, -2, -0.5, -1e-6])


def folded(name, law, inverse, ys, decreasing=False):
    """h(|X|) for a monotone h, by its inverse."""
    def density(x):
        return exp(law.logp(x)) + exp(law.logp(-x))
    def logp(y):
        return log(density(inverse(y))) + log(abs(mp.diff(inverse, y)))
    def inside(y):
        return law.cdf(inverse(y)) - law.cdf(-inverse(y))
    def beyond(y):
        return law.sf(inverse(y)) + law.cdf(-inverse(y))
    for y in ys:
        tails = (beyond, inside) if decreasing else (inside, beyond)
        row(name, mpf(y), logp, *tails)


def reciprocal(name, law, c, ys):
    c = mpf(c)
    def logp(y):
        return law.logp(c / y) + log(abs(c)) - 2 * log(abs(y))
    def below(y):
        return law.cdf(mpf(0)) - law.cdf(c / y) if y < 0 else law.cdf(mpf(0)) + law.sf(c / y)
    def above(y):
        return law.cdf(c / y) + law.sf(mpf(0)) if y < 0 else law.cdf(c / y) - law.cdf(mpf(0))
    if c < 0:
        below, above = (lambda y: law.cdf(c / y) - law.cdf(mpf(0)) if y < 0 else law.sf(mpf(0)) + law.cdf(c / y),
                        lambda y: law.sf(c / y) + law.cdf(mpf(0)) if y < 0 else law.cdf(mpf(0)) - law.cdf(c / y))
    for y in ys:
        row(name, mpf(y), logp, below, above)


folded("abs of normal", normal, lambda y: y, ["1e-5", "0.25", "3", "20", "60"])
folded("square of normal", normal, sqrt, ["1e-9", "0.25", "3", "400", "2500"])
folded("4th power of normal", normal, lambda y: sqrt(sqrt(y)), ["1e-9", "0.25", "30", "1e6"])
folded("20th power of normal", normal, lambda y: y ** (mpf(1) / 20), ["1e-9", "0.25", "30", "1e6"])
folded("cosh of normal", normal, mp.acosh, ["1.000001", "1.25", "30", "1e6"])
folded("normal to -2", normal, lambda y: 1 / sqrt(y), ["0.0001", "0.25", "3", "1e6"], decreasing=True)
folded("normal density of normal", normal, lambda y: sqrt(-2 * log(y * sqrt(2 * pi))), ["1e-30", "0.1", "0.375"],
       decreasing=True)
reciprocal("reciprocal of normal", normal, 1, ["-1e3", "-0.5", "0.03", "1.25", "1e4"])
reciprocal("-3 / normal", normal, -3, ["-1e3", "-0.5", "0.0625", "1.25", "1e4"])
monotone("cosine of uniform", Uniform("0.1", 1), mp.acos, ["0.6", "0.75", "0.99"], increasing=False)
monotone("sine of uniform", Uniform("-0.5", 1), mp.asin, ["-0.25", "1e-9", "0.8"])
