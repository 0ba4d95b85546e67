package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.Pow;

/**
 * {@code x^c} on numbers from 0 on.
 *
 * @param exponent c
 * @param counts true for a discrete x, which may be 0 with a probability; a density has no value where the slope is 0 or infinite
 */
record PowerMap(Var exponent, boolean counts) implements SmoothMap {

    /** The exponentials of numbers from here on are infinite. */
    private static final double OVERFLOW = 709.782712893384;

    @Override
    public String name() {
        return "power";
    }

    @Override
    public MonotoneMap elements(Rearrangement by) {
        return new PowerMap(by.parameter(exponent), counts);
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public String needs() {
        return "a power of a random variable that may be negative has a rule for whole constants as exponents only";
    }

    @Override
    public Support range() {
        return counts ? Support.nonNegative() : Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return exponent.isSplat(2)
                ? x.square()
                : Pow.of(Functions.toFloat(x), exponent).cast(x.dtype());
    }

    @Override
    public Var preimage(Value y) {
        if (exponent.isSplat(2)) {
            return y.var().sqrt();
        }
        Var log = logPreimage(y);
        Var fits = log.lt(OVERFLOW);
        return where(fits, where(fits, log, Var.constant(0.0)).exp(), Var.constant(Double.POSITIVE_INFINITY));
    }

    private Var logPreimage(Value y) {
        return y.log().div(exponent);
    }

    @Override
    public Var logDistance(Value y, boolean lower) {
        return logPreimage(y);
    }

    @Override
    public Var logSlope(Value y) {
        return logPreimage(y).minus(y.log()).minus(exponent.abs().log());
    }

    @Override
    public Var increasing() {
        return exponent.range().isPositive()
                ? Var.constant(true)
                : exponent.range().hi() < 0 ? Var.constant(false) : exponent.gt(0);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return increasing().isSplat(1) || lower ? null : Var.constant(0.0);
    }

    @Override
    public boolean keepsApart(Interval whole) {
        Tensor known = exponent.constantValue();
        for (int i = 0; known != null && i < known.length(); i++) {
            double c = known.doubleAt(i);
            if (Math.abs(c) < 1.0 / 16 || (c < 0 && whole.lo() <= 0)) {
                return false;
            }
        }
        return known != null;
    }

    @Override
    public Optional<Var> factor() {
        return Optional.of(exponent);
    }
}
