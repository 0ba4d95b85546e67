package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cond;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Reshape;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * Every node as a view of a node that is computed or given. Movements of elements are views; where a reshape is not a
 * matter of strides, its operand is copied first.
 */
final class Views {

    private final Map<Var, StridedView> views = new IdentityHashMap<>();
    private final Set<Var> copied = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Takes the nodes, operands first. */
    Views(List<Var> order) {
        for (Var node : order) {
            views.put(node, view(node));
        }
    }

    private StridedView view(Var node) {
        return switch (node.op()) {
            case Broadcast b ->
                of(node.inputs().getFirst()).broadcast(node.shape().sizes(), b.axes());
            case Transpose t -> of(node.inputs().getFirst()).transpose(t.order());
            case Slice s ->
                of(node.inputs().getFirst()).slice(s.starts(), node.shape().sizes(), s.steps());
            case Reshape _ -> reshape(node);
            case Projection _ -> {
                for (int i = 0; i < node.inputs().size(); i++) {
                    Var x = node.inputs().get(i);
                    if (forBodies(node, i) != of(x)) {
                        copied.add(x);
                    }
                }
                yield StridedView.whole(node);
            }
            default -> StridedView.whole(node);
        };
    }

    private StridedView reshape(Var node) {
        Var operand = node.inputs().getFirst();
        int[] to = node.shape().sizes();
        if (node.shape().elements() == 0) {
            return new StridedView(of(operand).base(), 0, to, new int[to.length]);
        }
        StridedView moved = of(operand).reshape(to);
        if (moved != null) {
            return moved;
        }
        copied.add(operand);
        return new StridedView(operand, 0, to, StridedView.rowMajor(to));
    }

    /** The view that a node is. */
    StridedView of(Var node) {
        StridedView view = views.get(node);
        if (view == null) {
            throw new AssertionError("not in the program: " + node);
        }
        return view;
    }

    /**
     * The elements of an operand where the bodies of an operation find them: in their own order, those of a sequence row by row. A
     * first state is copied, so it may have any.
     */
    StridedView forBodies(Var node, int operand) {
        Var x = node.inputs().get(operand);
        StridedView view = of(x);
        boolean found =
                switch (((Projection) node.op()).of()) {
                    case Cond _ -> view.isWhole();
                    case Loop loop -> {
                        int sequence = operand - Loop.COUNTS;
                        int first = sequence - loop.sequences();
                        boolean anywhere = 0 <= first && first < loop.states();
                        yield anywhere || (0 <= sequence && first < 0 ? view.hasWholeRows() : view.isWhole());
                    }
                };
        return found ? view : StridedView.whole(x);
    }

    /** The moved nodes that must be written out because another one reshapes them or a body reads them. */
    Set<Var> copied() {
        return copied;
    }

    /** True if the node is an access, not something computed. */
    static boolean isMovement(Var node) {
        return switch (node.op()) {
            case Broadcast _, Transpose _, Slice _, Reshape _ -> true;
            default -> false;
        };
    }

    /** True if the node is there before anything runs. */
    static boolean isGiven(Var node) {
        return node.op() instanceof Input || node.op() instanceof Iota || literal(node) != null;
    }

    /** The value of a node known when the plan is made. */
    static @Nullable Tensor literal(Var node) {
        return switch (node.op()) {
            case Constant(Tensor value) -> value;
            case ShapeOf s ->
                Tensor.scalar((long) node.inputs().getFirst().shape().size(s.axis()));
            default -> null;
        };
    }

    /** The elements of a view as integers, by row-major position, if they are known when the plan is made. */
    static @Nullable IntToLongFunction integers(StridedView view) {
        Tensor literal = literal(view.base());
        if (literal == null && !(view.base().op() instanceof Iota)) {
            return null;
        }
        return position -> {
            int at = view.element(position);
            return literal == null ? at : literal.longAt(at);
        };
    }

    /** The nodes that are computed, in an order in which operands come first. */
    List<Var> computed(List<Var> order) {
        List<Var> computed = new ArrayList<>();
        for (Var node : order) {
            if (!isGiven(node) && (!isMovement(node) || copied.contains(node))) {
                computed.add(node);
            }
        }
        return computed;
    }
}
