package ppl.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
record Repetition(String name, Var rows, List<Var> sequences, List<Number> first, boolean backward) {

    /** Runs of the function for each state, one of which each may make wider: whole numbers, floats, another shape. */
    private static final int MOST_ATTEMPTS_FOR_TYPES = 8;
    /** Runs in which bounds may grow, before there are none. */
    private static final int MOST_ATTEMPTS_FOR_BOUNDS = 3;

    /** What a function of a step is given. */
    record Given(Var row, List<Var> elements, List<Var> states) {}

    /** What a step leaves: the states after it, which are stacked, and what is stacked after them. */
    record After(List<Var> next, List<Var> stacked) {}

    /** A loop and its inputs. */
    record Written(Loop loop, List<Var> inputs) {
        /** Checks that they fit, on the line that writes the loop. */
        Written {
            loop.part(new Loop.Part.Made(), inputs);
        }

        Var part(Loop.Part part) {
            return loop.part(part, inputs);
        }
    }

    /** The loop of a step. */
    Written of(Function<Given, After> step, @Nullable Function<Given, Var> goOn) {
        List<Var> begin = first.stream().map(Var::of).toList();
        List<Interval> bounds = begin.stream()
                .map(x -> x.op() instanceof Constant ? x.range().ofSign() : x.range())
                .toList();
        int narrow = MOST_ATTEMPTS_FOR_BOUNDS;
        for (int attempt = 0; attempt < MOST_ATTEMPTS_FOR_TYPES * (1 + first.size()); attempt++) {
            Given given = standIns(begin, bounds);
            Recording recording = new Recording();
            After written = recording.run(() -> checked(step.apply(given)));
            List<Var> widened = widened(begin, written.next());
            if (!widened.equals(begin)) {
                begin = widened;
                continue;
            }
            List<Interval> wider = wider(bounds, written.next());
            if (!wider.equals(bounds)) {
                bounds = narrow-- > 0 ? wider : Collections.nCopies(bounds.size(), Interval.ALL);
                continue;
            }
            After left = recording.run(() -> fitted(written, given.states()));
            List<Var> asked = goOn == null ? List.of() : List.of(recording.run(() -> condition(goOn.apply(given))));
            return written(given, begin, left, asked, recording);
        }
        throw new GraphException(
                GraphCode.SHAPE,
                "the states of " + name + " reach no fixed type: they begin as " + described(begin)
                        + " and every step makes others of them; cast or reshape what the step leaves to what it was given");
    }

    private Var condition(@Nullable Var asked) {
        if (asked == null) {
            throw new GraphException(
                    GraphCode.INPUT, "the condition of " + name + " gives null: return a bool scalar from it");
        }
        return asked;
    }

    /** What a step leaves in the types of the states; numbers are repeated. */
    private static After fitted(After left, List<Var> states) {
        List<Var> next = new ArrayList<>();
        for (int k = 0; k < states.size(); k++) {
            Var before = states.get(k);
            Var after = left.next().get(k);
            boolean narrower = DType.promote(before.dtype(), after.dtype()) == before.dtype();
            Var cast = narrower ? after.cast(before.dtype()) : after;
            next.add(after.op() instanceof Constant && after.rank() == 0 ? cast.broadcastTo(before.shape()) : cast);
        }
        return new After(next, left.stacked());
    }

    private Given standIns(List<Var> begin, List<Interval> bounds) {
        List<Var> elements = new ArrayList<>();
        for (Var x : sequences) {
            TensorType element = x.type().with(x.shape().slice(1, x.rank()));
            elements.add(standIn("element of " + x.label() + " in a step", element, x.range()));
        }
        List<Var> states = IntStream.range(0, begin.size())
                .mapToObj(k -> standIn("state " + k + " in a step", begin.get(k).type(), bounds.get(k)))
                .toList();
        TensorType scalar = new TensorType(DType.I64, Shape.scalar());
        return new Given(standIn("row of a step", scalar, Interval.NON_NEGATIVE), elements, states);
    }

    private static Var standIn(String label, TensorType type, Interval bounds) {
        return Var.of(new Input(new Input.Slot(label), type, bounds));
    }

    private After checked(After left) {
        if (left.next().size() != first.size()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "a step of " + name + " leaves each of its " + first.size() + " states, but this one leaves "
                            + left.next().size() + " (" + described(left.next()) + ")");
        }
        return left;
    }

    /** The first states in the type and shape that a step makes of them, where they go into it. */
    private List<Var> widened(List<Var> begin, List<Var> next) {
        List<Var> widened = new ArrayList<>();
        for (int k = 0; k < begin.size(); k++) {
            Var x = begin.get(k);
            Var y = next.get(k);
            boolean plain = !(first.get(k) instanceof Var)
                    && x.dtype().isInteger()
                    && y.dtype().isFloat();
            DType dtype = plain ? floats() : DType.promote(x.dtype(), y.dtype());
            Shape shape = Shape.common(List.of(x, y), "state " + k + " before and after a step");
            widened.add(x.cast(dtype).broadcastTo(shape));
        }
        return widened;
    }

    /** What a plain number is beside the floats that the loop goes over. */
    private DType floats() {
        List<DType> types = sequences.stream()
                .map(Var::dtype)
                .filter(DType::isFloat)
                .distinct()
                .toList();
        return types.equals(List.of(DType.F32)) ? DType.F32 : DType.F64;
    }

    private static List<Interval> wider(List<Interval> bounds, List<Var> next) {
        List<Interval> wider = new ArrayList<>();
        for (int k = 0; k < bounds.size(); k++) {
            wider.add(Interval.keeping(bounds.get(k), next.get(k).range()));
        }
        return wider;
    }

    private Written written(Given given, List<Var> begin, After left, List<Var> asked, Recording recording) {
        List<Var> all = new ArrayList<>(left.next());
        all.addAll(left.stacked());
        all.addAll(asked);
        Var drawn = recording.draw(all);
        if (drawn != null) {
            throw new GraphException(
                    GraphCode.RANDOM,
                    "a step of " + name + " makes the draw " + drawn.describe()
                            + ", but a draw has one value, not one for each step: draw a tensor with an axis for the steps "
                            + "before and go over it, or draw by a key of each step, KeyVar.of(key).fold(row)");
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
                Stream.concat(left.next().stream(), left.stacked().stream()).toList(),
                asked.isEmpty() ? null : asked.getFirst(),
                backward);
        List<Var> inputs = new ArrayList<>(List.of(rows, rows));
        inputs.addAll(sequences);
        inputs.addAll(begin);
        inputs.addAll(others);
        return new Written(loop, inputs);
    }

    private static String described(List<Var> nodes) {
        return String.join(", ", nodes.stream().map(Var::describe).toList());
    }
}
