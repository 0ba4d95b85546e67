package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Var;

/**
 * The same numbers as a type that can hold them all, such as counts as float64.
 *
 * @param from the element type of x
 * @param to the element type of the result
 */
record WideningMap(DType from, DType to) implements MonotoneMap {

    /** True if distinct values stay distinct; int64 beyond 2^53 is not met in practice as float64. */
    static boolean keepsApart(DType from, DType to) {
        return from == to
                || (from != DType.F64 && to == DType.F64)
                || (from == DType.BOOL && to != DType.BOOL)
                || (from == DType.I32 && to == DType.I64);
    }

    @Override
    public String name() {
        return "cast";
    }

    @Override
    public Var forward(Var x) {
        return x.cast(to);
    }

    /** The law of x looks at the number and refuses one that is not whole. */
    @Override
    public Value inverse(Value y) {
        return from.isFloat() ? new Value(y.var().cast(from), y.inside(), y.above(), y.below()) : y;
    }

    @Override
    public @Nullable Var logSlope(Value y) {
        return null;
    }

    @Override
    public boolean slopeVaries() {
        return false;
    }

    @Override
    public boolean keepsIntegers() {
        return true;
    }

    @Override
    public Optional<Moments> image(Moments x) {
        return Optional.of(x);
    }
}
