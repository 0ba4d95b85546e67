package ppl.backend.spi.lower;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
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
 * operations with bodies that came after it. Inside bodies too. Each node is looked at once: a definition is expanded before it takes its place, down to
 * its operands, which are expanded already.
 */
final class Expansion {

    /** Definitions nest a few levels deep; this many means one that comes back to itself. */
    private static final int DEEPEST = 64;

    private final Claims claims;

    /** Operations with what their bodies became: each of their results asks. */
    private final Map<MultiOp, MultiOp> expanded = new IdentityHashMap<>();

    /** For a backend with these claims. */
    Expansion(Claims claims) {
        this.claims = claims;
    }

    Graph expand(Graph graph) {
        List<Var> outputs = expand(graph.outputs(), Map.of(), 0);
        return sameNodes(outputs, graph.outputs()) ? graph : new Graph(graph.inputs(), outputs);
    }

    /**
     * Expands nodes.
     *
     * @param known nodes that are expanded already, as their own replacements
     * @param depth of definitions within definitions
     */
    private List<Var> expand(List<Var> nodes, Map<Var, Var> known, int depth) {
        return Substitution.rebuild(nodes, known, (_, op, operands) -> {
            Var definition = definition(op, operands);
            if (definition == null) {
                return null;
            }
            requireEnd(op, depth);
            Map<Var, Var> below = new IdentityHashMap<>();
            operands.forEach(x -> below.put(x, x));
            return expand(List.of(definition), below, depth + 1).getFirst();
        });
    }

    private @Nullable Var definition(Op op, List<Var> operands) {
        return switch (op) {
            case RichOp rich
            when !claims.runs(rich) -> claims.runsFast() ? rich.expandFast(operands) : rich.expand(operands);
            case Projection(MultiOp of, int index) when !claims.knows(of) -> of.expand(operands, index);
            case Projection(MultiOp of, int index) -> {
                MultiOp whole = expanded.get(of);
                if (whole == null) {
                    whole = withBodies(of);
                    expanded.put(of, whole);
                }
                yield whole == of ? null : Var.of(new Projection(whole, index), operands);
            }
            default -> null;
        };
    }

    /** The operation with its bodies expanded; itself if nothing in them is. */
    private MultiOp withBodies(MultiOp of) {
        List<Body> bodies = of.bodies().stream()
                .map(b -> {
                    List<Var> results = expand(b.results(), Map.of(), 0);
                    return sameNodes(results, b.results()) ? b : b.with(results);
                })
                .toList();
        return bodies.equals(of.bodies()) ? of : of.withBodies(bodies);
    }

    private static boolean sameNodes(List<Var> a, List<Var> b) {
        return IntStream.range(0, a.size()).allMatch(i -> a.get(i) == b.get(i));
    }

    private static void requireEnd(Op op, int depth) {
        if (depth == DEEPEST) {
            throw new GraphException(
                    GraphCode.CONTRACT,
                    "the rich op '"
                            + op.name()
                            + "' does not come to an end: after " + DEEPEST
                            + " expansions it is still there; let its expand() "
                            + "return a graph without it");
        }
    }
}
