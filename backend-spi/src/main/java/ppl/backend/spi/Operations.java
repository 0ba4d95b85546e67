package ppl.backend.spi;

import ppl.graph.Var;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;

/** About how much work a node is, in operations on elements. */
final class Operations {

    private Operations() {}

    static double of(Var node) {
        double results = node.shape().elements();
        return switch (node.op()) {
            case Routine routine -> routine.operations(node.inputs());
            case Reduce _ -> Math.max(results, node.inputs().getFirst().shape().elements());
            case Projection r -> ofLongestBody(r) / r.of().count();
            default -> results;
        };
    }

    private static double ofLongestBody(Projection result) {
        return result.of().bodies().stream()
                .mapToDouble(b -> new Program(b.graph()).operations())
                .max()
                .orElse(0);
    }
}
