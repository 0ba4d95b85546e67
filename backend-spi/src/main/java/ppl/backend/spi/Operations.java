package ppl.backend.spi;

import java.util.List;
import ppl.graph.Body;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;

/** About how much work a node is, in operations on elements. */
final class Operations {

    /** What a loop that ends by its condition is taken for. */
    private static final int ASKED_STEPS = 1000;

    private Operations() {}

    /** Of a node; of results that are computed together it is asked for one only. */
    static double of(Var node) {
        double results = node.shape().elements();
        return switch (node.op()) {
            case Routine routine -> routine.operations(node.inputs());
            case Reduce _ -> Math.max(results, node.inputs().getFirst().shape().elements());
            case Projection r -> ofBodies(r, node.inputs());
            default -> results;
        };
    }

    /** The longer branch; all steps of a loop, and if it asks whether to go on, not more than some. */
    private static double ofBodies(Projection result, List<Var> inputs) {
        return switch (result.of()) {
            case Cond(Body then, Body otherwise) -> Math.max(of(then), of(otherwise));
            case Loop loop -> {
                double rows = Extent.of(inputs.getFirst()) instanceof Extent.Known(int n) ? n : ASKED_STEPS;
                double steps = loop.goOn() == null ? rows : Math.min(rows, ASKED_STEPS);
                yield steps * loop.bodies().stream().mapToDouble(Operations::of).sum();
            }
        };
    }

    private static double of(Body body) {
        return new Program(body.graph()).operations();
    }
}
