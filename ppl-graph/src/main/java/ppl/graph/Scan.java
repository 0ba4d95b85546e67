package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Loop.Part;

/**
 * A loop over the first axis of tensors, which carries states from step to step: recurrences, filters, difference equations.
 *
 * {@snippet :
 * Var z = Var.input("z", 100);
 * Var phi = Var.input("phi");
 * Scan.Result walk = Scan.over(z).from(0).run(t -> t.next(phi.times(t.state()).plus(t.element())));
 * Var path = walk.states();   // [100]: the state after each step
 * Var end = walk.last();      // its last element, or 0 if z had none
 * }
 *
 * <p><b>Steps</b>: one for each position along the first axis of the sequences, or a number of {@linkplain #times times}. What the
 * step is made of is written as a Java function of the step, which is called when the graph is built, and perhaps more than once. Nodes
 * that it makes are inside; nodes made before that it uses are the same in every step, and what follows from them alone is computed once, before
 * the loop.
 *
 * <p><b>States</b> keep one type and shape: a first state is promoted and broadcast to what a step makes of it, so that
 * {@code from(0)} begins a state of any shape, of float32 if the loop goes over float32 alone; a number that a step leaves is repeated. A state with several taps is the last few values of a quantity.
 *
 * <p><b>Draws</b>: a draw has one value, so it is made before the loop, with an axis for the steps, and is gone over. Draws by a key are functions of the key and the step: {@code KeyVar.of(key).fold(t.row())}.
 *
 * <p><b>Gradients</b>: a loop the other way, with the states of all steps kept. If it is known, when the gradient is taken,
 * that they are more than 2^24 elements in all (128 MiB of float64), blocks of about the square root of the number of steps are run
 * again instead.
 *
 * <p><b>Errors</b>: {@link GraphException} where a step changes the type or shape of a state, lengths differ, a draw is made inside, or
 * a state or element is asked for that is not there.
 *
 * <p><b>Positions</b> that a step computes are not known when the graph is built: one outside of its axis gives NaN, 0 or false.
 *
 * <p>Immutable: each method gives another scan.
 */
public final class Scan {

    private final Var rows;
    private final List<Var> sequences;
    private final List<Tapped> states;
    private final boolean backward;

    /** A state: its first values, oldest first. */
    private record Tapped(List<Number> first) {}

    private Scan(Var rows, List<Var> sequences, List<Tapped> states, boolean backward) {
        this.rows = rows;
        this.sequences = sequences;
        this.states = states;
        this.backward = backward;
    }

