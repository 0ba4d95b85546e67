package ppl.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Shape.Extent;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.function.Reductions;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomKey;

/**
 * Computes nodes once: givens become constants, random draws are drawn from a key by the name of their site, and
 * lengths that depend on values are computed first.
 */
final class Evaluation {

    private final RandomKey key;
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final List<DrawCheck> checks = new ArrayList<>();

    /** A constraint that a draw puts on its parameters, which is known to hold or not once they are computed. */
    private record DrawCheck(Var draw, List<Var> parameters, ParameterCheck constraint) {

        /** The operand of the draw that a parameter was computed for. */
        Var written(Var parameter) {
            int i = parameters.indexOf(parameter);
            return i < 0 ? parameter : draw.inputs().get(i);
        }
    }

    private Evaluation(RandomKey key) {
        this.key = key;
    }

    /** The value of a node. */
    static Tensor of(Var output, List<Given> givens, RandomKey key) {
        return of(List.of(output), givens, key).getFirst();
    }

    /** The values of nodes, computed together: a draw they share is drawn once. */
    static List<Tensor> of(List<Var> outputs, List<Given> givens, RandomKey key) {
        Map<Var, Var> replacements = new IdentityHashMap<>();
        for (Given g : givens) {
            replacements.put(g.node(), Var.constant(g.value()));
        }
        Evaluation evaluation = new Evaluation(key);
        return evaluation.run(Substitution.rebuild(outputs, replacements, evaluation::close));
    }

    private Var close(Var node, Op op, List<Var> operands) {
        if (op instanceof Input) {
            throw new GraphException(
                    GraphCode.INPUT,
                    "eval needs a value for the input " + node.describe() + ": give it one with eval(" + node.label()
                            + ".with(value))");
        }
        Op known = op.shapes().stream().allMatch(Shape::isKnown)
                ? op
                : op.withShapes(op.shapes().stream().map(this::known).toList());
        if (known instanceof RandomOp r) {
            if (r.family().whyNoDraws() != null) {
                throw new GraphException(
                        GraphCode.RANDOM,
                        "cannot draw " + node.describe() + ": " + r.family().whyNoDraws());
            }
            int occurrence = occurrences.merge(r.site().name(), 1, Integer::sum) - 1;
            KeyVar site = KeyVar.of(key.fold(r.site().name()).fold(occurrence));
            for (ParameterCheck c : r.family().checks(operands)) {
                check(new DrawCheck(node, operands, c));
            }
            return r.draw(site, operands);
        }
        return Var.checked(known, operands);
    }

    /** Parameters that are known already are refused before a shape is made of the draw. */
    private void check(DrawCheck check) {
        Tensor holds = check.constraint().holds().constantValue();
        if (holds == null) {
            checks.add(check);
            return;
        }
        for (int i = 0; i < holds.length(); i++) {
            if (!holds.booleanAt(i)) {
                throw refusal(check);
            }
        }
    }

    private Shape known(Shape shape) {
        return Shape.of(shape.extents().stream()
                .map(e -> e instanceof Extent.Symbolic(Var length)
                        ? Extent.of(Var.constant(run(List.of(length)).getFirst()))
                        : e)
                .toList());
    }

    /** The values of outputs, once the parameters of all draws so far are found to be in range. */
    private List<Tensor> run(List<Var> outputs) {
        List<Var> wanted = new ArrayList<>(outputs);
        checks.forEach(c -> wanted.add(Reductions.all(c.constraint().holds())));
        List<Tensor> values = compute(wanted);
        for (int i = 0; i < checks.size(); i++) {
            if (!values.get(outputs.size() + i).booleanAt(0)) {
                throw refusal(checks.get(i));
            }
        }
        return List.copyOf(values.subList(0, outputs.size()));
    }

    private static GraphException refusal(DrawCheck check) {
        ParameterCheck c = check.constraint();
        return new GraphException(
                GraphCode.RANDOM,
                "cannot draw " + check.draw().describe() + ": " + c.violation(compute(c.nodes()), check::written) + "; "
                        + c.remedy());
    }

    private static List<Tensor> compute(List<Var> outputs) {
        List<Tensor> known = new ArrayList<>();
        for (Var y : outputs) {
            Tensor value = y.constantValue();
            if (value != null) {
                known.add(value);
            }
        }
        if (known.size() == outputs.size()) {
            return known;
        }
        try (CompiledGraph compiled = new Graph(List.of(), outputs).compile(CompileOptions.defaults())) {
            return compiled.call(List.of());
        }
    }
}
