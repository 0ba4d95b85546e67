package ppl.backend.spi;

import java.util.List;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;

/**
 * A lowered graph: every length known, no random draw left, only primitives and rich ops the backend claims. Whatever
 * fixes the order of arithmetic has been decided in it, so all backends that run it faithfully agree to the bit.
 *
 * @param graph the nodes
 */
public record Program(Graph graph) {

    /** Checks what lowering promises. */
    public Program {
        for (Var node : graph.order()) {
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

    /** The nodes, operands before users. */
    public List<Var> order() {
        return graph.order();
    }

    /** True if only primitives are left, as backends that claim nothing see it. */
    public boolean isPrimitive() {
        return order().stream().allMatch(n -> n.op() instanceof Prim);
    }
}
