package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Log1mexpExp;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.aeppl.numeric.LogSoftplus;
import ppl.graph.Var;

/** Inverse images under exp and expm1, which are logarithms, and under log and log1p, which are exponentials. */
final class Logarithmic {

    /** The exponentials of numbers below this keep all their digits. */
    static final double EXPONENTS = 700;

    /** The exponentials of numbers from here on are infinite. */
    private static final double OVERFLOW = 709.782712893384;

    private Logarithmic() {}

    /**
     * Of {@code y = exp(x)} up to a shift: {@code x - lo = log(1 + (y - A) / exp(lo))}.
     *
     * @param x the digits of x
     * @param trusted images of ends up to this size keep their digits
     */
    static Value inverse(Var x, Value y, Ends ends, double trusted) {
        Var above = ends.lo() == null || ends.atLo() == null
                ? null
                : LogSoftplus.of(y.logAbove(ends.atLo()).minus(ends.lo()));
        Var below = ends.hi() == null || ends.atHi() == null
                ? null
                : LogMinusLog1mexp.of(y.logBelow(ends.atHi()).minus(ends.hi()));
        return ends.valueNear(y, x, above, below, trusted);
    }

    /**
     * Of {@code y = log(x)} up to a shift: {@code x - lo = exp(y) (1 - exp(-(y - A)))}.
     *
     * @param exponential x as a function of y; not asked where it would overflow, so that its slope is never infinite
     */
    static Value exponential(UnaryOperator<Var> exponential, Value y, Ends ends) {
        Var fits = y.var().lt(OVERFLOW);
        Var x = where(
                fits,
                exponential.apply(where(fits, y.var(), Var.constant(0.0))),
                Var.constant(Double.POSITIVE_INFINITY));
        Var above = aboveExponential(y, ends.atLo());
        Var below = ends.hi() == null || ends.atHi() == null
                ? null
                : ends.atHi().plus(Log1mexpExp.of(y.logBelow(ends.atHi())));
        return ends.value(x, above, below);
    }

    private static Var aboveExponential(Value y, @Nullable Var atLo) {
        return atLo == null ? y.var() : y.var().plus(Log1mexpExp.of(y.logAbove(atLo)));
    }
}
