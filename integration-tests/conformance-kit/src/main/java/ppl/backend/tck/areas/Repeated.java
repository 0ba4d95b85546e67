package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Loop;

/**
 * A step to be repeated, as a loop and written out.
 *
 * @param name what the case is called
 * @param sequences what it goes over
 * @param first the states before the first step
 * @param others what is the same in all steps
 * @param step what a step leaves
 */
record Repeated(String name, List<Var> sequences, List<Var> first, List<Var> others, Way step) {

    /** A step as a function of what it is given. */
    interface Way {
        Left of(Given given);
    }

    /** A question as a function of what a step is given. */
    interface Question {
        Var of(Given given);
    }

    /** What a step is given. */
    record Given(Var row, List<Var> elements, List<Var> states, List<Var> others) {
        Var element() {
            return elements.getFirst();
        }

        Var state() {
            return states.getFirst();
        }

        Var other() {
            return others.getFirst();
        }
    }

    /** What a step leaves. */
    record Left(List<Var> next, List<Var> stacked) {
        static Left of(Var next, Var... stacked) {
            return new Left(List.of(next), List.of(stacked));
        }
    }

    /**
     * All results of the loop: steps made, last states, stacks, states before each step.
     *
     * @param rows a constant
     * @param steps how many are to be made
     */
    List<Var> loop(Var rows, Var steps, boolean backward, @Nullable Question goOn) {
        Loop.Step given = new Loop.Step(
                standIn(new TensorType(DType.I64, Shape.scalar())),
                sequences.stream()
                        .map(x -> standIn(x.type().with(x.shape().slice(1, x.rank()))))
                        .toList(),
                first.stream().map(x -> standIn(x.type())).toList(),
                others.stream().map(x -> standIn(x.type())).toList());
        Given inside = new Given(given.row(), given.elements(), given.before(), given.others());
        Left left = step.of(inside);
        Loop loop = Loop.closing(given, left.next, left.stacked, goOn == null ? null : goOn.of(inside), backward);
        List<Var> inputs = new ArrayList<>(List.of(rows, steps));
        inputs.addAll(sequences);
        inputs.addAll(first);
        inputs.addAll(others);
        return loop.parts().stream().map(part -> loop.part(part, inputs)).toList();
    }

    private static Var standIn(TensorType type) {
        return Var.input("given", type);
    }

    /** The same results of so many steps, one written after the other. */
    List<Var> written(int rows, int made, boolean backward) {
        List<Var> states = first;
        List<List<Var>> before = rowsOf(rows);
        List<List<Var>> kept = rowsOf(rows);
        for (int i = 0; i < made; i++) {
            int at = backward ? made - 1 - i : i;
            Left left = left(at, states);
            before.set(at, states);
            kept.set(at, left.stacked);
            states = left.next;
        }
        Left like = left(0, first);
        List<Var> results = new ArrayList<>(List.of(Var.constant((long) made)));
        results.addAll(states);
        for (int j = 0; j < like.stacked.size(); j++) {
            results.add(stack(kept, j, like.stacked.get(j)));
        }
        for (int k = 0; k < first.size(); k++) {
            results.add(stack(before, k, first.get(k)));
        }
        return results;
    }

    private Left left(int row, List<Var> states) {
        List<Var> elements = sequences.stream()
                .map(x ->
                        x.shape().size(0) == 0 ? standIn(x.type().with(x.shape().slice(1, x.rank()))) : x.get(row))
                .toList();
        return step.of(new Given(Var.constant((long) row), elements, states, others));
    }

    private static List<List<Var>> rowsOf(int rows) {
        return new ArrayList<>(
                IntStream.range(0, rows).mapToObj(_ -> List.<Var>of()).toList());
    }

    private static Var stack(List<List<Var>> rows, int result, Var like) {
        TensorType type = like.type();
        if (rows.isEmpty()) {
            return Functions.zeros(type.with(Shape.of(0).concat(type.shape())));
        }
        return Functions.stack(
                rows.stream()
                        .map(row -> row.isEmpty() ? Functions.zeros(type) : row.get(result))
                        .toList(),
                0);
    }

    /** What a result is, for messages. */
    static String described(List<Var> results, int i) {
        return "result " + i + " of " + results.size() + ", " + results.get(i).type();
    }
}
