package ppl.backend.spi.fast;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;

/** Rewrites a lowered graph for the mode FAST, the bodies of loops and branches too. */
public final class FastArithmetic {

    private FastArithmetic() {}

    /** The graph with faster arithmetic. */
    public static Graph of(Graph graph) {
        return new Graph(graph.inputs(), rewritten(graph.outputs()));
    }

    private static List<Var> rewritten(List<Var> outputs) {
        List<Var> inside = Substitution.rebuild(outputs, Map.of(), (_, op, operands) -> bodies(op, operands));
        return Estrin.apply(Contraction.apply(ThinProducts.apply(inside)));
    }

    private static @Nullable Var bodies(Op op, List<Var> operands) {
        if (!(op instanceof Projection(MultiOp of, int index))) {
            return null;
        }
        MultiOp faster = of.withBodies(
                of.bodies().stream().map(b -> b.with(rewritten(b.results()))).toList());
        return Var.of(new Projection(faster, index), operands);
    }
}
