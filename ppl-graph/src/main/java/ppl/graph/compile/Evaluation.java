package ppl.graph.compile;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Extent;
import ppl.graph.Given;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/**
 * Computes nodes once: givens become constants, random draws are drawn from a key by the name of their site, and
 * lengths that depend on values are computed first.
 */
public final class Evaluation {

    private final RandomKey key;
    private final Map<String, Integer> occurrences = new HashMap<>();

    private Evaluation(RandomKey key) {
        this.key = key;
    }

    /** The value of a node. */
    public static Tensor of(Var output, List<Given> givens, RandomKey key) {
        return of(List.of(output), givens, key).getFirst();
    }

    /** The values of nodes, computed together: a draw they share is drawn once. */
    public static List<Tensor> of(List<Var> outputs, List<Given> givens, RandomKey key) {
        Map<Var, Var> replacements = new IdentityHashMap<>();
        for (Given g : givens) {
            replacements.put(g.node(), Var.constant(g.value()));
        }
        List<Var> closed = Substitution.rebuild(outputs, replacements, new Evaluation(key)::close);
        return run(closed);
    }

    private Var close(Var node, Op op, List<Var> operands) {
        if (op instanceof Input) {
            throw new GraphException("eval needs a value for the input " + node.describe() + "; give one");
        }
        Op known = op.shapes().stream().allMatch(Shape::isKnown)
                ? op
                : op.withShapes(op.shapes().stream().map(Evaluation::known).toList());
        if (known instanceof RandomOp r) {
            int occurrence = occurrences.merge(r.site().name(), 1, Integer::sum) - 1;
            KeyVar site = KeyVar.of(key.fold(r.site().name()).fold(occurrence));
            return r.family().draw(site, operands, r.batch());
        }
        return Var.of(known, operands);
    }

    private static Shape known(Shape shape) {
        return Shape.of(shape.extents().stream()
                .map(e -> e instanceof Extent.Symbolic(Var length)
                        ? Extent.of((int) run(List.of(length)).getFirst().longAt(0))
                        : e)
                .toList());
    }

    private static List<Tensor> run(List<Var> outputs) {
        if (outputs.stream().allMatch(y -> y.constantValue() != null)) {
            return outputs.stream()
                    .map(y -> java.util.Objects.requireNonNull(y.constantValue()))
                    .toList();
        }
        try (CompiledGraph compiled = new Graph(List.of(), outputs).compile(CompileOptions.defaults())) {
            return compiled.call(List.of());
        }
    }
}
