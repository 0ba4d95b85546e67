package ppl.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Loop;

/**
 * Writes down a step that the user gives as a Java function, and makes a loop of it. The function is called with nodes that stand
 * for what changes; its first states are promoted and broadcast to what it leaves, for which it may be called again.
 *
 * @param name what the user called, for messages
 * @param rows the length of sequences and stacks
 * @param sequences with a leading axis of that length
 * @param first the states before the first step
 * @param backward true if it begins with the last row
 */
record Repetition(String name, Var rows, List<Var> sequences, List<Var> first, boolean backward) {

    /** Runs of the function: the types of states settle, then their bounds. */
    private static final int MOST_ATTEMPTS = 8;

    private static final Interval POSITIVE = new Interval(Double.MIN_VALUE, Double.POSITIVE_INFINITY);

    /** What a function of a step is given. */
    record Given(Var row, List<Var> elements, List<Var> states) {}

    /** What a step leaves: the states after it, and what is stacked. */
    record Left(List<Var> next, List<Var> stacked) {}

    /** A loop and its inputs. */
    record Made(Loop loop, List<Var> inputs) {
        /** Checks that they fit, on the line that writes the loop. */
        Made {
            loop.part(new Loop.Part.Made(), inputs);
        }

        Var part(Loop.Part part) {
            return loop.part(part, inputs);
        }
    }

    /** The loop of a step. */
    Made of(Function<Given, Left> step, @Nullable Function<Given, Var> goOn) {
        List<Var> begin = first;
        List<Interval> bounds = first.stream()
                .map(x -> x.op() instanceof Constant ? sign(x.range()) : x.range())
                .toList();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Given given = standIns(begin, bounds);
            Recording recording = new Recording();
            Left left = recording.run(() -> checked(step.apply(given)));
            List<Var> widened = widened(begin, left.next());
            if (!widened.equals(begin)) {
                begin = widened;
                continue;
            }
            List<Interval> wider = wider(bounds, left.next(), attempt);
            if (!wider.equals(bounds)) {
                bounds = wider;
                continue;
            }
            List<Var> asked = goOn == null ? List.of() : List.of(recording.run(() -> goOn.apply(given)));
            return made(given, begin, left, asked, recording);
        }
        throw new GraphException(
                GraphCode.SHAPE,
                "the states of " + name + " reach no fixed type: they begin as " + described(first)
                        + " and every step makes others of them; cast or reshape what the step leaves to what it was given");
    }

    private Given standIns(List<Var> begin, List<Interval> bounds) {
        List<Var> elements = new ArrayList<>();
        for (Var x : sequences) {
            TensorType element = x.type().with(x.shape().slice(1, x.rank()));
            elements.add(standIn("element of " + x.label(), element, x.range()));
        }
        List<Var> states = IntStream.range(0, begin.size())
                .mapToObj(k -> standIn("state " + k, begin.get(k).type(), bounds.get(k)))
                .toList();
        TensorType scalar = new TensorType(DType.I64, Shape.scalar());
        return new Given(standIn("row", scalar, Interval.NON_NEGATIVE), elements, states);
    }

    private static Var standIn(String label, TensorType type, Interval bounds) {
        return Var.of(new Input(new Input.Slot(label), type, bounds));
    }

    private Left checked(Left left) {
        if (left.next().size() != first.size()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "a step of " + name + " leaves each of its " + first.size() + " states, but this one leaves "
                            + left.next().size() + " (" + described(left.next()) + ")");
        }
        return left;
    }

    /** The first states in the type and shape that a step makes of them, where they go into it. */
    private static List<Var> widened(List<Var> begin, List<Var> next) {
        List<Var> widened = new ArrayList<>();
        for (int k = 0; k < begin.size(); k++) {
            Var x = begin.get(k);
            Var y = next.get(k);
            DType dtype = DType.promote(x.dtype(), y.dtype());
            Shape shape = Shape.common(List.of(x, y), "state " + k + " before and after a step");
            widened.add(x.cast(dtype).broadcastTo(shape));
        }
        return widened;
    }

    /** Bounds that hold before and after a step: as given, then of a sign, then none. */
    private static List<Interval> wider(List<Interval> bounds, List<Var> next, int attempt) {
        List<Interval> wider = new ArrayList<>();
        for (int k = 0; k < bounds.size(); k++) {
            Interval before = bounds.get(k);
            Interval after = next.get(k).range();
            boolean last = attempt > MOST_ATTEMPTS / 2;
            wider.add(before.contains(after) ? before : last ? Interval.ALL : sign(before.union(after)));
        }
        return wider;
    }

    private static Interval sign(Interval x) {
        return x.lo() > 0
                ? POSITIVE
                : x.lo() >= 0 ? Interval.NON_NEGATIVE : x.hi() <= 0 ? Interval.NON_POSITIVE : Interval.ALL;
    }

    private Made made(Given given, List<Var> begin, Left left, List<Var> asked, Recording recording) {
        List<Var> all = new ArrayList<>(left.next());
        all.addAll(left.stacked());
        all.addAll(asked);
        Var drawn = recording.draw(all);
        if (drawn != null) {
            throw new GraphException(
                    GraphCode.RANDOM,
                    "a step of " + name + " makes the draw " + drawn.describe()
                            + ", but a draw has one value, not one for each step: draw a tensor with an axis for the steps "
                            + "before and go over it, or draw by a key of each step, key.fold(row)");
        }
        List<Var> changing = new ArrayList<>(List.of(given.row()));
        changing.addAll(given.elements());
        changing.addAll(given.states());
        Set<Var> captured = new LinkedHashSet<>();
        changing.forEach(x -> Recording.withLengths(x, captured));
        recording.capture(all, captured);
        changing.forEach(captured::remove);
        List<Var> others = List.copyOf(captured);
        Loop loop = Loop.closing(
                new Loop.Step(given.row(), given.elements(), given.states(), others),
                left.next(),
                left.stacked(),
                asked.isEmpty() ? null : asked.getFirst(),
                backward);
        List<Var> inputs = new ArrayList<>(List.of(rows, rows));
        inputs.addAll(sequences);
        inputs.addAll(begin);
        inputs.addAll(others);
        return new Made(loop, inputs);
    }

    private static String described(List<Var> nodes) {
        return String.join(", ", nodes.stream().map(Var::describe).toList());
    }
}
