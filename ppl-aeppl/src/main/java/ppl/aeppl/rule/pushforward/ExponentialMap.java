package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.Pow;

/**
 * {@code a^x} for a positive a other than 1.
 *
 * @param base a
 */
record ExponentialMap(Var base) implements SmoothMap {

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public MonotoneMap elements(Rearrangement by) {
        return new ExponentialMap(by.parameter(base));
    }

    @Override
    public Support range() {
        return Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return Pow.of(base, x);
    }

    @Override
    public Var preimage(Value y) {
        return y.log().div(base.log());
    }

    @Override
    public Var logSlope(Value y) {
        return y.log().plus(base.log().abs().log()).unaryMinus();
    }

    @Override
    public Var increasing() {
        return base.range().lo() > 1 ? Var.constant(true) : base.range().hi() < 1 ? Var.constant(false) : base.gt(1);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower == increasing().isSplat(1) ? Var.constant(0.0) : null;
    }

    /** From 1/64 on either side of 1: powers of a number nearer to it than that differ by little. */
    @Override
    public boolean keepsApart(Interval whole) {
        Tensor known = base.constantValue();
        for (int i = 0; known != null && i < known.length(); i++) {
            if (Math.abs(known.doubleAt(i) - 1) < 1.0 / 64) {
                return false;
            }
        }
        return known != null;
    }

    /** The log of a, 0 where a has none. */
    @Override
    public Optional<Var> factor() {
        Var positive = base.gt(0);
        return Optional.of(
                where(positive, where(positive, base, Var.constant(1.0)).log(), Var.constant(0.0)));
    }
}
