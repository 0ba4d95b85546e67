package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * {@code c / x} on positive numbers.
 *
 * @param numerator c
 */
record ReciprocalMap(Var numerator) implements MonotoneMap {

    @Override
    public String name() {
        return "reciprocal";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Support range() {
        if (numerator.range().isPositive()) {
            return Support.positive();
        }
        return numerator.range().hi() < 0
                ? new Support.RealInterval(null, false, Var.constant(0.0), false)
                : Support.reals();
    }

    @Override
    public double harmless() {
        return numerator.range().hi() < 0 ? -1 : 1;
    }

    @Override
    public Var forward(Var x) {
        return numerator.div(x);
    }

    @Override
    public Value inverse(Value y) {
        return Value.of(numerator.div(y.var()));
    }

    @Override
    public Var logSlope(Value y) {
        return numerator.abs().log().minus(y.logAbs().times(2));
    }

    @Override
    public Var increasing() {
        return numerator.range().isPositive()
                ? Var.constant(false)
                : numerator.range().hi() < 0 ? Var.constant(true) : numerator.lt(0);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? null : Var.constant(0.0);
    }

    @Override
    public Optional<Var> factor() {
        return Optional.of(numerator);
    }
}
