package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * {@code x / c}. Its reciprocal, which overflows for a c up to 2<sup>-1024</sup>, serves only as the factor of a Gaussian
 * form and of moments.
 *
 * @param divisor c
 */
record QuotientMap(Var divisor) implements MonotoneMap {

    @Override
    public String name() {
        return "quotient";
    }

    @Override
    public MonotoneMap elements(Rearrangement by) {
        return new QuotientMap(by.parameter(divisor));
    }

    @Override
    public Var forward(Var x) {
        return x.div(divisor);
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        Var x = y.var().times(divisor);
        if (!isDirected()) {
            return ends.value(x, bySign(y, ends.lo(), 1), bySign(y, ends.hi(), -1));
        }
        boolean up = increasing().isSplat(1);
        Var above = rescaled(up ? y::logAbove : y::logBelow, ends.lo(), ends.atLo());
        Var below = rescaled(up ? y::logBelow : y::logAbove, ends.hi(), ends.atHi());
        Value found = ends.value(x, above, below);
        return new Value(x, y.inside(), found.above(), found.below());
    }

    private boolean isDirected() {
        return increasing().isSplat(1) || increasing().isSplat(0);
    }

    /** The log of the distance of x to an end, from that of y to its image. */
    private @Nullable Var rescaled(UnaryOperator<Var> logDistance, @Nullable Var end, @Nullable Var image) {
        return end == null || image == null ? null : logDistance.apply(image).plus(logSlope());
    }

    /** The same where the sign of c decides at run time on which side of the image y lies. */
    private @Nullable Var bySign(Value y, @Nullable Var end, int side) {
        if (end == null) {
            return null;
        }
        Var gap = y.var().minus(forward(end));
        Var upward = Functions.where(divisor.gt(0), gap, gap.unaryMinus()).times(side);
        return Value.of(upward).logAbove(Var.constant(0.0)).plus(logSlope());
    }

    @Override
    public Var logSlope(Value y) {
        return logSlope();
    }

    private Var logSlope() {
        return divisor.abs().log();
    }

    @Override
    public Var increasing() {
        if (divisor.range().isPositive()) {
            return Var.constant(true);
        }
        return divisor.range().hi() < 0 ? Var.constant(false) : divisor.gt(0);
    }

    @Override
    public boolean slopeVaries() {
        return false;
    }

    @Override
    public Optional<Var> factor() {
        return Optional.of(reciprocal());
    }

    private Var reciprocal() {
        return Var.constant(1.0).div(divisor);
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> image(F x) {
        return x.affine(reciprocal(), null);
    }

    @Override
    public Optional<Moments> image(Moments x) {
        return Optional.of(
                new Moments(forward(x.mean()), x.variance().div(divisor).div(divisor)));
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }
}
