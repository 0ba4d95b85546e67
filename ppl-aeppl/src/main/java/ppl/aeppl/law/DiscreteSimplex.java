package ppl.aeppl.law;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Vectors along the last axis of whole numbers of 0 or more with a given sum: how often each of several categories was met.
 *
 * <p><b>Numerics:</b> the sum must be the total exactly, also beyond 2^53, up to a total below 2^63; a greater one no vector has.
 *
 * @param total the sum, whole and not negative; broadcastable to a draw without its last axis
 * @param rest the element that the map onto it computes from the others: one that has a probability of being more than 0, since counts
 *     move from any element to any other by way of it; {@link #NONE} if there is none that has it everywhere, so that there is no map
 */
public record DiscreteSimplex(Var total, int rest) implements Support {

    /** No element by way of which counts could move. */
    public static final int NONE = -1;

    private static final double LARGEST = 0x1p63;

    /** Whether it is the same set, which the element that the map computes does not change. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DiscreteSimplex(Var same, int _)
                && (total.equals(same) || (known() != null && Objects.equals(known(), same.constantValue())));
    }

    @Override
    public int hashCode() {
        Tensor known = known();
        return known == null ? total.hashCode() : known.hashCode();
    }

    private @Nullable Tensor known() {
        return total.constantValue();
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Var contains(Var x) {
        Var most = Functions.expandDims(total, -1);
        Var within = Support.integers(Var.constant(0L), x.dtype().isFloat() ? most.cast(DType.F64) : most)
                .contains(x);
        Var counts = Functions.where(within, x, Var.constant(x.dtype(), 0)).cast(DType.I64);
        Var adds = Functions.equal(counts.sum(-1), total.cast(DType.I64));
        Var each = Functions.all(Functions.broadcastTo(within, x.shape()), -1);
        Var exactly = Functions.and(each, adds);
        return mayWrap(x) ? Functions.and(exactly, nearly(counts)) : exactly;
    }

    /** Whether a sum of elements, each of at most the total, may leave the whole numbers of 64 bits. */
    private boolean mayWrap(Var x) {
        return !(x.shape().extent(-1) instanceof Extent.Known(int elements))
                || total.range().hi() * elements >= LARGEST;
    }

    /** Whether the sum is not the total and a multiple of 2^64. */
    private Var nearly(Var counts) {
        Var gap = counts.cast(DType.F64).sum(-1).minus(total.cast(DType.F64));
        return gap.abs().le(total.cast(DType.F64).times(1e-9));
    }

    @Override
    public Interval bounds() {
        return Interval.of(0, total.range().hi());
    }

    @Override
    public boolean isDiscrete() {
        return true;
    }

    @Override
    public Bijector bijector() {
        return new RestOfTotal(total, rest);
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{whole x >= 0 with sum " + end.apply(total) + "}";
    }

    @Override
    public String remedy() {
        return "give counts that add up to " + total.label();
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
