package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * A monotone function that says its inverse and its slope only. Where x lies near an end of its support, and y is known to lie near the
 * image of that end, the distance of x is the integral of the slope over that of y, by Gauss's rule of three points: exact for
 * distances that no digits show, and to 1e-14 as far as it is used.
 */
interface SmoothMap extends MonotoneMap {

    /** The digits of the inverse. */
    Var preimage(Value y);

    /**
     * The log of the distance of the inverse to an end of the domain; null if its digits tell it, as where the end is 0 or infinite.
     *
     * @param lower whether it is the lower end
     */
    default @Nullable Var logDistance(Value y, boolean lower) {
        return null;
    }

    @Override
    default Value inverse(Value y, Ends ends) {
        Var x = preimage(y);
        return ends.value(
                x, distance(y, x, ends.lo(), ends.atLo(), true), distance(y, x, ends.hi(), ends.atHi(), false));
    }

    private @Nullable Var distance(Value y, Var x, @Nullable Var end, @Nullable Var image, boolean lower) {
        if (end == null) {
            return null;
        }
        if (end.isSplat(lower ? domain().lo() : domain().hi())) {
            return logDistance(y, lower);
        }
        if (image == null) {
            return null;
        }
        boolean above = lower == increasing().isSplat(1);
        Value.Distance known = above ? y.above() : y.below();
        return known == null || !known.isTo(image) ? null : integral(known, above, x, end, lower);
    }

    private Var integral(Value.Distance known, boolean above, Var x, Var end, boolean lower) {
        Var digits = lower ? Value.of(x).logAbove(end) : Value.of(x).logBelow(end);
        Var scale = end.abs().div(end.square().plus(1)); // over which no function of the table bends much
        Var near = x.minus(end).abs().lt(scale.times(0.05));
        Var gap = where(near, known.log(), Var.constant(-800.0)).exp();
        Var first = slopeAt(known.end());
        Var sum = Var.constant(0.0);
        for (int k = 0; k < GAUSS.length; k++) {
            Var point = known.end().plus(gap.times(above ? GAUSS[k] : -GAUSS[k]));
            sum = sum.plus(slopeAt(point).minus(first).exp().times(WEIGHTS[k]));
        }
        return where(near, known.log().plus(first).plus(sum.log()), digits);
    }

    private Var slopeAt(Var y) {
        Var slope = logSlope(Value.of(y));
        return slope == null ? Var.constant(0.0) : slope;
    }

    /** The points of Gauss's rule on [0, 1]. */
    double[] GAUSS = {0.1127016653792583, 0.5, 0.8872983346207417};

    /** Their weights. */
    double[] WEIGHTS = {5 / 18.0, 8 / 18.0, 5 / 18.0};
}
