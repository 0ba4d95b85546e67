package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Whole;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * {@code a + b x}.
 *
 * @param offset a; null for 0
 * @param slope b; null for 1
 */
record AffineMap(@Nullable Var offset, @Nullable Var slope) implements MonotoneMap {

    private static final Var MINUS_ONE = Var.constant(-1.0);

    static AffineMap negation() {
        return new AffineMap(null, MINUS_ONE);
    }

    @Override
    public MonotoneMap elements(Rearrangement by) {
        return new AffineMap(
                offset == null ? null : by.parameter(offset), slope == null || negates() ? slope : by.parameter(slope));
    }

    private boolean negates() {
        return slope != null && slope.isSplat(-1);
    }

    @Override
    public String name() {
        return "affine";
    }

    @Override
    public Var forward(Var x) {
        if (x.isSplat(0)) {
            return offset == null ? x : offset;
        }
        Var scaled = slope == null ? x : negates() ? x.unaryMinus() : x.times(slope);
        return offset == null ? scaled : scaled.plus(offset);
    }

    /** Where the offset cancels, a known distance to an end at 0 still has the digits of x. */
    @Override
    public Value inverse(Value y, Ends ends) {
        Var x = backward(y.var());
        boolean up = increasing().isSplat(1);
        if (!up && !increasing().isSplat(0)) {
            return ends.value(x, signed(y, ends.lo(), 1), signed(y, ends.hi(), -1));
        }
        Value digits = Value.of(x);
        Var above = up
                ? rescaled(y::logAbove, y.above(), digits::logAbove, ends.lo(), ends.atLo())
                : rescaled(y::logBelow, y.below(), digits::logAbove, ends.lo(), ends.atLo());
        Var below = up
                ? rescaled(y::logBelow, y.below(), digits::logBelow, ends.hi(), ends.atHi())
                : rescaled(y::logAbove, y.above(), digits::logBelow, ends.hi(), ends.atHi());
        if (offset != null && (y.above() != null || y.below() != null)) {
            if (above != null && ends.lo() != null && ends.lo().isSplat(0)) {
                x = where(lost(y, above), above.exp(), x);
            } else if (below != null && ends.hi() != null && ends.hi().isSplat(0)) {
                x = where(lost(y, below), below.exp().unaryMinus(), x);
            }
        }
        Value found = ends.value(x, above, below);
        return new Value(x, y.inside(), found.above(), found.below());
    }

    /** Where the offset takes digits away, of a value on the right side of the end. */
    private Var lost(Value y, Var logDistance) {
        if (offset == null) {
            return Var.constant(false);
        }
        Var cancels = y.var().minus(offset).abs().lt(offset.abs().times(0.125));
        return and(cancels, logDistance.gt(Double.NEGATIVE_INFINITY));
    }

    private Var backward(Var y) {
        Var shifted = offset == null ? y : y == offset ? Functions.zerosLike(y) : y.minus(offset);
        return slope == null || shifted.isSplat(0) ? shifted : negates() ? shifted.unaryMinus() : shifted.div(slope);
    }

    /**
     * The log of the distance of x to an end, from that of y to its image. Where that is not known, and the offset has
     * made the image so large that its rounding is greater than that of x, from the digits of x.
     */
    private @Nullable Var rescaled(
            UnaryOperator<Var> logDistance,
            Value.@Nullable Distance known,
            UnaryOperator<Var> fromDigits,
            @Nullable Var end,
            @Nullable Var image) {
        if (end == null || image == null) {
            return null;
        }
        Var shift = logSlope();
        Var log = shift == null
                ? logDistance.apply(image)
                : logDistance.apply(image).plus(shift);
        if (offset == null || end.isSplat(0) || (known != null && known.isTo(image))) {
            return log;
        }
        Var scaled = slope == null ? end : end.times(slope);
        return where(image.abs().gt(scaled.abs()), fromDigits.apply(end), log);
    }

    /** The same where the sign of the slope decides at run time on which side of the image y lies. */
    private @Nullable Var signed(Value y, @Nullable Var end, int side) {
        if (end == null || slope == null) {
            return null;
        }
        Var gap = y.var().minus(forward(end));
        Var upward = where(slope.gt(0), gap, gap.unaryMinus()).times(side);
        return Value.of(upward).logAbove(Var.constant(0.0)).minus(slope.abs().log());
    }

    @Override
    public @Nullable Var logSlope(Value y) {
        return logSlope();
    }

    private @Nullable Var logSlope() {
        return slope == null || negates() ? null : slope.abs().log().unaryMinus();
    }

    @Override
    public Var increasing() {
        if (slope == null || slope.range().isPositive()) {
            return Var.constant(true);
        }
        return slope.range().hi() < 0 ? Var.constant(false) : slope.gt(0);
    }

    @Override
    public boolean slopeVaries() {
        return false;
    }

    @Override
    public boolean keepsIntegers() {
        return (slope == null || negates()) && (offset == null || Whole.isCertain(offset));
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }

    @Override
    public boolean rounds() {
        return offset != null || (slope != null && !negates());
    }

    @Override
    public Optional<Var> factor() {
        return Optional.ofNullable(slope);
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> image(F x) {
        return x.affine(slope, offset);
    }

    @Override
    public Optional<Moments> image(Moments x) {
        Var variance = slope == null ? x.variance() : x.variance().times(slope.square());
        return Optional.of(new Moments(forward(x.mean()), variance));
    }
}
