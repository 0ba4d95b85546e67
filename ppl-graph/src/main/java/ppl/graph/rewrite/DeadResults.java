package ppl.graph.rewrite;

import java.util.List;
import java.util.Map;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.MultiOp.Projection;

/** Removes results that nothing uses from operations with several results, also inside bodies. */
public final class DeadResults {

    private DeadResults() {}

    /** The outputs, from operations that have no other results than those that are used. */
    public static List<Var> remove(List<Var> outputs) {
        Applications applications = Applications.among(Graph.order(outputs));
        if (applications.isEmpty()) {
            return outputs;
        }
        return Substitution.rebuild(
                outputs,
                Map.of(),
                (node, op, operands) ->
                        op instanceof Projection r ? Var.of(kept(r, applications.of(node)), operands) : null);
    }

    private static Projection kept(Projection result, List<Var> used) {
        List<Integer> indices =
                used.stream().map(x -> ((Projection) x.op()).index()).sorted().toList();
        MultiOp of = result.of().keeping(indices);
        List<Body> bodies =
                of.bodies().stream().map(b -> b.with(remove(b.results()))).toList();
        return new Projection(of.withBodies(bodies), indices.indexOf(result.index()));
    }
}
