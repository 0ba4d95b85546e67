package ppl.backend.spi;

import java.util.List;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;

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
                throw new GraphException(
                        GraphCode.RANDOM,
                        "the random draw " + node.describe()
                                + " has no value: give it one, or derive the log-density before compiling");
            }
            if (node.op() instanceof Projection(Loop _, int _)
                    && !(Shape.Extent.of(node.inputs().getFirst()) instanceof Shape.Extent.Known)) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "the number of steps of " + node.describe()
                                + " is not known: give the inputs on which it depends " + "before compiling");
            }
            if (!node.shape().isKnown()) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "the shape of " + node.describe() + " is not known: give the inputs on which "
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
                .mapToInt(n -> n.op() instanceof Prim p ? p.level() : 1)
                .max()
                .orElse(1);
    }

    /**
     * About how many operations on elements it takes: a matrix product as many as it multiplies, a reduction as many as it
     * reads. For {@link Backend#estimateNanos}.
     */
    public double operations() {
        Applications together = Applications.among(order);
        return order.stream()
                .filter(together::isFirst)
                .mapToDouble(Operations::of)
                .sum();
    }

    /**
     * Checks that only primitives are left, as backends that claim nothing are given them.
     *
     * @param backend what needs it, for the message: "the interpreter"
     * @throws BackendException that names the first rich op
     */
    public void requirePrimitives(String backend) {
        for (Var node : order) {
            if (!(node.op() instanceof Prim)) {
                throw new BackendException(
                        BackendCode.UNUSABLE,
                        backend + " runs primitives only, but was given " + node.describe() + "; expand the rich op "
                                + node.op().name() + " before compiling");
            }
            if (node.op() instanceof Projection r) {
                r.of().bodies().forEach(b -> new Program(b.graph()).requirePrimitives(backend));
            }
        }
    }
}
