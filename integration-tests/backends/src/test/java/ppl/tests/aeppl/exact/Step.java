package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.ONE;
import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.DoubleFunction;
import ppl.graph.Functions;
import ppl.graph.Var;

/** A link of a chain: an elementwise function of the variable so far. */
sealed interface Step {

    /** The expression that users write. */
    Var node(Var x, DoubleFunction<Var> number);

    /** Its value in doubles, as a user computes data. */
    double forward(double x);

    /** Monotone functions without a number. */
    enum Named implements Step {
        EXP,
        LOG,
        SQRT,
        LOG1P,
        EXPM1,
        SIGMOID,
        SOFTPLUS,
        NEGATE;

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            return switch (this) {
                case EXP -> x.exp();
                case LOG -> x.log();
                case SQRT -> x.sqrt();
                case LOG1P -> Functions.log1p(x);
                case EXPM1 -> Functions.expm1(x);
                case SIGMOID -> Functions.sigmoid(x);
                case SOFTPLUS -> Functions.softplus(x);
                case NEGATE -> x.unaryMinus();
            };
        }

        @Override
        public double forward(double x) {
            return switch (this) {
                case EXP -> Math.exp(x);
                case LOG -> Math.log(x);
                case SQRT -> Math.sqrt(x);
                case LOG1P -> Math.log1p(x);
                case EXPM1 -> Math.expm1(x);
                case SIGMOID -> x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
                case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
                case NEGATE -> -x;
            };
        }

        @Override
        public double least() {
            return switch (this) {
                case LOG, SQRT -> 0;
                case LOG1P -> -1;
                default -> Double.NEGATIVE_INFINITY;
            };
        }

        @Override
        public boolean reaches(BigDecimal y) {
            return switch (this) {
                case EXP, SQRT, SOFTPLUS -> y.signum() > 0;
                case EXPM1 -> y.compareTo(ONE.negate()) > 0;
                case SIGMOID -> y.signum() > 0 && y.compareTo(ONE) < 0;
                case LOG, LOG1P, NEGATE -> true;
            };
        }

        @Override
        public BigDecimal inverse(Real r, BigDecimal y) {
            return switch (this) {
                case EXP -> r.log(y);
                case LOG -> r.exp(y);
                case SQRT -> r.times(y, y);
                case LOG1P -> r.minus(r.exp(y), ONE);
                case EXPM1 -> r.log(r.plus(y, ONE));
                case SIGMOID -> r.log(r.div(y, r.minus(ONE, y)));
                case SOFTPLUS -> r.log(r.minus(r.exp(y), ONE));
                case NEGATE -> y.negate();
            };
        }

        @Override
        public BigDecimal image(Real r, BigDecimal x) {
            return switch (this) {
                case EXP -> r.exp(x);
                case LOG -> r.log(x);
                case SQRT -> r.sqrt(x);
                case LOG1P -> r.log(r.plus(x, ONE));
                case EXPM1 -> r.minus(r.exp(x), ONE);
                case SIGMOID -> r.div(ONE, r.plus(ONE, r.exp(x.negate())));
                case SOFTPLUS -> r.log(r.plus(ONE, r.exp(x)));
                case NEGATE -> x.negate();
            };
        }

        @Override
        public BigDecimal slope(Real r, BigDecimal y) {
            return switch (this) {
                case EXP -> r.div(ONE, y);
                case LOG, LOG1P -> r.exp(y);
                case SQRT -> r.times(y, Real.TWO);
                case EXPM1 -> r.div(ONE, r.plus(y, ONE));
                case SIGMOID -> r.div(ONE, r.times(y, r.minus(ONE, y)));
                case SOFTPLUS -> r.div(ONE, r.minus(ONE, r.exp(y.negate())));
                case NEGATE -> ONE;
            };
        }

        @Override
        public List<BigDecimal> factors(Real r, BigDecimal y) {
            return this == SIGMOID ? List.of(r.div(ONE, y), r.div(ONE, r.minus(ONE, y))) : Step.super.factors(r, y);
        }

