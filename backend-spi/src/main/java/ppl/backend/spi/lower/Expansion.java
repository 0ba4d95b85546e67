package ppl.backend.spi.lower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/** Replaces rich ops by their definitions until none is left that the backend does not run itself. */
final class Expansion {

    /** Definitions nest a few levels deep; this many means one that comes back to itself. */
    private static final int MOST_ROUNDS = 64;

    private Expansion() {}

    static Graph expand(Graph graph, Predicate<RichOp> claimed) {
        List<Var> outputs = graph.outputs();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (firstUnclaimed(outputs, claimed).isEmpty()) {
                return round == 0 ? graph : new Graph(graph.inputs(), outputs);
            }
            outputs = Substitution.rebuild(
                    outputs,
                    Map.of(),
                    (_, op, operands) ->
                            op instanceof RichOp rich && !claimed.test(rich) ? rich.expand(operands) : null);
        }
        throw new GraphException(
                GraphCode.CONTRACT,
                "the rich op '"
                        + firstUnclaimed(outputs, claimed).orElseThrow().op().name()
                        + "' does not come to an end: after " + MOST_ROUNDS
                        + " expansions it is still there; let its expand() "
                        + "return a graph without it");
    }

    private static Optional<Var> firstUnclaimed(List<Var> outputs, Predicate<RichOp> claimed) {
        return Graph.order(outputs).stream()
                .filter(n -> n.op() instanceof RichOp rich && !claimed.test(rich))
                .findFirst();
    }
}