    /**
     * Goes over the first axis of one or more tensors together.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if one has no axis, or their first axes differ in length
     */
    public static Scan over(Var first, Var... others) {
        List<Var> sequences = new ArrayList<>(List.of(first));
        sequences.addAll(Arrays.asList(others));
        for (Var x : sequences) {
            if (x.rank() == 0) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "a scan goes over the first axis of a tensor, but " + x.describe()
                                + " has none: use it inside, where it is the same in every step");
            }
            if (!x.shape().extent(0).equals(first.shape().extent(0))) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "a scan goes over tensors of one length, but " + first.describe() + " has "
                                + first.shape().extent(0) + " and " + x.describe() + " has "
                                + x.shape().extent(0) + "; slice the longer one");
            }
        }
        return new Scan(first.shape().extent(0).asVar(), List.copyOf(sequences), List.of(), false);
    }

    /**
     * Makes a number of steps.
     *
     * @param steps 0 or more; an integer scalar
     * @throws GraphException ({@link GraphCode#VALUE}) if it is known and below 0; ({@link GraphCode#TYPE}) if it is no integer scalar
     */
    public static Scan times(Number steps) {
        Var n = Var.of(steps);
        if (!n.dtype().isInteger() || n.rank() != 0) {
            throw new GraphException(
                    GraphCode.TYPE, "the number of steps is an integer scalar, but got " + n.describe());
        }
        Tensor known = n.constantValue();
        if (known != null && known.longAt(0) < 0) {
            throw new GraphException(
                    GraphCode.VALUE, "the number of steps must not be negative, but is " + known.longAt(0));
        }
        return new Scan(Extent.of(n).asVar(), List.of(), List.of(), false);
    }

    /** The same with one more state. */
    public Scan from(Number first) {
        return with(new Tapped(List.of(first)));
    }

    /**
     * The same with one more state of which a step is given the last few values.
     *
     * @param first the values before the first step along its first axis, oldest first
     * @param taps how many
     * @throws GraphException ({@link GraphCode#SHAPE}) if the first axis has another length
     */
    public Scan from(Var first, int taps) {
        if (taps < 1 || first.rank() == 0 || !first.shape().extent(0).is(taps)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "a state with " + taps
                            + " taps begins with as many values along its first axis, one at least, but got "
                            + first.describe());
        }
        return with(
                new Tapped(IntStream.range(0, taps).<Number>mapToObj(first::get).toList()));
    }

    private Scan with(Tapped state) {
        List<Tapped> more = new ArrayList<>(states);
        more.add(state);
        return new Scan(rows, sequences, List.copyOf(more), backward);
    }

    /** The same from the last position to the first; what is stacked stays in the order of positions. */
    public Scan backward() {
        return new Scan(rows, sequences, states, true);
    }

    /**
     * The loop.
     *
     * @param step what a step leaves, {@link Step#next}
     * @throws GraphException ({@link GraphCode#INPUT}) if the step gives null; see {@link Scan} for the others
     */
    public Result run(Function<Step, Next> step) {
        List<Number> first = states.stream().flatMap(s -> s.first.stream()).toList();
        int[] stacked = new int[1];
        Repetition repetition = new Repetition("a scan", rows, sequences, first, backward);
        Repetition.Written made = repetition.of(
                given -> {
                    Step at = new Step(given);
                    Next next = step.apply(at);
                    if (next == null) {
                        throw new GraphException(
                                GraphCode.INPUT, "the step of a scan gives null: return t.next(...) from it");
                    }
                    stacked[0] = next.stacked.size();
                    return at.left(next);
                },
                null);
        return new Result(made, stacked[0]);
    }

    private int place(int state) {
        if (state < 0 || state >= states.size()) {
            throw new GraphException(
                    GraphCode.INDEX,
                    "there is no state " + state + ": the scan has " + states.size()
                            + ", numbered from 0, one for each from(...)");
        }
        return states.subList(0, state).stream().mapToInt(s -> s.first.size()).sum();
    }

    /** Where the loop has the last of the values of a state. */
    private int newest(int state) {
        return place(state) + states.get(state).first.size() - 1;
    }

    /** How many values the loop carries. */
    private int carried() {
        return states.stream().mapToInt(s -> s.first.size()).sum();
    }

    /** What a step is given. */
    public final class Step {
        private final Repetition.Given given;

        private Step(Repetition.Given given) {
            this.given = given;
        }

        /** The position along the first axis: int64. */
        public Var row() {
            return given.row();
        }

        /** The element of the first sequence at this position. */
        public Var element() {
            return element(0);
        }

        /**
         * The element of a sequence at this position.
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such sequence
         */
        public Var element(int sequence) {
            if (sequence < 0 || sequence >= sequences.size()) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "the scan goes over " + sequences.size()
                                + " sequences, numbered from 0 in the order of over(...), so there is no element "
                                + sequence);
            }
            return given.elements().get(sequence);
        }

        /** The first state before this step. */
        public Var state() {
            return state(0);
        }

        /**
         * A state before this step.
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such state
         */
        public Var state(int state) {
            return state(state, 1);
        }

        /**
         * A state some steps before.
         *
         * @param back 1 for the last value, up to the number of taps
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such state or tap
         */
        public Var state(int state, int back) {
            int from = place(state);
            int taps = states.get(state).first.size();
            if (back < 1 || back > taps) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "state " + state + " of the scan has no value of " + back + " steps before: its taps are 1 to "
                                + taps + "; give from(first, taps) as many as the step reads");
            }
            return given.states().get(from + taps - back);
        }

        /**
         * What the step leaves: each state after it, in the order of {@link Scan#from}.
         *
         * @throws GraphException ({@link GraphCode#SHAPE}) if there are more states, or fewer
         */
        public Next next(Number... after) {
            if (after.length != states.size()) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "the scan has " + states.size() + " states, so a step leaves as many, but next(...) got "
                                + after.length);
            }
            return new Next(Arrays.stream(after).map(Var::of).toList(), List.of());
        }

        private Repetition.After left(Next next) {
            List<Var> all = new ArrayList<>();
            for (int k = 0; k < states.size(); k++) {
                int taps = states.get(k).first.size();
                for (int back = taps - 1; back >= 1; back--) {
                    all.add(state(k, back));
                }
                all.add(next.states.get(k));
            }
            return new Repetition.After(all, next.stacked);
        }
    }

    /** What a step leaves. */
    public static final class Next {
        private final List<Var> states;
        private final List<Var> stacked;

        private Next(List<Var> states, List<Var> stacked) {
            this.states = states;
            this.stacked = stacked;
        }

        /** The same with outputs, which are stacked over the steps. */
        public Next give(Number... outputs) {
            List<Var> more = new ArrayList<>(stacked);
            Arrays.stream(outputs).map(Var::of).forEach(more::add);
            return new Next(states, List.copyOf(more));
        }
    }

    /** What the loop gives. */
    public final class Result {
        private final Repetition.Written made;
        private final int outputs;

        private Result(Repetition.Written made, int outputs) {
            this.made = made;
            this.outputs = outputs;
        }

        /** The first state after each step, along a new first axis. */
        public Var states() {
            return states(0);
        }

        /**
         * A state after each step, along a new first axis; its own first value is not among them.
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such state
         */
        public Var states(int state) {
            return made.part(new Part.Stack(newest(state)));
        }

        /** The first state after all steps. */
        public Var last() {
            return last(0);
        }

        /**
         * A state after all steps; its first value if there were none.
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such state
         */
        public Var last(int state) {
            return made.part(new Part.Last(newest(state)));
        }

        /** The first output of each step, along a new first axis. */
        public Var output() {
            return output(0);
        }

        /**
         * What each step {@linkplain Next#give gave}, along a new first axis.
         *
         * @throws GraphException ({@link GraphCode#INDEX}) if there is no such output
         */
        public Var output(int output) {
            if (output < 0 || output >= outputs) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "a step of the scan gives " + outputs
                                + " outputs, numbered from 0 in the order of give(...), so there is " + "no output "
                                + output);
            }
            return made.part(new Part.Stack(carried() + output));
        }
    }
}
