package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.function.DoubleFunction;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/** An elementwise function that a law of whole numbers survives. */
sealed interface CountStep {

    /** The expression that users write. */
    Var node(Var x, DoubleFunction<Var> number);

    /** Its value in doubles, as a user computes data. */
    double forward(double x);

    /** The exact value. */
    BigDecimal image(BigDecimal x);

    /** {@code x + c}, {@code c - x} or {@code -x}; with an integer constant if {@code whole}. */
    record Shift(boolean negates, double c, boolean whole) implements CountStep {

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            Var n = whole ? Var.constant((long) c) : number.apply(c);
            if (!negates) {
                return x.plus(n);
            }
            return whole && c == 0 ? x.unaryMinus() : n.minus(x);
        }

        @Override
        public double forward(double x) {
            return negates ? c - x : x + c;
        }

        @Override
        public BigDecimal image(BigDecimal x) {
            return negates ? num(c).subtract(x) : x.add(num(c));
        }
    }

    /** {@code max(x, c)} if {@code lower}, else {@code min(x, c)}; with an integer constant if {@code whole}. */
    record Clip(boolean lower, double c, boolean whole) implements CountStep {

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            Var n = whole ? Var.constant((long) c) : number.apply(c);
            return lower ? Functions.maximum(x, n) : Functions.minimum(x, n);
        }

        @Override
        public double forward(double x) {
            return lower ? Math.max(x, c) : Math.min(x, c);
        }

        @Override
        public BigDecimal image(BigDecimal x) {
            return lower ? x.max(num(c)) : x.min(num(c));
        }
    }

    /** The same numbers as another type. */
    record As(DType type) implements CountStep {

        @Override
        public Var node(Var x, DoubleFunction<Var> number) {
            return x.cast(type);
        }

        @Override
        public double forward(double x) {
            return x;
        }

        @Override
        public BigDecimal image(BigDecimal x) {
            return x;
        }
    }
}
