package ppl.graph.math.order;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.function.Reductions;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Iota;
import ppl.graph.op.Reduce;
import ppl.graph.op.RichOp;

/**
 * The position of the greatest or least element along an axis, which disappears: the first position whose element is the
 * extreme to the bit, so that +0 and −0 are told apart as {@link Reduce} does, or is NaN.
 *
 * @param fn {@link Reduce.Fn#MAX} or {@link Reduce.Fn#MIN}
 * @param axis not negative
 */
public record ArgExtreme(Reduce.Fn fn, int axis) implements RichOp {

    @Override
    public String name() {
        return "arg" + fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (x.shape().extent(axis).is(0)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    name() + " along axis " + axis + " of " + x.describe()
                            + ", which has no elements: there is no position to give; leave the call out for an empty axis");
        }
        return new TensorType(DType.I64, x.shape().without(axis));
    }

    @Override
    public Interval range(List<Var> inputs) {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new ArgExtreme(fn, count + axis);
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var x = inputs.getFirst();
        Var counted = x.dtype() == DType.BOOL ? x.cast(DType.I32) : x;
        Var extreme = fn.of(counted, axis);
        Var same = Elementwise.equal(bits(counted), spread(bits(extreme), x.shape()));
        Var hit = x.dtype().isFloat() ? Elementwise.or(same, Elementwise.isNaN(x)) : same;
        Var position = Broadcast.into(Var.of(new Iota(x.shape().extent(axis))), x.shape(), axis);
        return Reductions.min(Elementwise.where(hit, position, Var.constant(Long.MAX_VALUE)), axis);
    }

    private static Var bits(Var x) {
        return switch (x.dtype()) {
            case F64 -> Elementwise.bitcast(x, DType.I64);
            case F32 -> Elementwise.bitcast(x, DType.I32);
            case I64, I32, BOOL -> x;
        };
    }

    private Var spread(Var reduced, Shape shape) {
        int[] kept = IntStream.range(0, shape.rank()).filter(a -> a != axis).toArray();
        return Broadcast.into(reduced, shape, kept);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }
}
