package ppl.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op.Source;

/**
 * A body repeated: each step takes the states that the step before left, and one element of each sequence.
 *
 * <p><b>Inputs</b>: {@code rows}, the length of sequences and stacks; {@code steps}, the most steps to be made, counted in a run
 * (fewer than 0 are none, more than {@code rows} are {@code rows}); the sequences, with a leading axis of length {@code rows}; the
 * first states; the other operands, which do not change.
 *
 * <p><b>Parameters</b> of the bodies: the row, int64; the element of each sequence in this row; the states; the other operands.
 * Forwards the rows are 0, 1, 2, ..., backwards they begin with the last of the steps to be made and end with 0.
 *
 * <p><b>Results</b> are {@link Part}s. What a step leaves is there in its row; rows that no step reaches hold 0.
 *
 * @param sequences how many there are
 * @param states how many there are
 * @param backward true if it begins with the last row
 * @param step its results are the states after the step, then what is stacked
 * @param goOn one truth value, asked before each step: the loop ends where it is false. Null if all steps are made
 * @param parts the results
 */
public record Loop(
        int sequences,
        int states,
        boolean backward,
        Body step,
        @Nullable Body goOn,
        List<Part> parts) implements MultiOp {

    private static final int LEVEL = 2;
    /** Steps that are written one after the other for a backend without loops. */
    private static final int MOST_UNROLLED = 4096;

    /** The number of inputs before the sequences. */
    public static final int COUNTS = 2;
    /** The number of parameters before the elements. */
    public static final int ROW = 1;

    /** What a result is. */
    public sealed interface Part {
        /** The number of steps made: int64. */
        record Made() implements Part {}

        /** A state after the last step; the first one if there was none. */
        record Last(int state) implements Part {}

        /** What each step gives beside the states, along a new first axis. */
        record Stack(int result) implements Part {}

        /** A state before each step, along a new first axis. */
        record Before(int state) implements Part {}
    }

    /**
     * Copies the results.
     *
     * @throws GraphException ({@link GraphCode#CONTRACT}) if it goes backward and asks whether to go on: how many steps there
     *     are must be known where it begins
     */
    public Loop {
        parts = List.copyOf(parts);
        if (backward && goOn != null) {
            throw new GraphException(
                    GraphCode.CONTRACT, "a loop that goes backward makes all its steps: count them before it");
        }
    }

    /**
     * What stands for what a step is given, in nodes that may be any inputs.
     *
     * @param row the row, int64
     * @param elements one for each sequence
     * @param before the states
     * @param others operands that do not change; lengths that types mention are among them, before their users
     */
    public record Step(Var row, List<Var> elements, List<Var> before, List<Var> others) {

        /** What takes their place in a body. */
        private Map<Var, Var> parameters() {
            List<Var> changing = new ArrayList<>(List.of(row));
            changing.addAll(elements);
            changing.addAll(before);
            Map<Var, Var> places = new IdentityHashMap<>();
            parameters(others, changing.size(), places);
            parameters(changing, 0, places);
            return places;
        }

        private static void parameters(List<Var> nodes, int start, Map<Var, Var> places) {
            for (int i = 0; i < nodes.size(); i++) {
                Var x = nodes.get(i);
                places.put(x, Body.parameter(start + i, Body.renamed(x.type(), places), x.range()));
            }
        }

        private List<Var> all() {
            return Stream.of(List.of(row), elements, before, others)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /**
     * All that a loop of a step can give, which is written of what stands for what it is given.
     *
     * @param next the states after the step
     * @param stacked what is stacked
     * @param goOn the condition, asked before each step; null if all steps are made
     */
    public static Loop closing(Step given, List<Var> next, List<Var> stacked, @Nullable Var goOn, boolean backward) {
        Map<Var, Var> places = given.parameters();
        List<Var> parameters = given.all().stream().map(places::get).toList();
        List<Var> results = Stream.concat(next.stream(), stacked.stream()).toList();
        return of(
                given.elements.size(),
                given.before.size(),
                backward,
                Body.of(parameters, Substitution.replace(results, places)),
                goOn == null ? null : Body.of(parameters, Substitution.replace(List.of(goOn), places)));
    }

    /** All that a loop of this step can give: the steps made, the last states, what is stacked, the states before each step. */
    private static Loop of(int sequences, int states, boolean backward, Body step, @Nullable Body goOn) {
        List<Part> parts = new ArrayList<>(List.of(new Part.Made()));
        IntStream.range(0, states).mapToObj(Part.Last::new).forEach(parts::add);
        IntStream.range(0, step.results().size() - states)
                .mapToObj(Part.Stack::new)
                .forEach(parts::add);
        IntStream.range(0, states).mapToObj(Part.Before::new).forEach(parts::add);
        return new Loop(sequences, states, backward, step, goOn, parts);
    }

    /** This loop with all that its step can give. */
    public Loop whole() {
        return of(sequences, states, backward, step, goOn);
    }

    /** The node of a part, which is among {@link #parts}, on inputs. */
    public Var part(Part part, List<Var> inputs) {
        return Var.of(new Projection(this, parts.indexOf(part)), inputs);
    }

    @Override
    public String name() {
        return backward ? "backward loop" : "loop";
    }

    @Override
    public int level() {
        return LEVEL;
    }

    @Override
    public int count() {
        return parts.size();
    }

    @Override
    public String label(int result) {
        return switch (parts.get(result)) {
            case Part.Made _ -> "steps made";
            case Part.Last(int k) -> "last " + k;
            case Part.Stack(int j) -> "stack " + j;
            case Part.Before(int k) -> "before " + k;
        };
    }

    @Override
    public List<Body> bodies() {
        return goOn == null ? List.of(step) : List.of(step, goOn);
    }

    @Override
    public Loop withBodies(List<Body> bodies) {
        return new Loop(sequences, states, backward, bodies.getFirst(), goOn == null ? null : bodies.getLast(), parts);
    }

    @Override
    public Loop keeping(List<Integer> results) {
        return with(results.stream().map(parts::get).toList());
    }

    /** The same loop with other results. */
    public Loop with(List<Part> others) {
        return others.equals(parts) ? this : new Loop(sequences, states, backward, step, goOn, others);
    }

    /** The parameter that is the row. */
    public Var row() {
        return step.parameters().getFirst();
    }

    /** The parameters that are elements of sequences. */
    public List<Var> elements() {
        return step.parameters().subList(ROW, ROW + sequences);
    }

    /** The parameters that are states. */
    public List<Var> before() {
        return step.parameters().subList(ROW + sequences, ROW + sequences + states);
    }

    /** The parameters that do not change. */
    public List<Var> others() {
        return step.parameters()
                .subList(ROW + sequences + states, step.parameters().size());
    }

    /** The states after a step. */
    public List<Var> next() {
        return step.results().subList(0, states);
    }

    /** What a step gives beside the states. */
    public List<Var> stacked() {
        return step.results().subList(states, step.results().size());
    }

    /** The sequences among inputs. */
    public <T> List<T> sequences(List<T> inputs) {
        return inputs.subList(COUNTS, COUNTS + sequences);
    }

    /** The first states among inputs. */
    public <T> List<T> first(List<T> inputs) {
        return inputs.subList(COUNTS + sequences, COUNTS + sequences + states);
    }

    /** The operands that do not change, among inputs. */
    public <T> List<T> others(List<T> inputs) {
        return inputs.subList(COUNTS + sequences + states, inputs.size());
    }

    /** True if it is known that a step is made in every row. */
    public boolean reachesAll(List<Var> inputs) {
        return goOn == null && inputs.get(0) == inputs.get(1);
    }

    @Override
    public TensorType infer(List<Var> inputs, int result) {
        LoopCheck.check(this, inputs);
        return type(parts.get(result), inputs);
    }

    /** The type of a part of this loop on inputs. */
    TensorType type(Part part, List<Var> inputs) {
        Extent rows = Extent.of(inputs.getFirst());
        return switch (part) {
            case Part.Made _ -> inputs.getFirst().type();
            case Part.Last(int k) -> first(inputs).get(k).type();
            case Part.Before(int k) -> along(rows, first(inputs).get(k).type());
            case Part.Stack(int j) -> along(rows, outside(stacked().get(j), inputs));
        };
    }

    private static TensorType along(Extent rows, TensorType element) {
        return element.with(Shape.of(List.of(rows)).concat(element.shape()));
    }

    /** The type of a node of the step, with operands in the place of lengths that are parameters. */
    private TensorType outside(Var node, List<Var> inputs) {
        if (node.shape().isKnown()) {
            return node.type();
        }
        Map<Var, Var> places = new IdentityHashMap<>();
        for (int m = 0; m < others().size(); m++) {
            places.put(others().get(m), others(inputs).get(m));
        }
        return Body.renamed(node.type(), places);
    }

    @Override
    public Interval range(List<Var> inputs, int result) {
        Interval reached =
                switch (parts.get(result)) {
                    case Part.Made _ -> Interval.NON_NEGATIVE;
                    case Part.Last(int k) ->
                        first(inputs).get(k).range().union(next().get(k).range());
                    case Part.Before(int k) ->
                        first(inputs).get(k).range().union(next().get(k).range());
                    case Part.Stack(int j) -> stacked().get(j).range();
                };
        boolean zeros = parts.get(result) instanceof Part.Stack || parts.get(result) instanceof Part.Before;
        return zeros && !reachesAll(inputs) ? reached.union(new Interval(0, 0)) : reached;
    }

    /** All elements of the operands that the result may come from, over all steps. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, int result) {
        Set<Var> used = Collections.newSetFromMap(new IdentityHashMap<>());
        used.addAll(LoopReach.of(this, List.of(parts.get(result))).parameters());
        return IntStream.range(0, operands.size())
                .filter(i -> i < COUNTS || used.contains(step.parameters().get(i - COUNTS + ROW)))
                .boxed()
                .flatMap(i -> Source.all(i, operands.get(i).length()));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs, int result) {
        LoopCheck.check(this, inputs);
        Var direct = Unrolled.ofFew(this, inputs, parts.get(result));
        return direct != null ? direct : FittedLoop.simpler(this, inputs, result);
    }

    /** The steps one after the other. */
    @Override
    public Var expand(List<Var> inputs, int result) {
        if (!(Extent.of(inputs.getFirst()) instanceof Extent.Known(int rows)) || rows > MOST_UNROLLED) {
            throw new GraphException(
                    GraphCode.CONTRACT,
                    "a loop of " + Extent.of(inputs.getFirst())
                            + " steps cannot be written out for a backend that has no "
                            + "loops, which takes " + MOST_UNROLLED + " known steps at most; choose a backend of level "
                            + LEVEL + " or above");
        }
        return Unrolled.of(this, inputs, rows, parts.get(result));
    }
}
