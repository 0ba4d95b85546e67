package ppl.backend.spi;

import java.util.List;
import ppl.backend.spi.fuse.Fusion;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.MatMul;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;
import ppl.graph.op.Unary;

/**
 * A lowered graph: every length known, no random draw left, only primitives and rich ops the backend claims. Whatever
 * fixes the order of arithmetic has been decided in it, so all backends that run it faithfully agree to the bit.
 */
public final class Program {

    private final Graph graph;
    private final List<Var> order;

    /**
     * Checks what lowering promises.
     *
     * @throws GraphException if a random draw or an unknown length is left; the message names the node
     */
    public Program(Graph graph) {
        this.graph = graph;
        this.order = List.copyOf(graph.order());
        for (Var node : order) {
            if (node.op() instanceof RandomOp) {
                throw new GraphException("the random draw " + node.describe()
                        + " has no value: give it one, or derive the log-density before compiling");
            }
            if (!node.shape().isKnown()) {
                throw new GraphException("the shape of " + node.describe() + " is not known: give the inputs on which "
                        + "its lengths depend before compiling");
            }
        }
    }

    /** The graph. */
    public Graph graph() {
        return graph;
    }

    /** The nodes, operands before users. */
    public List<Var> order() {
        return order;
    }

    /** The level of primitives that a backend must know to run it. */
    public int level() {
        return order.stream()
                .mapToInt(n -> n.op() instanceof Prim p ? level(p) : 1)
                .max()
                .orElse(1);
    }

    /** The level with which a primitive came. A new one gets the next number, so that older backends are not given it. */
    private static int level(Prim op) {
        return switch (op) {
            case Input _,
                    Constant _,
                    Unary _,
                    Binary _,
                    Fma _,
                    Select _,
                    Compare _,
                    Cast _,
                    Bitcast _,
                    Reduce _,
                    Reshape _,
                    Broadcast _,
                    Transpose _,
                    Slice _,
                    Pad _,
                    Concat _,
                    Gather _,
                    ScatterAdd _,
                    MatMul _,
                    Cholesky _,
                    TriangularSolve _,
                    Iota _,
                    ShapeOf _ -> 1;
        };
    }

    /** The same program as loops, library calls and buffers; for programs of primitives. Planned at each call. */
    public KernelPlan kernels() {
        return Fusion.plan(this);
    }

    /** True if only primitives are left, as backends that claim nothing see it. */
    public boolean isPrimitive() {
        return order.stream().allMatch(n -> n.op() instanceof Prim);
    }
}
