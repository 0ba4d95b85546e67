package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.ONE;
import static ppl.tests.aeppl.exact.Real.ZERO;
import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Families of whole numbers by their textbook formulas. Of a binomial the first parameter is the number of trials. */
enum CountFamily {
    BERNOULLI {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            return List.of(r.log(positive(k == 1 ? p.get(0) : r.minus(ONE, p.get(0)))));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.bernoulli(p.get(0));
        }
    },
    BERNOULLI_LOGIT {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            return List.of(logistic(r, k == 1 ? p.get(0) : p.get(0).negate()));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.bernoulliLogit(p.get(0));
        }
    },
    BINOMIAL {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            int rest = p.get(0).intValueExact() - k;
            return List.of(
                    k == 0 ? ZERO : r.times(num(k), r.log(positive(p.get(1)))),
                    rest == 0 ? ZERO : r.times(num(rest), r.log(positive(r.minus(ONE, p.get(1))))),
                    logWays(r, k, rest));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.binomial(p.get(0).cast(DType.I64), p.get(1));
        }
    },
    BINOMIAL_LOGIT {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            int rest = p.get(0).intValueExact() - k;
            return List.of(
                    r.times(num(k), logistic(r, p.get(1))),
                    r.times(num(rest), logistic(r, p.get(1).negate())),
                    logWays(r, k, rest));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.binomialLogit(p.get(0).cast(DType.I64), p.get(1));
        }
    },
    POISSON {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            BigDecimal power = k == 0 ? ZERO : r.times(num(k), r.log(positive(p.get(0))));
            return List.of(power, p.get(0).negate(), r.logFactorial(k).negate());
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.poisson(p.get(0));
        }
    },
    POISSON_LOG {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            return List.of(
                    r.times(num(k), p.get(0)),
                    r.exp(p.get(0)).negate(),
                    r.logFactorial(k).negate());
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.poissonLog(p.get(0));
        }
    },
    CATEGORICAL {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            return List.of(r.log(positive(p.get(k))));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.categorical(Functions.vector(p.toArray(Var[]::new)));
        }
    },
    CATEGORICAL_LOGIT {
        @Override
        List<BigDecimal> parts(Real r, int k, List<BigDecimal> p) {
            BigDecimal sum = p.stream().map(r::exp).reduce(ZERO, r::plus);
            return List.of(p.get(k), r.log(sum).negate());
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.categoricalLogit(Functions.vector(p.toArray(Var[]::new)));
        }
    };

    /** The summands of the log-probability of a number of the support; {@link Family.Nothing} if it has none. */
    abstract List<BigDecimal> parts(Real r, int k, List<BigDecimal> p);

    abstract Distribution of(List<Var> p);

    /** The greatest value; of a Poisson variable that of an int. */
    int most(double[] p) {
        return switch (this) {
            case BERNOULLI, BERNOULLI_LOGIT -> 1;
            case BINOMIAL, BINOMIAL_LOGIT -> (int) p[0];
            case POISSON, POISSON_LOG -> Integer.MAX_VALUE;
            case CATEGORICAL, CATEGORICAL_LOGIT -> p.length - 1;
        };
    }

    /** Which parameter is a number to differentiate by; −1 for none. */
    int slopeParameter() {
        return switch (this) {
            case BERNOULLI, BERNOULLI_LOGIT, POISSON, POISSON_LOG -> 0;
            case BINOMIAL, BINOMIAL_LOGIT -> 1;
            case CATEGORICAL, CATEGORICAL_LOGIT -> -1;
        };
    }

    private static BigDecimal positive(BigDecimal p) {
        if (p.signum() <= 0) {
            throw new Family.Nothing();
        }
        return p;
    }

    /** {@code log(1 / (1 + exp(-x)))}. */
    private static BigDecimal logistic(Real r, BigDecimal x) {
        return r.log(r.plus(ONE, r.exp(x.negate()))).negate();
    }

    private static BigDecimal logWays(Real r, int k, int rest) {
        return r.minus(r.logFactorial(k + rest), r.plus(r.logFactorial(k), r.logFactorial(rest)));
    }
}