        @Override
        public boolean increasing() {
            return this != NEGATE;
        }
    }

    /** Monotone functions with a number, which is on the left in the last two. */
    record WithNumber(Op op, double c) implements Step {

        enum Op {
            PLUS,
            TIMES,
            OVER,
            MINUS_FROM,
            RECIPROCAL
        }

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            Var n = number.apply(c);
            return switch (op) {
                case PLUS -> x.plus(n);
                case TIMES -> x.times(n);
                case OVER -> x.div(n);
                case MINUS_FROM -> n.minus(x);
                case RECIPROCAL -> n.div(x);
            };
        }

        @Override
        public double forward(double x) {
            return switch (op) {
                case PLUS -> x + c;
                case TIMES -> x * c;
                case OVER -> x / c;
                case MINUS_FROM -> c - x;
                case RECIPROCAL -> c / x;
            };
        }

        @Override
        public double least() {
            return op == Op.RECIPROCAL ? 0 : Double.NEGATIVE_INFINITY;
        }

        @Override
        public boolean reaches(BigDecimal y) {
            return op != Op.RECIPROCAL || y.signum() == Math.signum(c);
        }

        @Override
        public BigDecimal inverse(Real r, BigDecimal y) {
            return switch (op) {
                case PLUS -> r.minus(y, num(c));
                case TIMES -> r.div(y, num(c));
                case OVER -> r.times(y, num(c));
                case MINUS_FROM -> r.minus(num(c), y);
                case RECIPROCAL -> r.div(num(c), y);
            };
        }

        @Override
        public BigDecimal image(Real r, BigDecimal x) {
            return switch (op) {
                case PLUS -> r.plus(x, num(c));
                case TIMES -> r.times(x, num(c));
                case OVER -> r.div(x, num(c));
                case MINUS_FROM -> r.minus(num(c), x);
                case RECIPROCAL -> r.div(num(c), x);
            };
        }

        @Override
        public BigDecimal slope(Real r, BigDecimal y) {
            return switch (op) {
                case PLUS, MINUS_FROM -> ONE;
                case TIMES -> r.div(ONE, num(c));
                case OVER -> num(c);
                case RECIPROCAL -> r.div(num(c), r.times(y, y));
            };
        }

        @Override
        public boolean increasing() {
            return switch (op) {
                case PLUS -> true;
                case MINUS_FROM -> false;
                case TIMES, OVER -> c > 0;
                case RECIPROCAL -> c < 0;
            };
        }
    }

    /** {@code max(x, c)} if {@code lower}, else {@code min(x, c)}. */
    record Clip(boolean lower, double c) implements Step {

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            return lower ? Functions.maximum(x, number.apply(c)) : Functions.minimum(x, number.apply(c));
        }

        @Override
        public double forward(double x) {
            return lower ? Math.max(x, c) : Math.min(x, c);
        }

        /** Positive where x is left as it is, 0 at the bound. */
        int side(BigDecimal x) {
            int above = x.compareTo(num(c));
            return lower ? above : -above;
        }

        @Override
        public boolean reaches(BigDecimal y) {
            return true;
        }

        @Override
        public BigDecimal inverse(Real r, BigDecimal y) {
            return y;
        }

        @Override
        public BigDecimal image(Real r, BigDecimal x) {
            return side(x) > 0 ? x : num(c);
        }

        @Override
        public BigDecimal slope(Real r, BigDecimal y) {
            return ONE;
        }

        @Override
        public boolean increasing() {
            return true;
        }
    }

    /** The least number at which it is defined. */
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /** Whether a number is one of its values (0 at which infinity arrives is not). */
    boolean reaches(BigDecimal y);

    /** The exact inverse. */
    BigDecimal inverse(Real r, BigDecimal y);

    /** The exact value. */
    BigDecimal image(Real r, BigDecimal x);

    /** The absolute derivative of the inverse, up to sign. */
    BigDecimal slope(Real r, BigDecimal y);

    /** The factors of that, each of which a computation may round. */
    default List<BigDecimal> factors(Real r, BigDecimal y) {
        return List.of(slope(r, y).abs());
    }

    boolean increasing();
}
