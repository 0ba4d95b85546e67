package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;

/**
 * How the elements of a {@link GaussianForm} vary together. Along a batch axis elements depend on different elements of draws, so
 * they are independent; the other axes are event axes. So N sums of their own cost N, and no N × N matrix.
 */
public final class Spread {

    private final GaussianForm form;
    private final boolean own;
    private final Map<Var, List<Loadings.Listed>> byDraw = new LinkedHashMap<>();
    private final Set<Integer> events = new TreeSet<>();

    private Spread(GaussianForm form) {
        this.form = form;
        this.own =
                !form.loadings().isEmpty() && form.loadings().stream().allMatch(l -> l instanceof Loadings.OwnElement);
        if (own || form.loadings().isEmpty()) {
            return;
        }
        for (Loadings l : form.loadings()) {
            byDraw.computeIfAbsent(l.draw(), _ -> new ArrayList<>()).add(l.listed(form.shape()));
        }
        for (int a = 0; a < form.shape().rank(); a++) {
            int axis = a;
            if (byDraw.values().stream().anyMatch(ls -> meet(ls, axis))) {
                events.add(a);
            }
        }
    }

    /** That of a form. */
    public static Spread of(GaussianForm form) {
        return new Spread(form);
    }

    /** Whether two places along an axis depend on one element of the draw. */
    private boolean meet(List<Loadings.Listed> loadings, int axis) {
        int after = form.shape().slice(axis + 1, form.shape().rank()).elements();
        int n = form.shape().size(axis);
        Map<Integer, Integer> places = new LinkedHashMap<>();
        for (Loadings.Listed l : loadings) {
            for (int i = 0; i < l.positions().length; i++) {
                int place = i / l.width() / after % n;
                int position = l.positions()[i];
                if (position >= 0 && places.getOrDefault(position, place) != place) {
                    return true;
                }
                places.put(position, place);
            }
        }
        return false;
    }

    /** The axes along which elements may be correlated. */
    public Set<Integer> events() {
        return Collections.unmodifiableSet(events);
    }

    /** The other axes, in ascending order. */
    public List<Integer> batch() {
        return IntStream.range(0, form.shape().rank())
                .filter(a -> !events.contains(a))
                .boxed()
                .toList();
    }

    /** The axes, those of the batch first. */
    public int[] order() {
        return IntStream.concat(
                        batch().stream().mapToInt(a -> a), events.stream().mapToInt(a -> a))
                .toArray();
    }

    /** The number of elements that vary together. */
    public int size() {
        return events.stream().mapToInt(form.shape()::size).reduce(1, (a, b) -> a * b);
    }

    /**
     * True if some elements that vary together are certain to be tied, since they depend on fewer elements of draws
     * than they are, or by weights that are known.
     */
    public boolean isSingular() {
        return !own
                && form.shape().elements() > 0
                && (rank() < size() || new RowRank(form.shape(), byDraw).isDeficient(size(), order()));
    }

    /** On how many elements of draws those that vary together depend, at the least. */
    public int rank() {
        int blocks = form.shape().elements() / size();
        int[] columns = new int[blocks];
        for (List<Loadings.Listed> ls : byDraw.values()) {
            List<Set<Integer>> seen = new ArrayList<>();
            IntStream.range(0, blocks).forEach(_ -> seen.add(new HashSet<>()));
            for (Loadings.Listed l : ls) {
                int[] positions = LinearMaps.permuted(l, form.shape(), order());
                for (int i = 0; i < positions.length; i++) {
                    if (positions[i] >= 0) {
                        seen.get(i / (size() * l.width())).add(positions[i]);
                    }
                }
            }
            IntStream.range(0, blocks).forEach(b -> columns[b] += seen.get(b).size());
        }
        return Arrays.stream(columns).min().orElse(0);
    }

