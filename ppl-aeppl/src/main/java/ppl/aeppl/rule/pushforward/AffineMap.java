package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
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

    @Override
    public Value inverse(Value y) {
        Var x = backward(y.var());
        if (increasing().isSplat(1)) {
            return new Value(x, y.inside(), rescaled(y.above()), rescaled(y.below()));
        }
        return increasing().isSplat(0)
                ? new Value(x, y.inside(), rescaled(y.below()), rescaled(y.above()))
                : Value.of(x);
    }

    private Var backward(Var y) {
        Var shifted = offset == null ? y : y == offset ? Var.zerosLike(y) : y.minus(offset);
        return slope == null || shifted.isSplat(0) ? shifted : negates() ? shifted.unaryMinus() : shifted.div(slope);
    }

    private Value.@Nullable Distance rescaled(Value.@Nullable Distance d) {
        if (d == null) {
            return null;
        }
        Var shift = logSlope();
        return new Value.Distance(
                backward(d.end()), shift == null ? d.log() : d.log().plus(shift));
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
        return slope == null || negates();
    }

    @Override
    public Optional<Var> factor() {
        return Optional.ofNullable(slope);
    }

    @Override
    public Optional<GaussianForm> image(GaussianForm x) {
        GaussianForm scaled = slope == null ? x : x.times(slope);
        return Optional.of(offset == null ? scaled : scaled.plus(offset));
    }

    @Override
    public Optional<Moments> image(Moments x) {
        Var variance = slope == null ? x.variance() : x.variance().times(slope.square());
        return Optional.of(new Moments(forward(x.mean()), variance));
    }
}
