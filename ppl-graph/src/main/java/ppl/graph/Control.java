package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;

/**
 * Control flow: parts of a graph that run or do not run.
 *
 * <p>What a branch is made of is written as a Java function. Nodes that it makes are inside the branch; nodes that were made
 * before and that it uses are computed in any case, and given to the branch. A draw made inside is drawn in any case too:
 * it has an identity, whichever branch uses it.
 *
 * <p><b>Gradients</b>: that of the branch taken, and only it is computed; what the other one alone uses gets 0, also where
 * its slope is infinite or NaN. The branch is run again for it.
 */
final class Control {

    private Control() {}

    /**
     * The result of one of two branches, of which only that one runs: {@code cond(c, () -> exp(x), () -> x.plus(1))}.
     * {@code where} chooses element by element, of two values that are both computed.
     *
     * <p><b>Shapes</b>: the condition is a scalar; both results have one type and shape, which is that of the result.
     *
     * @throws GraphException if the condition is no bool scalar, or the branches differ; the message names both results
     */
    public static Var cond(Var condition, Functions.Branch then, Functions.Branch otherwise) {
        return cond(condition, () -> Arrays.asList(then.result()), () -> Arrays.asList(otherwise.result()))
                .getFirst();
    }

    /**
     * The results of one of two branches, of which only that one runs.
     *
     * @throws GraphException if the condition is no bool scalar, or the branches differ in the number, types or shapes of their
     *     results
     */
    public static List<Var> cond(Var condition, Functions.Branches then, Functions.Branches otherwise) {
        Recording first = new Recording();
        Recording second = new Recording();
        List<Var> a = present("where the condition holds", first.run(then::results));
        List<Var> b = present("otherwise", second.run(otherwise::results));
        requireAgreement(a, b);
        Set<Var> captured = new LinkedHashSet<>();
        first.capture(a, captured);
        second.capture(b, captured);
        List<Var> operands = List.copyOf(captured);
        List<Var> inputs = new ArrayList<>(List.of(condition));
        inputs.addAll(operands);
        return Projection.all(new Cond(Body.closing(operands, a), Body.closing(operands, b)), inputs);
    }

    private static List<Var> present(String branch, List<Var> results) {
        if (results == null || results.stream().anyMatch(Objects::isNull)) {
            throw new GraphException(
                    GraphCode.INPUT, "the branch of a cond that runs " + branch + " gives null: return a node from it");
        }
        return List.copyOf(results);
    }

    private static void requireAgreement(List<Var> a, List<Var> b) {
        if (a.size() != b.size()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the branches of a cond must have equally many results, but where the condition holds there"
                            + " are " + a.size() + " (" + labels(a) + "), and otherwise " + b.size() + " (" + labels(b)
                            + ")");
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).type().equals(b.get(i).type())) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "the branches of a cond must agree in type and shape, but result " + i + " is "
                                + a.get(i).describe() + " where the condition holds, and "
                                + b.get(i).describe() + " otherwise; broadcast or cast one of them");
            }
        }
    }

    private static String labels(List<Var> results) {
        return String.join(", ", results.stream().map(Var::label).toList());
    }
}
