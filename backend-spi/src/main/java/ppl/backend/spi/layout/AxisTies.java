package ppl.backend.spi.layout;

import java.util.Arrays;
import java.util.List;
import ppl.graph.Var;
import ppl.graph.op.Argsort;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;

/**
 * How the axes of a node hang together with those of its operands. What is not said here is fixed, so an operation that is not
 * known, and one with bodies, is given its operands in the order in which they were written.
 */
final class AxisTies {

    private final AxisClasses classes;
    private final TiedAxes.Node node;
    private final boolean[] freeResult;
    private final boolean[][] freeOperands;

    AxisTies(AxisClasses classes, TiedAxes.Node node) {
        this.classes = classes;
        this.node = node;
        this.freeResult = new boolean[node.result().length];
        this.freeOperands = new boolean[node.operands().length][];
        Arrays.setAll(freeOperands, k -> new boolean[node.operands()[k].length]);
    }

    /** Joins what must be in one order, and fixes what nothing is known of. */
    void tie(Var x) {
        join(x);
        fix(node.result(), freeResult);
        for (int k = 0; k < freeOperands.length; k++) {
            fix(node.operands()[k], freeOperands[k]);
        }
    }

    private void fix(int[] axes, boolean[] free) {
        for (int a = 0; a < axes.length; a++) {
            if (!free[a]) {
                classes.fix(axes[a]);
            }
        }
    }

    private void join(Var x) {
        List<Var> in = x.inputs();
        int rank = x.rank();
        switch (x.op()) {
            case Op op
            when isElementwise(op) -> {
                for (int k = 0; k < in.size(); k++) {
                    follow(k, 0, 0, rank);
                }
            }
            case Broadcast b -> {
                Arrays.fill(freeResult, true); // repeated along an axis: alike in any order
                for (int i = 0; i < b.axes().size(); i++) {
                    follow(0, i, b.axes().get(i));
                }
            }
            case Reduce r -> {
                for (int a = 0, kept = 0; a < in.getFirst().rank(); a++) {
                    if (r.axes().contains(a)) {
                        anyOrder(0, a);
                    } else {
                        follow(0, a, kept++);
                    }
                }
            }
            case Transpose t -> {
                for (int a = 0; a < rank; a++) {
                    follow(0, t.order().get(a), a);
                }
            }
            case Reshape _
            when x.shape().elements() > 0 ->
                reshape(in.getFirst().shape().sizes(), x.shape().sizes());
            case Slice s -> whole(s.starts(), s.steps(), in.getFirst(), x);
            case Pad p -> whole(p.starts(), p.steps(), in.getFirst(), x);
            case Concat c -> {
                for (int k = 0; k < in.size(); k++) {
                    others(k, c.axis(), rank);
                }
            }
            case CumulativeSum c -> others(0, c.axis(), rank);
            case Argsort s -> others(0, s.axis(), rank);
            case Gather g -> {
                int covered = in.get(1).rank();
                follow(0, 0, 0, g.axis());
                follow(0, g.axis() + 1, g.axis() + covered, in.getFirst().rank() - g.axis() - 1);
                follow(1, 0, g.axis(), covered);
            }
            case ScatterAdd s -> {
                int covered = in.get(1).rank();
                follow(0, 0, 0, s.axis());
                follow(0, s.axis() + covered, s.axis() + 1, rank - s.axis() - 1);
                for (int a = 0; a < covered; a++) {
                    together(s.axis() + a, a);
                }
            }
            case MatMul _ -> {
                follow(0, 0, 0, rank - 1);
                follow(1, 0, 0, rank - 2);
                follow(1, rank - 1, rank - 1);
                together(rank - 1, rank - 2);
            }
            case TriangularSolve _ -> {
                follow(0, 0, 0, rank - 2);
                follow(1, 0, 0, rank - 2);
                follow(1, rank - 1, rank - 1);
            }
            default -> {}
        }
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Pointwise || (op instanceof RichOp rich && rich.isElementwise());
    }

    /** The result along an axis is in the order of an operand along one of its axes. */
    private void follow(int operand, int from, int to) {
        freeResult[to] = true;
        anyOrder(operand, from);
        classes.join(node.operands()[operand][from], node.result()[to]);
    }

    private void follow(int operand, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            follow(operand, from + i, to + i);
        }
    }

    private void others(int operand, int axis, int rank) {
        for (int a = 0; a < rank; a++) {
            if (a != axis) {
                follow(operand, a, a);
            }
        }
    }

    /** Both operands run along an axis that the result lacks, in one order. */
    private void together(int first, int second) {
        anyOrder(0, first);
        anyOrder(1, second);
        classes.join(node.operands()[0][first], node.operands()[1][second]);
    }

    private void anyOrder(int operand, int axis) {
        freeOperands[operand][axis] = true;
    }

    /** The axes that are taken from their first element to their last. */
    private void whole(List<Integer> starts, List<Integer> steps, Var from, Var to) {
        for (int a = 0; a < starts.size(); a++) {
            if (starts.get(a) == 0
                    && steps.get(a) == 1
                    && from.shape().size(a) == to.shape().size(a)) {
                follow(0, a, a);
            }
        }
    }

    /** The axes that stay what they are; those that are split or merged stay fixed. */
    private void reshape(int[] from, int[] to) {
        int i = 0;
        int j = 0;
        while (i < from.length && j < to.length) {
            if (from[i] == to[j]) {
                follow(0, i++, j++);
            } else if (from[i] == 1) {
                i++;
            } else if (to[j] == 1) {
                j++;
            } else {
                long before = from[i++];
                long after = to[j++];
                while (before != after) {
                    if (before < after) {
                        before *= from[i++];
                    } else {
                        after *= to[j++];
                    }
                }
            }
        }
    }
}
