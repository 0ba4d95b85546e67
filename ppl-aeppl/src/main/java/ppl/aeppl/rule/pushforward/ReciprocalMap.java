package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.or;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
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

    /** That of continuous variables of both signs is left to the rule for branches. */
    @Override
    public String needs() {
        return "division by a discrete random variable has a rule for positive ones only";
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
    public MonotoneMap elements(Rearrangement by) {
        return new ReciprocalMap(by.parameter(numerator));
    }

    @Override
    public Var forward(Var x) {
        return numerator.div(x);
    }

    /** Of the sign of c, which may be known at run time only. */
    @Override
    public Var reaches(Value y) {
        return range() instanceof Support.RealInterval(Var lo, var _, Var hi, var _) && lo == null && hi == null
                ? hasSignOfNumerator(y.var())
                : y.in(range());
    }

    private Var hasSignOfNumerator(Var y) {
        return or(and(y.gt(0), numerator.gt(0)), and(y.lt(0), numerator.lt(0)));
    }

    /** {@code x - lo = lo (B - y) / y}, where B is the image of lo. */
    @Override
    public Value inverse(Value y, Ends ends) {
        boolean up = increasing().isSplat(1);
        boolean known = up || increasing().isSplat(0);
        Var above = ends.lo() == null || ends.lo().isSplat(0)
                ? numerator.abs().log().minus(y.logAbs())
                : known ? scaled(y, ends.lo(), ends.atLo(), up) : bySize(y, ends.lo(), -1);
        Var below = known ? scaled(y, ends.hi(), ends.atHi(), !up) : bySize(y, ends.hi(), 1);
        return ends.value(numerator.div(y.var()), above, below);
    }

    private static @Nullable Var scaled(Value y, @Nullable Var end, @Nullable Var image, boolean over) {
        if (end == null || image == null) {
            return null;
        }
        Var gap = over ? y.logAbove(image) : y.logBelow(image);
        return end.log().plus(gap).minus(y.logAbs());
    }

    /** The same for a y that has the sign of c, whichever that is: of the absolute values of both. */
    private @Nullable Var bySize(Value y, @Nullable Var end, int side) {
        if (end == null) {
            return null;
        }
        Var gap = y.var().abs().minus(numerator.abs().div(end)).times(side);
        Var log = Value.of(gap).logAbove(Var.constant(0.0));
        return end.log().plus(log).minus(y.logAbs());
    }

    /** A y of the other sign, or 0, is beyond every value: x would be infinite. */
    @Override
    public Value inverseEnd(Value y, Ends ends) {
        Var same = reaches(y);
        Value met = y.or(same, Functions.where(numerator.lt(0), Var.constant(-1.0), Var.constant(1.0)));
        return inverse(met, ends).beyond(Var.constant(false), Functions.not(same));
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

    @Override
    public boolean keepsApart(Interval whole) {
        return whole.lo() > 0;
    }
}
