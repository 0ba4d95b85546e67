package ppl.graph.resize;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;

/**
 * A node in a place of a graph. Equal nodes are one node, so a repetition of a number along one axis and along another of the same length
 * by chance are one; they are different occurrences.
 */
final class Occurrence {

    private final Var node;
    private final Op op;
    private final List<Occurrence> operands;
    private final Axis[] axes;
    private final List<Reading> bodies = new ArrayList<>();
    private boolean generic;
    private boolean used;

    /** With axes of its own. */
    Occurrence(Var node, List<Occurrence> operands) {
        this(node, operands, Axis.of(node.shape()));
    }

    /** With axes that others may have too. */
    Occurrence(Var node, List<Occurrence> operands, Axis[] axes) {
        this.node = node;
        this.op = node.unfolded().op();
        this.operands = List.copyOf(operands);
        this.axes = axes.clone();
        if (op instanceof Constant || op instanceof Input || op instanceof RandomOp) {
            for (Axis a : axes) {
                a.tie();
            }
        }
    }

    /** The node; a constant where data or lengths were folded. */
    Var node() {
        return node;
    }

    /** What computes it. */
    Op op() {
        return op;
    }

    /** Its operands; of a parameter of a body, what it stands for. */
    List<Occurrence> operands() {
        return operands;
    }

    /** Its axes. */
    Axis[] axes() {
        return axes;
    }

    /** An axis. */
    Axis axis(int a) {
        return axes[a];
    }

    /** The bodies of an operation that repeats or chooses. */
    List<Reading> bodies() {
        return bodies;
    }

    /** Notes that a result or another node is computed from it. */
    void use() {
        used = true;
    }

    /** Whether a result or another node is computed from it. */
    boolean isUsed() {
        return used;
    }

    /** Notes whether it could be of any length along some axis, by what it is computed from alone. */
    void settle() {
        boolean repeats = op instanceof Broadcast b && b.axes().size() < axes.length;
        boolean free = repeats || op instanceof Iota || operands.stream().anyMatch(Occurrence::isGeneric);
        generic = free && !(op instanceof RandomOp) && !(op instanceof Projection) && !allTied();
    }

    /** Whether it could be of any length along some axis: then it may be of another one at its next use. */
    boolean isGeneric() {
        return generic;
    }

    private boolean allTied() {
        for (Axis a : axes) {
            if (!a.isTied()) {
                return false;
            }
        }
        return true;
    }

    /** Its shape by the lengths of its axes. */
    Shape shape(Lengths lengths) {
        List<Extent> extents = new ArrayList<>();
        for (Axis a : axes) {
            extents.add(Extent.of(lengths.of(a)));
        }
        return Shape.of(extents);
    }
}
