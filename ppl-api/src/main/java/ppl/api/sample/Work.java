package ppl.api.sample;

import java.util.List;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Prim;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;

/**
 * About how much work a graph is, in operations on elements. A function of the graph alone, since what samplers decide by it must be the same
 * on every backend.
 */
final class Work {

    /** What an elementary function takes, in multiplications. */
    private static final int RICH = 16;

    /** What a loop is taken for whose steps only a run tells. */
    private static final int STEPS = 1000;

    private Work() {}

    static double of(Graph graph) {
        return of(graph.order());
    }

    private static double of(List<Var> order) {
        return order.stream().mapToDouble(Work::of).sum();
    }

    private static double of(Var node) {
        if (node.inputs().isEmpty()) {
            return 0;
        }
        return switch (node.op()) {
            case Routine routine -> routine.operations(node.inputs());
            case Broadcast _, Reshape _ -> 0;
            case Reduce _ -> elements(node.inputs().getFirst());
            case Projection(Cond cond, int _) -> ofBodies(cond.bodies());
            case Projection(Loop loop, int _) -> steps(node.inputs().getFirst()) * ofBodies(loop.bodies());
            case RichOp _, RandomOp _ -> RICH * elements(node);
            case Prim _ -> elements(node);
        };
    }

    private static double ofBodies(List<Body> bodies) {
        return bodies.stream().mapToDouble(b -> of(b.graph())).sum();
    }

    private static double steps(Var count) {
        return Extent.of(count) instanceof Extent.Known(int n) ? n : STEPS;
    }

    private static double elements(Var node) {
        return node.shape().isKnown() ? node.shape().elements() : 1;
    }
}
