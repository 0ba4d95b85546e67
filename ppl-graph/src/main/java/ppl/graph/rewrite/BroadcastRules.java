package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.isBroadcast;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Gather;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RichOp;
import ppl.graph.rewrite.Rewrite.Phase;

/** Work on few values that are repeated afterwards, instead of on many equal ones. */
final class BroadcastRules {

    static final Rewrite SINK =
            Rewrite.of("broadcast.after_elementwise", Phase.CANONICALISE, "exact", BroadcastRules::sink);
    static final Rewrite RECIPROCAL = Rewrite.of(
            "broadcast.divide_by_repeated",
            Phase.SPECIALISE,
            "one rounding more; differs for divisors computed at run time whose reciprocal over- or underflows (below 2^-1022)",
            BroadcastRules::reciprocal);
    static final Rewrite GATHER = Rewrite.of(
            "broadcast.gather_of_repeated", Phase.CANONICALISE, "exact for indices in range", BroadcastRules::gather);

    static final List<Rewrite> ALL = List.of(SINK, GATHER, RECIPROCAL);

    private BroadcastRules() {}

    /** f(repeat x, repeat y) = repeat f(x, y), if both are repeated over a common set of axes. */
    private static @Nullable Var sink(Var node) {
        if (!isElementwise(node.op())) {
            return null;
        }
        return Broadcast.after(node.op(), node.inputs(), node.shape());
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Pointwise || (op instanceof RichOp rich && rich.isElementwise());
    }

    private static @Nullable Var reciprocal(Var node) {
        boolean applies = is(node, Binary.Fn.DIV) && isBroadcast(right(node)) && !isBroadcast(left(node));
        if (!applies) {
            return null;
        }
        Var divisor = left(right(node));
        Var reciprocal = Creation.onesLike(divisor).div(divisor);
        if (reciprocal.constantValue() instanceof Tensor known && !isNormal(known)) {
            return null;
        }
        int[] axes =
                ((Broadcast) right(node).op()).axes().stream().mapToInt(a -> a).toArray();
        return left(node).times(Broadcast.into(reciprocal, node.shape(), axes));
    }

    /** False if a reciprocal has over- or underflowed, so that a product with it would be another number. */
    private static boolean isNormal(Tensor reciprocal) {
        for (int i = 0; i < reciprocal.length(); i++) {
            double size = Math.abs(reciprocal.doubleAt(i));
            if (!(size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    /** Picking from equal elements repeats one of them. */
    private static @Nullable Var gather(Var node) {
        if (!(node.op() instanceof Gather(int axis)) || !(left(node).op() instanceof Broadcast b)) {
            return null;
        }
        boolean repeated = !b.axes().contains(axis) && right(node).constantValue() != null;
        if (!repeated) {
            return null;
        }
        int added = right(node).rank() - 1;
        int[] targets =
                b.axes().stream().mapToInt(a -> a < axis ? a : a + added).toArray();
        return Broadcast.into(left(left(node)), node.shape(), targets);
    }
}
