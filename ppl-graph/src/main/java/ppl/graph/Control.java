package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
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

    /** So many steps that nobody waits for them: a loop that has no stated bound, and so no gradient. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

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
        List<Var> a = present("the branch of a cond that runs where the condition holds", first.run(then::results));
        List<Var> b = present("the branch of a cond that runs otherwise", second.run(otherwise::results));
        requireAgreement(a, b);
        Set<Var> captured = new LinkedHashSet<>();
        first.capture(a, captured);
        second.capture(b, captured);
        List<Var> operands = List.copyOf(captured);
        List<Var> inputs = new ArrayList<>(List.of(condition));
        inputs.addAll(operands);
        return Projection.all(new Cond(Body.closing(operands, a), Body.closing(operands, b)), inputs);
    }

    private static List<Var> present(String part, List<Var> results) {
        if (results == null || results.stream().anyMatch(Objects::isNull)) {
            throw new GraphException(GraphCode.INPUT, part + " gives null: return a node from it");
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

    /**
     * The states after each step of a recurrence over the first axis of a tensor: {@code scan(0, z, (x, e) -> phi.times(x).plus(e))}.
     * {@link Scan} has more of everything.
     *
     * <p><b>Shapes</b>: of states {@code S} and a sequence {@code [T, E]} the result is {@code [T, S]}, without the first state. The
     * first state is promoted and broadcast to what the step makes of it.
     *
     * <p><b>Gradients</b>: by a loop the other way, linear in T.
     *
     * @param first the state before the first step
     * @param sequence with the elements of the steps along its first axis
     * @param step from the state and the element to the next state; called when the graph is built, perhaps more than once
     * @throws GraphException if the step changes type or shape of the state, or makes a draw; if the sequence has no axis
     */
    public static Var scan(Number first, Var sequence, BinaryOperator<Var> step) {
        return Scan.over(sequence)
                .from(first)
                .run(t -> t.next(present("the step of a scan", Arrays.asList(step.apply(t.state(), t.element())))
                        .getFirst()))
                .states();
    }

    /**
     * The state at which a condition first fails, by steps from a first one: {@code whileLoop(x, v -> v.gt(1), v -> v.times(0.5))}.
     *
     * <p><b>Gradients</b> need a loop of which it is known how many steps it can make.
     *
     * @param goOn asked before each step: a bool scalar
     * @throws GraphException as for {@link #whileLoop(List, int, Function, UnaryOperator)}
     */
    public static Var whileLoop(Number first, UnaryOperator<Var> goOn, UnaryOperator<Var> step) {
        return whileLoop(first, UNBOUNDED, goOn, step);
    }

    /**
     * The state at which a condition first fails, by at most so many steps from a first one.
     *
     * @param most the most steps; a float state is NaN if the condition still holds after them, another one is what it is then
     * @param goOn asked before each step: a bool scalar
     * @throws GraphException as for {@link #whileLoop(List, int, Function, UnaryOperator)}
     */
    public static Var whileLoop(Number first, int most, UnaryOperator<Var> goOn, UnaryOperator<Var> step) {
        return whileLoop(
                        List.of(Var.of(first)),
                        most,
                        s -> goOn.apply(s.getFirst()),
                        s -> Arrays.asList(step.apply(s.getFirst())))
                .getFirst();
    }

    /**
     * The states at which a condition first fails, by steps from first ones.
     *
     * @param goOn asked before each step: a bool scalar
     * @throws GraphException as for {@link #whileLoop(List, int, Function, UnaryOperator)}
     */
    public static List<Var> whileLoop(List<Var> first, Function<List<Var>, Var> goOn, UnaryOperator<List<Var>> step) {
        return whileLoop(first, UNBOUNDED, goOn, step);
    }

    /**
     * The states at which a condition first fails, by at most so many steps from first ones.
     *
     * <p><b>Shapes</b>: each state keeps its type and shape; a first one is promoted and broadcast to what the step makes of it.
     *
     * <p><b>Gradients</b>: through the steps that were made. The states of all of the most steps have their place in memory.
     *
     * @param most the most steps, 0 or more; a float state is NaN if the condition still holds after them, another one is what it
     *     is then
     * @param goOn asked before each step: a bool scalar
     * @param step called when the graph is built, as the condition, perhaps more than once
     * @throws GraphException if the condition is no bool scalar, if the step changes the number, a type or a shape of the states, or
     *     makes a draw, or if {@code most} is below 0
     */
    public static List<Var> whileLoop(
            List<Var> first, int most, Function<List<Var>, Var> goOn, UnaryOperator<List<Var>> step) {
        if (most < 0) {
            throw new GraphException(
                    GraphCode.VALUE, "the most steps of a whileLoop must not be negative, but are " + most);
        }
        Repetition repetition =
                new Repetition("a whileLoop", Var.constant((long) most), List.of(), List.copyOf(first), false);
        Repetition.Written made = repetition.of(
                given ->
                        new Repetition.After(present("the step of a whileLoop", step.apply(given.states())), List.of()),
                given -> goOn.apply(given.states()));
        List<Var> last = IntStream.range(0, first.size())
                .mapToObj(k -> made.part(new Loop.Part.Last(k)))
                .toList();
        return most == UNBOUNDED ? last : endedOrNaN(goOn.apply(last), last);
    }

    private static List<Var> endedOrNaN(Var goesOn, List<Var> last) {
        return last.stream()
                .map(x -> x.dtype().isFloat() ? Elementwise.where(goesOn, Var.constant(x.dtype(), Double.NaN), x) : x)
                .toList();
    }
}
