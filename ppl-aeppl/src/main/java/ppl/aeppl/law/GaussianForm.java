package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.numeric.HostValues;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.random.ParameterCheck;

/**
 * A law as an affine function of independent standard normal variables, those of the elements of draws: a mean, and for each draw its
 * {@link Loadings}. Weights of one element add up, so that {@code X + (X + Y)} has the right variance, and
 * two slices of one draw share what they overlap in and nothing else.
 *
 * @param shape the shape of the tensor
 * @param mean broadcastable to it
 * @param loadings how it depends on draws; several of one draw add up
 * @param checks the constraints on the parameters of the draws
 */
public record GaussianForm(Shape shape, Var mean, List<Loadings> loadings, List<ParameterCheck> checks)
        implements ClosedForm<GaussianForm> {

    /** More pairs of an element and one that it depends on are not listed. */
    private static final long MOST_PAIRS = 1L << 25;

    /** Copies the lists. */
    public GaussianForm {
        loadings = List.copyOf(loadings);
        checks = List.copyOf(checks);
    }

    /** A tensor that is not random. */
    public static GaussianForm fixed(Var value) {
        return new GaussianForm(value.shape(), value, List.of(), List.of());
    }

    /**
     * That of normal elements of a draw, independent of each other; empty if it is not known which elements they are.
     *
     * @param scale the standard deviations, broadcastable to the shape
     * @param sources the draw, and which of its elements
     * @param checks the constraints on its parameters
     */
    public static Optional<GaussianForm> of(
            Shape shape, Var mean, Var scale, Sources sources, List<ParameterCheck> checks) {
        if (sources.draws().size() != 1) {
            return Optional.empty();
        }
        Var draw = sources.draws().iterator().next();
        if (sources.areWhole()) {
            return Optional.of(new GaussianForm(shape, mean, List.of(new Loadings.OwnElement(draw, scale)), checks));
        }
        return sources.elementsOf(draw).map(positions -> {
            Var weights = Functions.expandDims(Loadings.ranked(scale, shape.rank()), -1);
            return new GaussianForm(shape, mean, List.of(new Loadings.Listed(draw, 1, positions, weights)), checks);
        });
    }

    /**
     * That of normal vectors along the last axis; empty unless they are of one draw, and it is known which.
     *
     * @param factor the lower factor {@code [d, d]} of their covariance
     * @param sources the draw, and which of its vectors
     * @param checks the constraints on its parameters
     */
    public static Optional<GaussianForm> ofVectors(
            Shape shape, Var mean, Var factor, Sources sources, List<ParameterCheck> checks) {
        if (sources.draws().size() != 1 || !shape.isKnown()) {
            return Optional.empty();
        }
        int d = shape.size(-1);
        int n = shape.elements();
        Var draw = sources.draws().iterator().next();
        if ((long) n * d > MOST_PAIRS) {
            return Optional.empty();
        }
        return sources.elementsOf(draw).map(elements -> {
            int[] positions = IntStream.range(0, n * d)
                    .map(i -> elements[i / (d * d) * d + i % d])
                    .toArray();
            Var weights = Loadings.ranked(factor, shape.rank() + 1);
            return new GaussianForm(shape, mean, List.of(new Loadings.Listed(draw, d, positions, weights)), checks);
        });
    }

    /** The draws it depends on. */
    public Set<Var> draws() {
        Set<Var> draws = new LinkedHashSet<>();
        loadings.forEach(l -> draws.add(l.draw()));
        return draws;
    }

    /**
     * The draws it depends on, and which of their elements.
     *
     * @param own what is known where each element depends on those at its own place only
     */
    public Sources sources(Sources own) {
        if (loadings.stream().allMatch(l -> l instanceof Loadings.OwnElement)) {
            return own;
        }
        Map<Var, BitSet> used = new LinkedHashMap<>();
        for (Loadings l : loadings) {
            for (int position : l.listed(shape).positions()) {
                if (position >= 0) {
                    used.computeIfAbsent(l.draw(), _ -> new BitSet()).set(position);
                }
            }
        }
        return Sources.ofElements(used);
    }

    @Override
    public Optional<GaussianForm> affine(@Nullable Var factor, @Nullable Var offset) {
        GaussianForm scaled = factor == null ? this : times(factor);
        return Optional.of(offset == null ? scaled : scaled.plus(offset));
    }

    /** This plus another of the same shape, which may share draws. */
    public GaussianForm plus(GaussianForm other) {
        List<Loadings> sum = new ArrayList<>(loadings);
        for (Loadings more : other.loadings) {
            int same = IntStream.range(0, sum.size())
                    .filter(i -> added(sum.get(i), more) != null)
                    .findFirst()
                    .orElse(-1);
            if (same < 0) {
                sum.add(more);
            } else {
                sum.set(same, Objects.requireNonNull(added(sum.get(same), more)));
            }
        }
        return new GaussianForm(shape, mean.plus(other.mean), sum, both(checks, other.checks));
    }

    private static List<ParameterCheck> both(List<ParameterCheck> a, List<ParameterCheck> b) {
        return Stream.concat(a.stream(), b.stream()).distinct().toList();
    }

    /** One that says the same as both; null if they are not of the same elements. */
    private static @Nullable Loadings added(Loadings a, Loadings b) {
        if (a instanceof Loadings.OwnElement(Var draw, Var x) && b instanceof Loadings.OwnElement(Var other, Var y)) {
            return draw == other ? new Loadings.OwnElement(draw, x.plus(y)) : null;
        }
        return a instanceof Loadings.Listed x && b instanceof Loadings.Listed y && x.matches(y)
                ? new Loadings.Listed(
                        x.draw(), x.width(), x.positions(), x.weights().plus(y.weights()))
                : null;
    }

    /** This times a fixed factor, broadcastable to the shape. */
    public GaussianForm times(Var factor) {
        return new GaussianForm(
                shape,
                mean.times(factor),
                loadings.stream().map(l -> l.times(factor)).toList(),
                checks);
    }

    /** This plus a fixed offset, broadcastable to the shape. */
    public GaussianForm plus(Var offset) {
        return new GaussianForm(shape, mean.plus(offset), loadings, checks);
    }

    /** Empty if the elements are known only in a run. */
    @Override
    public Optional<GaussianForm> rearranged(Rearrangement by) {
        Supplier<int[]> known = by.origins();
        if (known == null || !shape.isKnown()) {
            return Optional.empty();
        }
        int[] origins = known.get();
        List<Loadings> picked = new ArrayList<>();
        for (Loadings l : loadings) {
            Loadings.Listed from = l.listed(shape);
            if ((long) origins.length * from.width() > MOST_PAIRS) {
                return Optional.empty();
            }
            int[] positions = new int[origins.length * from.width()];
            for (int i = 0; i < origins.length; i++) {
                System.arraycopy(
                        from.positions(), origins[i] * from.width(), positions, i * from.width(), from.width());
            }
            Var weights = from.weights();
            picked.add(new Loadings.Listed(from.draw(), from.width(), positions, spread(by, weights)));
        }
        return Optional.of(new GaussianForm(by.to(), by.parameter(mean), picked, checks));
    }

    /** Weights that are the same for all elements stay small. */
    private static Var spread(Rearrangement by, Var weights) {
        int rank = weights.rank() - 1;
        boolean shared =
                IntStream.range(0, rank).allMatch(a -> weights.shape().extent(a).is(1));
        if (!shared) {
            return Loadings.ranked(by.parameter(weights, 1), by.to().rank() + 1);
        }
        Var last = Functions.reshape(weights, weights.shape().slice(rank, rank + 1));
        return Loadings.ranked(last, by.to().rank() + 1);
    }

    /** The sums along axes, ascending, which disappear; empty if they are too long, or known only in a run. */
    public Optional<GaussianForm> summed(int... axes) {
        return LinearMaps.sum(this, axes).filter(GaussianForm::isOfSize);
    }

    /**
     * A linear map along one axis, the same for all lines or, with leading axes, another for each place along the axes before it; empty if the
     * result is too large, or lengths are known only in a run.
     *
     * @param length the length of the axis in the result
     * @param map the map of matrices {@code [.., n, m]} whose rows are the places along the axis, for any m
     */
    public Optional<GaussianForm> mapped(int axis, int length, UnaryOperator<Var> map) {
        return shape.isKnown() && LinearMaps.pairs(this, axis) <= MOST_PAIRS
                ? Optional.of(LinearMaps.along(this, axis, length, map)).filter(GaussianForm::isOfSize)
                : Optional.empty();
    }

    private boolean isOfSize() {
        return loadings.stream()
                .allMatch(l -> !(l instanceof Loadings.Listed listed)
                        || (long) shape.elements() * listed.width() <= MOST_PAIRS);
    }

    /** Several joined along an axis; empty if lengths are known only in a run. */
    public static Optional<GaussianForm> concat(List<GaussianForm> parts, int axis) {
        if (parts.stream().anyMatch(p -> !p.shape.isKnown())) {
            return Optional.empty();
        }
        int total = parts.stream().mapToInt(p -> p.shape.size(axis)).sum();
        Shape shape = parts.getFirst().shape.with(axis, Extent.of(total));
        GaussianForm joined = null;
        int start = 0;
        for (GaussianForm part : parts) {
            int n = part.shape.size(axis);
            GaussianForm placed = LinearMaps.placed(part, shape, axis, start);
            joined = joined == null ? placed : joined.plus(placed);
            start += n;
        }
        return Optional.ofNullable(joined);
    }

    /** Whether the weights are certain to have added up to 0, so that it is not random. */
    public boolean cancels() {
        return loadings.stream().allMatch(l -> isZero(l.weights()));
    }

    private static boolean isZero(Var weights) {
        boolean difference = weights.op() instanceof Binary(Binary.Fn fn)
                && fn == Binary.Fn.SUB
                && weights.inputs().get(0) == weights.inputs().get(1);
        return difference
                || weights.isSplat(0)
                || weights.shape().extents().stream().anyMatch(e -> e.is(0));
    }

    /** This plus another of the same shape, whose weights stay apart even where they are of the same elements. */
    public GaussianForm beside(GaussianForm other) {
        List<Loadings> all = new ArrayList<>(loadings);
        all.addAll(other.loadings);
        return new GaussianForm(shape, mean.plus(other.mean), all, both(checks, other.checks));
    }

    /** With weights without signs. */
    public GaussianForm absolute() {
        return new GaussianForm(
                shape, mean, loadings.stream().map(Loadings::absolute).toList(), checks);
    }

    /**
     * The first element, row-major, whose weights are certain to cancel up to rounding: by their values, or if a model computes them, by those
     * at points that have nothing in common. Empty if there is none, or if it is not known.
     *
     * @param gross the same form, with weights as if none cancelled
     */
    public OptionalInt cancelled(GaussianForm gross) {
        double[] constant = KnownScales.of(this, gross, HostValues.ofConstants());
        if (constant != null) {
            return firstZero(constant);
        }
        List<OptionalInt> anywhere = HostValues.generic().stream()
                .map(values -> KnownScales.of(this, gross, values))
                .map(scales -> scales == null ? OptionalInt.empty() : firstZero(scales))
                .distinct()
                .toList();
        return anywhere.size() == 1 ? anywhere.getFirst() : OptionalInt.empty();
    }

    private static OptionalInt firstZero(double[] scales) {
        return IntStream.range(0, scales.length).filter(i -> scales[i] == 0).findFirst();
    }

    /** The elements, row-major, that depend on a draw at all; all of them where that is not listed. */
    public int[] randomElements() {
        if (!shape.isKnown()) {
            return new int[0];
        }
        BitSet random = new BitSet();
        for (Loadings l : loadings) {
            if (!(l instanceof Loadings.Listed listed)) {
                return IntStream.range(0, shape.elements()).toArray();
            }
            int[] positions = listed.positions();
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] >= 0) {
                    random.set(i / listed.width());
                }
            }
        }
        return random.stream().toArray();
    }

    /** Whether each element is certain to be independent of all others. */
    public boolean isIndependent() {
        return Spread.of(this).events().isEmpty();
    }

    /**
     * The standard deviation of each element.
     *
     * @throws IllegalStateException if there are no draws, since the law is then that of a constant
     */
    public Var scale() {
        return Spread.of(this).scale();
    }
}
