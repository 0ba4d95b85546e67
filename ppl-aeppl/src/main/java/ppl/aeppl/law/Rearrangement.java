package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Which elements of a tensor, in which order and how often, make up another: a slice, a transposition, a repetition. It is
 * applied to values and to parameters alike.
 *
 * @param from the shape of the tensor
 * @param to the shape of the result
 * @param axes for each axis of the result the axis of the tensor along which it runs, whole and in order, or −1
 * @param move the result for a tensor of shape {@code from}
 * @param back the tensor for a result, if each of its elements is there once; else null
 * @param origins for each element of the result the position of the element it is, row-major; null if they are known only in a run
 */
public record Rearrangement(
        Shape from,
        Shape to,
        List<Integer> axes,
        UnaryOperator<Var> move,
        @Nullable UnaryOperator<Var> back,
        @Nullable Supplier<int[]> origins) {

    /** Copies the axes. */
    public Rearrangement {
        axes = List.copyOf(axes);
    }

    /** Every element where it is. */
    public static Rearrangement none(Shape shape) {
        return new Rearrangement(
                shape,
                shape,
                IntStream.range(0, shape.rank()).boxed().toList(),
                x -> x,
                x -> x,
                shape.isKnown() ? () -> IntStream.range(0, shape.elements()).toArray() : null);
    }

    /** Repetition along new leading axes: every element of a tensor of shape {@code from}, once for each position of {@code lead}. */
    public static Rearrangement repeated(Shape lead, Shape from) {
        Shape to = lead.concat(from);
        List<Integer> axes = new ArrayList<>();
        for (int a = 0; a < to.rank(); a++) {
            axes.add(a < lead.rank() ? -1 : a - lead.rank());
        }
        boolean known = to.isKnown();
        return new Rearrangement(
                from,
                to,
                axes,
                x -> Functions.broadcastTo(x, to),
                null,
                known
                        ? () -> IntStream.range(0, to.elements())
                                .map(i -> i % from.elements())
                                .toArray()
                        : null);
    }

    /** The elements at positions, row-major, that are known. */
    public static Rearrangement taking(Shape from, Shape to, int[] origins) {
        if (from.equals(to)
                && Arrays.equals(origins, IntStream.range(0, origins.length).toArray())) {
            return none(from);
        }
        Var positions =
                Var.constant(Tensor.wrap(IntStream.of(origins).asLongStream().toArray(), to.sizes()));
        return new Rearrangement(
                from, to, wholeAxes(from, to, origins), taking(from, positions), undoing(from, origins), () -> origins);
    }

    /** The elements at positions, row-major, that are known in a run. */
    public static Rearrangement taking(Shape from, Shape to, Var positions) {
        return new Rearrangement(from, to, Collections.nCopies(to.rank(), -1), taking(from, positions), null, null);
    }

    private static UnaryOperator<Var> taking(Shape from, Var positions) {
        return x -> Functions.take(Functions.reshape(x, from.elements()), positions, 0);
    }

    /** The way back where each element is there once; else null. */
    public static @Nullable UnaryOperator<Var> undoing(Shape from, int[] origins) {
        if (from.elements() != origins.length) {
            return null;
        }
        long[] inverse = new long[origins.length];
        Arrays.fill(inverse, -1);
        for (int i = 0; i < origins.length; i++) {
            if (inverse[origins[i]] >= 0) {
                return null;
            }
            inverse[origins[i]] = i;
        }
        Var positions = Var.constant(Tensor.wrap(inverse, from.sizes()));
        return y -> Functions.take(Functions.reshape(y, origins.length), positions, 0);
    }

    /** For each axis of the result that along which its elements lie in the tensor, all and in order; else −1. */
    private static List<Integer> wholeAxes(Shape from, Shape to, int[] origins) {
        List<Integer> axes = new ArrayList<>(Collections.nCopies(to.rank(), -1));
        for (int a = 0; a < from.rank(); a++) {
            for (int t = 0; t < to.rank(); t++) {
                if (axes.get(t) < 0
                        && !axes.contains(a)
                        && from.extent(a).equals(to.extent(t))
                        && along(from, a, to, t, origins)) {
                    axes.set(t, a);
                }
            }
        }
        return axes;
    }

    private static boolean along(Shape from, int axis, Shape to, int at, int[] origins) {
        return IntStream.range(0, origins.length).allMatch(i -> from.position(origins[i])[axis] == to.position(i)[at]);
    }

    /** Whether each element of the tensor is in the result once. */
    public boolean isOneToOne() {
        return back != null;
    }

    /** A parameter of the rearranged law: broadcastable to {@code from} given, to {@code to} returned. */
    public Var parameter(Var p) {
        return parameter(p, 0);
    }

    /**
     * A parameter whose last axes are its own, such as the probabilities of a category.
     *
     * @param own how many these are; the axes before them broadcast to {@code from} given, to {@code to} returned
     */
    public Var parameter(Var p, int own) {
        int batch = p.rank() - own;
        if (batch == 0 || onlyRepeats(batch)) {
            return p;
        }
        Shape event = p.shape().slice(batch, p.rank());
        Var full = Functions.broadcastTo(p, from.concat(event));
        if (own == 0) {
            return move.apply(full);
        }
        Var rows = Functions.reshape(full, Shape.of(List.of(count())).concat(event));
        return Functions.take(rows, positions(), 0);
    }

    private Extent count() {
        return from.isKnown()
                ? Extent.of(from.elements())
                : Extent.of(from.extents().stream()
                        .map(Extent::asVar)
                        .reduce(Var::times)
                        .orElseThrow());
    }

    /** For each element of the result the position of the element it is, row-major. */
    public Var positions() {
        Supplier<int[]> known = origins;
        return known != null
                ? Var.constant(
                        Tensor.wrap(IntStream.of(known.get()).asLongStream().toArray(), to.sizes()))
                : move.apply(Functions.reshape(Functions.arange(count().asVar()), from));
    }

    /** True where only new leading axes are added, to which a parameter broadcasts as it is. */
    private boolean onlyRepeats(int rank) {
        int lead = to.rank() - from.rank();
        return lead >= 0
                && rank <= from.rank()
                && IntStream.range(0, from.rank()).allMatch(a -> axes.get(lead + a) == a);
    }

    /** What is known of a value beside its digits, rearranged with it; for a value of shape {@code to}, undone. */
    public Optional<Value> undo(Value value) {
        UnaryOperator<Var> undo = back;
        return undo == null
                ? Optional.empty()
                : Optional.of(value.map(x -> x.rank() == 0 ? x : undo.apply(Functions.broadcastTo(x, to))));
    }

    /** Where axes of the tensor are in the result; empty unless all run whole along one axis of it. */
    public Optional<Set<Integer>> axesOf(Set<Integer> axesOfTensor) {
        Set<Integer> found = new TreeSet<>();
        for (int axis : axesOfTensor) {
            int at = axes.indexOf(axis);
            if (at < 0) {
                return Optional.empty();
            }
            found.add(at);
        }
        return Optional.of(found);
    }

    /**
     * The same rearrangement of tensors without some axes, which this one leaves whole: of log-densities, which have no event axes.
     * Empty if it does not.
     */
    public Optional<Rearrangement> without(Set<Integer> events) {
        if (events.isEmpty()) {
            return Optional.of(this);
        }
        UnaryOperator<Var> undo = back;
        return axesOf(events).map(at -> {
            Shape reduced = from.without(array(events));
            Shape result = to.without(array(at));
            List<Integer> kept = IntStream.range(0, from.rank())
                    .filter(a -> !events.contains(a))
                    .boxed()
                    .toList();
            List<Integer> between = IntStream.range(0, to.rank())
                    .filter(a -> !at.contains(a))
                    .mapToObj(a -> kept.indexOf(axes.get(a)))
                    .toList();
            return new Rearrangement(
                    reduced,
                    result,
                    between,
                    x -> first(move.apply(spread(x, events, from)), at),
                    undo == null ? null : y -> first(undo.apply(spread(y, at, to)), events),
                    null);
        });
    }

    /** Repeated along axes that it does not have. */
    private static Var spread(Var x, Set<Integer> missing, Shape full) {
        Var spread = x;
        for (int axis : new TreeSet<>(missing)) {
            spread = Functions.expandDims(spread, axis);
        }
        return Functions.broadcastTo(spread, full);
    }

    /** At position 0 of axes, which disappear. */
    private static Var first(Var x, Set<Integer> dropped) {
        Var first = x;
        for (int axis : new TreeSet<>(dropped).reversed()) {
            first = Functions.squeeze(Functions.slice(first, axis, 0, 1, 1), axis);
        }
        return first;
    }

    private static int[] array(Set<Integer> axes) {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The results for tensors that lie along leading axes of their own, as draws of many keys do. */
    public Var moveEach(Var tensors) {
        int lead = tensors.rank() - from.rank();
        if (lead == 0) {
            return move.apply(tensors);
        }
        Shape flat = tensors.shape().slice(0, lead).concat(Shape.of(List.of(count())));
        return Functions.take(Functions.reshape(tensors, flat), positions(), lead);
    }

    /** The rearrangement of one tensor followed by that of its result. */
    public Rearrangement then(Rearrangement next) {
        List<Integer> composed =
                next.axes.stream().map(a -> a < 0 ? -1 : axes.get(a)).toList();
        UnaryOperator<Var> first = back;
        UnaryOperator<Var> second = next.back;
        Supplier<int[]> mine = origins;
        Supplier<int[]> theirs = next.origins;
        return new Rearrangement(
                from,
                next.to,
                composed,
                x -> next.move.apply(move.apply(x)),
                first == null || second == null ? null : y -> first.apply(second.apply(y)),
                mine == null || theirs == null
                        ? null
                        : () -> {
                            int[] inner = mine.get();
                            return IntStream.of(theirs.get()).map(i -> inner[i]).toArray();
                        });
    }
}