    /**
     * A factor M of the covariances {@code M M^T} of elements that vary together, {@code [.., size, columns]}; the axes before are those of the
     * batch, or have length 1.
     */
    public Var factor() {
        if (own) {
            List<Var> columns = form.loadings().stream()
                    .map(l -> Functions.expandDims(
                            Functions.expandDims(
                                    Loadings.ranked(
                                            ((Loadings.OwnElement) l).weights(),
                                            form.shape().rank()),
                                    -1),
                            -1))
                    .toList();
            return joined(columns);
        }
        return joined(byDraw.values().stream().map(this::columns).toList());
    }

    private static Var joined(List<Var> columns) {
        Shape batch = columns.stream()
                .map(c -> c.shape().slice(0, c.rank() - 1))
                .reduce(Shape::common)
                .orElseThrow();
        return Functions.concat(
                columns.stream()
                        .map(c ->
                                Functions.broadcastTo(c, batch.concat(c.shape().slice(c.rank() - 1, c.rank()))))
                        .toList(),
                -1);
    }

    /** A column for each element of the draw; those of different blocks share one. */
    private Var columns(List<Loadings.Listed> loadings) {
        Loadings.Listed first = loadings.getFirst();
        int[] positions = LinearMaps.permuted(first, form.shape(), order());
        if (loadings.size() == 1 && isAligned(positions, first.width())) {
            return byBlock(LinearMaps.full(first.weights(), form.shape(), eventArray()));
        }
        int n = form.shape().elements();
        int blocks = n / size();
        List<Map<Integer, Integer>> numbers = new ArrayList<>();
        IntStream.range(0, blocks).forEach(_ -> numbers.add(new LinkedHashMap<>()));
        List<int[]> columns = new ArrayList<>();
        List<Var> weights = new ArrayList<>();
        for (Loadings.Listed l : loadings) {
            int[] at = LinearMaps.permuted(l, form.shape(), order());
            for (int i = 0; i < at.length; i++) {
                Map<Integer, Integer> known = numbers.get(i / (size() * l.width()));
                at[i] = at[i] < 0 ? -1 : known.computeIfAbsent(at[i], _ -> known.size());
            }
            columns.add(at);
            int[] all = IntStream.range(0, form.shape().rank()).toArray();
            weights.add(Functions.reshape(byBlock(LinearMaps.full(l.weights(), form.shape(), all)), -1));
        }
        int width = numbers.stream().mapToInt(Map::size).max().orElse(0);
        int[] targets = IntStream.range(0, loadings.size())
                .flatMap(i -> targets(columns.get(i), loadings.get(i).width(), width))
                .toArray();
        Var cells = Functions.scatterAdd(
                Functions.concat(weights, 0), Loadings.numbers(targets, targets.length), 0, n * width + 1);
        Var used = Functions.slice(cells, 0, 0, n * width, 1);
        return Functions.reshape(used, batchShape().concat(Shape.of(size(), width)));
    }

    /** For each weight its cell in a matrix of so many columns; for one of nothing the cell behind all. */
    private IntStream targets(int[] columns, int width, int ofAll) {
        int none = form.shape().elements() * ofAll;
        return IntStream.range(0, columns.length).map(i -> columns[i] < 0 ? none : i / width * ofAll + columns[i]);
    }

