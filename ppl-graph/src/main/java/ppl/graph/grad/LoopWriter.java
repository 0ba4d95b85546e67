package ppl.graph.grad;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Input;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;

/**
 * Writes down a loop whose step is written of stand-ins: whoever needs an element or a state of it asks for one here, and says what the
 * step leaves of it.
 */
final class LoopWriter {

    /** What stands for a state in the step, and which state of the loop it is. */
    record State(Var standIn, int place) {}

    /** A loop on its operands. */
    record Written(Loop loop, List<Var> operands) {
        Var last(int state) {
            return loop.part(new Part.Last(state), operands);
        }

        Var stack(int place) {
            return loop.part(new Part.Stack(place), operands);
        }
    }

    private final List<Var> elements = new ArrayList<>();
    private final List<Var> sequences = new ArrayList<>();
    private final List<Var> before = new ArrayList<>();
    private final List<Var> first = new ArrayList<>();
    private final List<@Nullable Var> next = new ArrayList<>();
    private final List<Var> stacked = new ArrayList<>();

    /** An input that stands for a value in a step. */
    static Var standIn(TensorType type, Interval range) {
        return Var.of(new Input(new Input.Slot("given"), type, range));
    }

    /** What stands for the elements of a sequence, of a type in terms of the step. */
    Var element(TensorType type, Var sequence) {
        return element(standIn(type, sequence.range()), sequence);
    }

    /** A node that stands for the elements of a sequence. */
    Var element(Var standIn, Var sequence) {
        elements.add(standIn);
        sequences.add(sequence);
        return standIn;
    }

    /** A state, of a type in terms of the step and without bounds, that begins with a value. */
    State state(TensorType type, Var begin) {
        return state(standIn(type, Interval.ALL), begin);
    }

    /** A state that a node stands for. */
    State state(Var standIn, Var begin) {
        before.add(standIn);
        first.add(begin);
        next.add(null);
        return new State(standIn, before.size() - 1);
    }

    /** What the step leaves of a state. */
    void leave(State state, Var after) {
        next.set(state.place, after);
    }

    /** Stacks what the step gives: its place. */
    int stack(Var given) {
        stacked.add(given);
        return stacked.size() - 1;
    }

    /**
     * The loop, all of whose states were left.
     *
     * @param others what stands for operands that do not change, and is used in the step
     * @param operands these operands
     */
    Written written(Var rows, Var steps, Var row, List<Var> others, List<Var> operands, boolean backward) {
        List<Var> after = new ArrayList<>();
        for (Var x : next) {
            if (x == null) {
                throw new AssertionError("a state that the step does not leave: " + before.get(after.size()));
            }
            after.add(x);
        }
        Loop loop = Loop.closing(new Loop.Step(row, elements, before, others), after, stacked, null, backward);
        List<Var> all = new ArrayList<>(List.of(rows, steps));
        all.addAll(sequences);
        all.addAll(first);
        all.addAll(operands);
        return new Written(loop, all);
    }
}
