package ppl.graph.math.logistic;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.function.Reductions;
import ppl.graph.op.Broadcast;
import ppl.graph.op.RichOp;

/**
 * {@code log(sum(exp(x)))} over axes, which disappear: the greatest element and the log of the sum of what the others are
 * beside it.
 *
 * <p><b>Numerics</b>: error of a few ulp of the greatest element; -inf for nothing but -inf, inf if any element is.
 *
 * @param axes ascending, not negative, distinct
 */
public record LogSumExp(List<Integer> axes) implements RichOp {

    /** Copies the axes. */
    public LogSumExp {
        axes = List.copyOf(axes);
    }

    /** {@code log(sum(exp(x)))} over axes. */
    public static Var of(Var x, List<Integer> axes) {
        return Var.of(new LogSumExp(axes), x);
    }

    @Override
    public String name() {
        return "logsumexp";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (!x.dtype().isFloat()) {
            throw new GraphException(GraphCode.TYPE, "logsumexp is not defined on " + x.describe() + "; cast it first");
        }
        return x.type().with(x.shape().without(reduced()));
    }

    @Override
    public RichOp withLeadingAxes(int count) {
        return new LogSumExp(axes.stream().map(a -> count + a).toList());
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var x = inputs.getFirst();
        Var top = Reductions.max(x, reduced());
        Var safe = Elementwise.where(top.abs().lt(Double.POSITIVE_INFINITY), top, Creation.zerosLike(top));
        Var sum = x.minus(spread(safe, x)).exp().sum(reduced());
        return sum.log().plus(safe);
    }

    /**
     * By each element the share that it has of the sum; where that is infinite or nothing, 1 for each element that is as
     * great as it, so that no share is NaN (they add up to more than 1 there).
     */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.getFirst();
        Var whole = spread(output, x);
        Var infinite = Elementwise.and(
                Elementwise.equal(x, whole),
                Elementwise.equal(x.abs(), Var.constant(x.dtype(), Double.POSITIVE_INFINITY)));
        Var gap = Elementwise.where(infinite, Creation.zerosLike(x), x.minus(whole));
        return List.of(spread(cotangent, x).times(gap.exp()));
    }

    private int[] reduced() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    private Var spread(Var reduced, Var like) {
        int[] kept =
                IntStream.range(0, like.rank()).filter(a -> !axes.contains(a)).toArray();
        return Broadcast.into(reduced, like.shape(), kept);
    }
}
