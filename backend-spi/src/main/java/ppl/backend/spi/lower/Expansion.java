package ppl.backend.spi.lower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.RichOp;

/**
 * Replaces what the backend does not run itself by its definition, until none is left: rich ops that it does not claim, and
 * operations with bodies that came after it. Inside bodies too.
 */
final class Expansion {

    /** Definitions nest a few levels deep; this many means one that comes back to itself. */
    private static final int MOST_ROUNDS = 64;

    private final Claims claims;

    /** For a backend with these claims. */
    Expansion(Claims claims) {
        this.claims = claims;
    }

    Graph expand(Graph graph) {
        List<Var> outputs = expand(graph.outputs());
        return outputs == graph.outputs() ? graph : new Graph(graph.inputs(), outputs);
    }

    private List<Var> expand(List<Var> nodes) {
        List<Var> outputs = nodes;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (firstForeign(outputs).isEmpty()) {
                return outputs;
            }
            outputs = Substitution.rebuild(outputs, Map.of(), (_, op, operands) -> expanded(op, operands));
        }
        throw new GraphException(
                GraphCode.CONTRACT,
                "the rich op '"
                        + firstForeign(outputs).orElseThrow().op().name()
                        + "' does not come to an end: after " + MOST_ROUNDS
                        + " expansions it is still there; let its expand() "
                        + "return a graph without it");
    }

    private @Nullable Var expanded(Op op, List<Var> operands) {
        return switch (op) {
            case RichOp rich
            when !claims.runs(rich) -> claims.runsFast() ? rich.expandFast(operands) : rich.expand(operands);
            case Projection(MultiOp of, int index) when !claims.knows(of) -> of.expand(operands, index);
            case Projection(MultiOp of, int index)
            when hasForeign(of) ->
                Var.of(
                        new Projection(
                                of.withBodies(of.bodies().stream()
                                        .map(b -> b.with(expand(b.results())))
                                        .toList()),
                                index),
                        operands);
            default -> null;
        };
    }

    private Optional<Var> firstForeign(List<Var> outputs) {
        return Graph.order(outputs).stream().filter(n -> isForeign(n.op())).findFirst();
    }

    private boolean isForeign(Op op) {
        return switch (op) {
            case RichOp rich -> !claims.runs(rich);
            case Projection(MultiOp of, int _) -> !claims.knows(of) || hasForeign(of);
            default -> false;
        };
    }

    private boolean hasForeign(MultiOp of) {
        return of.bodies().stream().anyMatch(b -> firstForeign(b.results()).isPresent());
    }
}
