package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.ONE;
import static ppl.tests.aeppl.exact.Real.TWO;
import static ppl.tests.aeppl.exact.Real.ZERO;
import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.graph.Var;

/** Continuous families by their textbook formulas. Shapes are halves of whole numbers, so that gamma functions are products. */
enum Family {
    NORMAL {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal z = r.div(r.minus(x, p.get(0)), p.get(1));
            return r.minus(r.times(r.times(z, z), num(-0.5)), r.plus(r.log(p.get(1)), halfLog2Pi(r)));
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            BigDecimal z = r.div(r.minus(x, p.get(0)), p.get(1));
            return r.ndtr(above ? z.negate() : z);
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.normal(p.get(0), p.get(1));
        }
    },
    LOG_NORMAL(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal log = r.log(x);
            return r.minus(NORMAL.logp(r, log, p), log);
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            return NORMAL.below(r, r.log(x), p, above);
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.logNormal(p.get(0), p.get(1));
        }
    },
    HALF_NORMAL(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            return r.plus(NORMAL.logp(r, x, List.of(ZERO, p.get(0))), r.log(TWO));
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            BigDecimal upper = r.times(TWO, NORMAL.below(r, x, List.of(ZERO, p.get(0)), true));
            return above ? upper : r.minus(ONE, upper);
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.halfNormal(p.get(0));
        }
    },
    EXPONENTIAL(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            return r.minus(r.log(p.get(0)), r.times(x, p.get(0)));
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            BigDecimal upper = r.exp(r.times(x, p.get(0)).negate());
            return above ? upper : r.minus(ONE, upper);
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.exponential(p.get(0));
        }
    },
    UNIFORM {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            return r.log(r.minus(p.get(1), p.get(0))).negate();
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            return r.div(above ? r.minus(p.get(1), x) : r.minus(x, p.get(0)), r.minus(p.get(1), p.get(0)));
        }

        @Override
        double lo(double[] p) {
            return p[0];
        }

        @Override
        double hi(double[] p) {
            return p[1];
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.uniform(p.get(0), p.get(1));
        }
    },
    GAMMA(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal log =
                    r.plus(r.times(r.minus(p.get(0), ONE), log0(r, x, p.get(0))), r.times(p.get(0), r.log(p.get(1))));
            return r.minus(log, r.plus(r.times(x, p.get(1)), logGamma(r, p.get(0))));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.gamma(p.get(0), p.get(1));
        }
    },
    BETA(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal left = r.times(r.minus(p.get(0), ONE), log0(r, x, p.get(0)));
            BigDecimal right = r.times(r.minus(p.get(1), ONE), log0(r, r.minus(ONE, x), p.get(1)));
            BigDecimal norm = r.minus(
                    logGamma(r, r.plus(p.get(0), p.get(1))), r.plus(logGamma(r, p.get(0)), logGamma(r, p.get(1))));
            return r.plus(r.plus(left, right), norm);
        }

        @Override
        double hi(double[] p) {
            return 1;
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.beta(p.get(0), p.get(1));
        }
    },
    STUDENT_T {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal nu = p.get(0);
            BigDecimal half = r.times(r.plus(nu, ONE), num(0.5));
            BigDecimal z = r.div(r.minus(x, p.get(1)), p.get(2));
            BigDecimal kernel = r.log(r.plus(ONE, r.div(r.times(z, z), nu)));
            BigDecimal norm = r.minus(logGamma(r, half), logGamma(r, r.times(nu, num(0.5))));
            norm = r.minus(norm, r.plus(r.times(r.log(r.times(nu, r.pi)), num(0.5)), r.log(p.get(2))));
            return r.minus(norm, r.times(half, kernel));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.studentT(p.get(0), p.get(1), p.get(2));
        }
    },
    CAUCHY {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            BigDecimal z = r.div(r.minus(x, p.get(0)), p.get(1));
            return r.log(r.times(r.times(r.pi, p.get(1)), r.plus(ONE, r.times(z, z))))
                    .negate();
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            BigDecimal z = r.div(r.minus(x, p.get(0)), p.get(1));
            BigDecimal inward = above ? z.negate() : z;
            if (inward.compareTo(ONE.negate()) < 0) {
                return r.div(r.atan(r.div(ONE, inward.negate())), r.pi);
            }
            return r.plus(num(0.5), r.div(r.atan(inward), r.pi));
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.cauchy(p.get(0), p.get(1));
        }
    },
    HALF_CAUCHY(0) {
        @Override
        BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p) {
            return r.plus(CAUCHY.logp(r, x, List.of(ZERO, p.get(0))), r.log(TWO));
        }

        @Override
        BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
            return above
                    ? r.times(TWO, CAUCHY.below(r, x, List.of(ZERO, p.get(0)), true))
                    : r.div(r.times(TWO, r.atan(r.div(x, p.get(0)))), r.pi);
        }

        @Override
        Distribution of(List<Var> p) {
            return Distributions.halfCauchy(p.get(0));
        }
    };

    /** The density is infinite. */
    static final class Pole extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The density is 0. */
    static final class Nothing extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final double lo;

    Family() {
        this(Double.NEGATIVE_INFINITY);
    }

    Family(double lo) {
        this.lo = lo;
    }

    /** The log-density at a point of the closed support. */
    abstract BigDecimal logp(Real r, BigDecimal x, List<BigDecimal> p);

    /** The probability below (or above) a point of the support; null if the system gives none. */
    @Nullable
    BigDecimal below(Real r, BigDecimal x, List<BigDecimal> p, boolean above) {
        return null;
    }

    abstract Distribution of(List<Var> p);

    double lo(double[] p) {
        return lo;
    }

    double hi(double[] p) {
        return Double.POSITIVE_INFINITY;
    }

    boolean hasProbabilities() {
        return this != GAMMA && this != BETA && this != STUDENT_T;
    }

    private static BigDecimal halfLog2Pi(Real r) {
        return r.times(r.log(r.times(TWO, r.pi)), num(0.5));
    }

    /** The log of a distance to an end, where the density falls as a power: 0 where the power is 0. */
    private static BigDecimal log0(Real r, BigDecimal x, BigDecimal shape) {
        if (x.signum() > 0) {
            return r.log(x);
        }
        switch (shape.compareTo(ONE)) {
            case 0 -> {
                return ZERO;
            }
            case 1 -> throw new Nothing();
            default -> throw new Pole();
        }
    }

    /** Of half a whole number. */
    private static BigDecimal logGamma(Real r, BigDecimal a) {
        BigDecimal x = a;
        BigDecimal product = ONE;
        while (x.compareTo(ONE) > 0) {
            x = r.minus(x, ONE);
            product = r.times(product, x);
        }
        BigDecimal rest = x.compareTo(ONE) == 0 ? ONE : r.sqrt(r.pi);
        return r.log(r.times(product, rest));
    }
}
