package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Unary;
import ppl.graph.rewrite.Rewrite.Phase;

/** Sums of floats: what does not change along the summed axes leaves the sum. */
final class SumRules {

    static final Rewrite OF_REPEATED =
            Rewrite.of("sum.of_repeated", Phase.SPECIALISE, "exact but for rounding", SumRules::ofRepeated);
    static final Rewrite OF_NEGATED = Rewrite.of("sum.of_negated", Phase.SPECIALISE, "exact", SumRules::ofNegated);
    static final Rewrite OF_SCALED = Rewrite.of(
            "sum.of_scaled", Phase.SPECIALISE, "a product may over- or underflow at another place", SumRules::ofScaled);
    static final Rewrite OF_SHIFTED =
            Rewrite.of("sum.of_shifted", Phase.SPECIALISE, "exact but for rounding", SumRules::ofShifted);

    static final Rewrite BY_GROUP = Rewrite.of(
            "sum.of_scaled_by_group",
            Phase.SPECIALISE,
            "a product may over- or underflow at another place; a group without rows is 0 times the factor",
            SumRules::ofScaledByGroup);

    static final List<Rewrite> ALL = List.of(OF_REPEATED, OF_NEGATED, OF_SCALED, OF_SHIFTED, BY_GROUP);

    private SumRules() {}

    private static boolean isFloatSum(Var node) {
        return node.op() instanceof Reduce(Reduce.Fn fn, List<Integer> _)
                && fn == Reduce.Fn.SUM
                && node.dtype().isFloat();
    }

    private static Var sum(Var x, Reduce like) {
        return Var.of(like, x);
    }

    /** Sum over an axis along which x is repeated: n times x, summed over the other axes. */
    private static @Nullable Var ofRepeated(Var node) {
        if (!isFloatSum(node)
                || !(left(node).op() instanceof Broadcast b)
                || !left(node).shape().isKnown()) {
            return null;
        }
        Reduce reduce = (Reduce) node.op();
        double count = 1;
        List<Integer> summed = new ArrayList<>(); // axes of the small operand that are summed
        for (int axis : reduce.axes()) {
            if (b.axes().contains(axis)) {
                summed.add(b.axes().indexOf(axis));
            } else {
                count *= left(node).shape().size(axis);
            }
        }
        if (summed.size() == reduce.axes().size()) {
            return null;
        }
        Var small = Var.of(new Reduce(Reduce.Fn.SUM, summed), left(left(node))).times(count);
        List<Integer> keptOut = keptAxes(left(node).rank(), reduce.axes());
        int[] targets = b.axes().stream()
                .filter(a -> !reduce.axes().contains(a))
                .mapToInt(keptOut::indexOf)
                .toArray();
        return Broadcast.into(small, node.shape(), targets);
    }

    private static List<Integer> keptAxes(int rank, List<Integer> reduced) {
        List<Integer> kept = new ArrayList<>();
        for (int a = 0; a < rank; a++) {
            if (!reduced.contains(a)) {
                kept.add(a);
            }
        }
        return kept;
    }

    private static @Nullable Var ofNegated(Var node) {
        boolean applies = isFloatSum(node) && is(left(node), Unary.Fn.NEG);
        return applies ? sum(left(left(node)), (Reduce) node.op()).unaryMinus() : null;
    }

    /** sum(c x) = c sum(x) and sum(x / c) = sum(x) / c for c constant along all summed axes, also where c is a factor of a factor. */
    private static @Nullable Var ofScaled(Var node) {
        if (!isFloatSum(node)) {
            return null;
        }
        Reduce reduce = (Reduce) node.op();
        Var x = left(node);
        if (is(x, Binary.Fn.DIV)) {
            Var divisor = invariant(right(x), reduce);
            if (divisor != null) {
                return sum(left(x), reduce).div(divisor);
            }
        }
        Factored factored = Factored.of(x, factor -> invariant(factor, reduce));
        return factored == null ? null : factored.factor().times(sum(factored.rest(), reduce));
    }

    /** The same for sums by group: what is one number for all rows leaves the sums, and so do signs. */
    private static @Nullable Var ofScaledByGroup(Var node) {
        if (!(node.op() instanceof ScatterAdd scatter) || !node.dtype().isFloat()) {
            return null;
        }
        Var x = left(node);
        Var groups = right(node);
        if (is(x, Unary.Fn.NEG)) {
            return Var.of(scatter, left(x), groups).unaryMinus();
        }
        Factored factored = Factored.of(x, factor -> ofGroups(factor, scatter, groups, node.shape()));
        return factored == null ? null : factored.factor().times(Var.of(scatter, factored.rest(), groups));
    }

    /** What x is for each group, if it is repeated along all rows; null otherwise. */
    private static @Nullable Var ofGroups(Var x, ScatterAdd scatter, Var groups, Shape shape) {
        int from = scatter.axis();
        int to = from + groups.rank();
        if (!(x.op() instanceof Broadcast b) || b.axes().stream().anyMatch(a -> a >= from && a < to)) {
            return null;
        }
        int[] targets = b.axes().stream()
                .mapToInt(a -> a < from ? a : a - groups.rank() + 1)
                .toArray();
        return Broadcast.into(left(x), shape, targets);
    }

    /** sum(x + c) = sum(x) + n c for c constant along all summed axes. */
    private static @Nullable Var ofShifted(Var node) {
        if (!isFloatSum(node) || !left(node).shape().isKnown()) {
            return null;
        }
        Reduce reduce = (Reduce) node.op();
        Var x = left(node);
        if (!is(x, Binary.Fn.ADD) && !is(x, Binary.Fn.SUB)) {
            return null;
        }
        if (invariant(left(x), reduce) == null && invariant(right(x), reduce) == null) {
            return null;
        }
        Var first = sum(left(x), reduce);
        Var second = sum(right(x), reduce);
        return is(x, Binary.Fn.ADD) ? first.plus(second) : first.minus(second);
    }

    /** What x is along the kept axes, if it is repeated along all summed ones; null otherwise. */
    private static @Nullable Var invariant(Var x, Reduce reduce) {
        if (!(x.op() instanceof Broadcast b) || b.axes().stream().anyMatch(reduce.axes()::contains)) {
            return null;
        }
        List<Integer> kept = keptAxes(x.rank(), reduce.axes());
        List<Extent> extents = kept.stream().map(a -> x.shape().extent(a)).toList();
        return Broadcast.into(
                left(x),
                Shape.of(extents),
                b.axes().stream().mapToInt(kept::indexOf).toArray());
    }
}