    /** Whether in each block all elements depend on the same ones of the draw, each named once. */
    private boolean isAligned(int[] positions, int width) {
        int block = size() * width;
        for (int start = 0; start < positions.length; start += block) {
            Set<Integer> seen = new HashSet<>();
            for (int k = 0; k < width; k++) {
                if (positions[start + k] < 0 || !seen.add(positions[start + k])) {
                    return false;
                }
            }
            for (int i = 0; i < block; i++) {
                if (positions[start + i] != positions[start + i % width]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Weights {@code [shape, width]} with the axes of the batch first, and those of events as one. */
    private Var byBlock(Var weights) {
        Var ordered = transposed(weights, LinearMaps.withLast(order()));
        int lead = form.shape().rank() - events.size();
        Shape shape = ordered.shape();
        return Functions.reshape(ordered, shape.slice(0, lead).concat(Shape.of(size(), shape.size(-1))));
    }

    /** The shape of the batch. */
    public Shape batchShape() {
        return form.shape().without(eventArray());
    }

    private int[] eventArray() {
        return events.stream().mapToInt(a -> a).toArray();
    }

    /**
     * The standard deviation of each element, broadcastable to the shape.
     *
     * @throws IllegalStateException if there are no draws
     */
    public Var scale() {
        if (form.loadings().isEmpty()) {
            throw new IllegalStateException("a Gaussian form needs at least one draw; without draws it is a constant");
        }
        if (own) {
            return length(form.loadings().stream()
                    .map(l -> ((Loadings.OwnElement) l).weights())
                    .toList());
        }
        Var each = lengthOfRows(factor());
        Shape batch = each.shape().slice(0, each.rank() - 1);
        List<Extent> lengths = events.stream().map(form.shape()::extent).toList();
        Var split = Functions.reshape(each, batch.concat(Shape.of(lengths)));
        return transposed(split, inverse(order()));
    }

    private static Var length(List<Var> weights) {
        if (weights.size() == 1) {
            return weights.getFirst().abs();
        }
        Var unit =
                usable(weights.stream().map(Var::abs).reduce(Functions::maximum).orElseThrow());
        Var squares = weights.stream()
                .map(w -> w.div(unit).square())
                .reduce(Var::plus)
                .orElseThrow();
        return squares.sqrt().times(unit);
    }

    /** The standard deviations of elements that vary together, {@code [.., size]}; 1 where they are 0 or infinite. */
    public Var deviations() {
        return usable(lengthOfRows(factor()));
    }

    /** A draw, as a graph over random bits. */
    public Var draw(KeyVar key) {
        Var factor = factor();
        int rank = form.shape().rank();
        int lead = rank - events.size();
        Shape keys = key.each(Shape.scalar());
        Shape columns = factor.shape().slice(lead + 1, lead + 2);
        Var z = Ndtri.of(key.uniform(batchShape().concat(columns).concat(Shape.of(1))));
        Var spread = Functions.squeeze(Functions.matmul(factor, z), -1);
        List<Extent> lengths =
                IntStream.of(order()).mapToObj(form.shape()::extent).toList();
        Var split = Functions.reshape(spread, keys.concat(Shape.of(lengths)));
        int[] back = inverse(order());
        int[] axes = IntStream.range(0, keys.rank() + rank)
                .map(a -> a < keys.rank() ? a : keys.rank() + back[a - keys.rank()])
                .toArray();
        return transposed(split, axes).plus(form.mean());
    }

    private static Var transposed(Var x, int... axes) {
        return axes.length == 0 ? x : Functions.transpose(x, axes);
    }

    /** Where each axis is in an order of them. */
    private static int[] inverse(int... order) {
        int[] inverse = new int[order.length];
        IntStream.range(0, order.length).forEach(i -> inverse[order[i]] = i);
        return inverse;
    }

    /** The lengths of the rows of matrices. */
    private static Var lengthOfRows(Var factor) {
        if (factor.shape().extent(-1).is(1)) {
            return Functions.squeeze(factor, -1).abs();
        }
        Var unit = usable(factor.abs().max(-1));
        Var squares = factor.div(Functions.expandDims(unit, -1)).square().sum(-1);
        return squares.sqrt().times(unit);
    }

    /** By which weights are divided before they are squared, since the squares of 1e200 and 1e-200 are no doubles. */
    private static Var usable(Var largest) {
        Var fits = Functions.and(largest.gt(0), largest.lt(Double.POSITIVE_INFINITY));
        return Gradient.stop(Functions.where(fits, largest, Var.constant(1.0)));
    }
}
