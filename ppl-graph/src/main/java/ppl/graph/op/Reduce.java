package ppl.graph.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Op.Source;

/**
 * Combines the elements along some axes, which disappear.
 *
 * @param fn how elements combine, in the {@link CanonicalOrder}
 * @param axes ascending, not negative, distinct
 */
public record Reduce(Fn fn, List<Integer> axes) implements Prim {

    /**
     * Copies the axes and checks their order.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if they are not distinct and ascending
     */
    public Reduce {
        axes = List.copyOf(axes);
        for (int i = 1; i < axes.size(); i++) {
            if (axes.get(i - 1) >= axes.get(i)) {
                throw new GraphException(
                        GraphCode.SHAPE, "the axes of a reduction must be distinct and ascending, not " + axes);
            }
        }
    }

    @Override
    public String name() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        Check.accepts(fn.accepts(x.dtype()), name(), x);
        axes.forEach(x.shape()::normalizeAxis);
        return x.type().with(x.shape().without(axesArray()));
    }

    /** The axes as an array. */
    public int[] axesArray() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval x = inputs.getFirst().range();
        return switch (fn) {
            case SUM -> x.isNonNegative() ? Interval.NON_NEGATIVE : x.hi() <= 0 ? Interval.NON_POSITIVE : Interval.ALL;
            case PROD -> x.isNonNegative() ? Interval.NON_NEGATIVE : Interval.ALL;
            case MAX, MIN, ALL, ANY -> hasElements(inputs.getFirst().shape()) ? x : Interval.ALL;
        };
    }

    /** Whether something is combined: of nothing the least and the greatest element lie outside of all bounds. */
    private boolean hasElements(Shape shape) {
        return axes.stream()
                .map(shape::extent)
                .allMatch(e -> e instanceof Shape.Extent.Known known && known.size() > 0);
    }

    /** All elements that are combined. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        Shape from = operands.getFirst().type().shape();
        Shape group = Shape.of(axes.stream().map(from::extent).toList());
        int[] to = type.shape().position(element);
        int[] kept = keptAxes(from.rank());
        int[] first = new int[from.rank()];
        for (int i = 0; i < kept.length; i++) {
            first[kept[i]] = to[i];
        }
        return IntStream.range(0, group.elements()).mapToObj(member -> {
            int[] position = first.clone();
            int[] inGroup = group.position(member);
            for (int i = 0; i < inGroup.length; i++) {
                position[axes.get(i)] = inGroup[i];
            }
            return new Source(0, from.element(position));
        });
    }

    /** Of several equal maxima or minima each receives an equal share. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.getFirst();
        return switch (fn) {
            case SUM -> List.of(spread(cotangent, x));
            case PROD -> List.of(spread(cotangent, x).times(productOfOthers(x)));
            case MAX, MIN -> {
                Var hit = Elementwise.equal(x, spread(output, x)).cast(x.dtype());
                Var count = Var.of(new Reduce(Fn.SUM, axes), hit);
                yield List.of(hit.times(spread(cotangent.div(count), x)));
            }
            case ALL, ANY -> Collections.singletonList(null);
        };
    }

    /** Puts the reduced axes back by repetition. */
    private Var spread(Var reduced, Var like) {
        return Broadcast.into(reduced, like.shape(), keptAxes(like.rank()));
    }

    private int[] keptAxes(int rank) {
        return IntStream.range(0, rank).filter(a -> !axes.contains(a)).toArray();
    }

    /** Products that leave out one element each: with one zero only its own place is not 0, with two none is. */
    private Var productOfOthers(Var x) {
        Var isZero = Elementwise.equal(x, Creation.zerosLike(x));
        Var safe = Elementwise.where(isZero, Creation.onesLike(x), x);
        Var product = spread(Var.of(new Reduce(Fn.PROD, axes), safe), x);
        Var zeros = spread(Var.of(new Reduce(Fn.SUM, axes), isZero.cast(x.dtype())), x);
        Var others = zeros.minus(isZero.cast(x.dtype()));
        return Elementwise.where(others.gt(0), Creation.zerosLike(x), product.div(safe));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return axes.isEmpty() ? inputs.getFirst() : null;
    }

    /** The axes of {@code shape} that remain. */
    public Shape kept(Shape shape) {
        return shape.without(axesArray());
    }

    /** How a {@link Reduce} combines elements. */
    public enum Fn {
        /** Sum; 0 over nothing. */
        SUM,
        /** Product; 1 over nothing. */
        PROD,
        /** Greatest element; -infinity (or the least integer) over nothing; NaN if any element is. */
        MAX,
        /** Least element; +infinity (or the greatest integer) over nothing; NaN if any element is. */
        MIN,
        /** True if all are; true over nothing. */
        ALL,
        /** True if any is; false over nothing. */
        ANY;

        /**
         * The function over axes of a tensor, or over all of them if none is named; negative ones count from the end.
         *
         * @throws ppl.graph.GraphException ({@link ppl.graph.GraphCode#TYPE}) if the elements have another type, ({@link
         *     ppl.graph.GraphCode#SHAPE}) if an axis does not exist or is named twice, ({@link ppl.graph.GraphCode#VALUE}) if whole
         *     numbers are known to leave their type
         */
        public Var of(Var x, int... axes) {
            Reduce reduce =
                    new Reduce(this, Arrays.stream(x.shape().axes(axes)).boxed().toList());
            WholeNumbers.check(reduce, List.of(x));
            return Var.of(reduce, x);
        }

        /** True if the function is defined on elements of this type. */
        public boolean accepts(DType dtype) {
            return switch (this) {
                case SUM, PROD, MAX, MIN -> dtype != DType.BOOL;
                case ALL, ANY -> dtype == DType.BOOL;
            };
        }

        /** The elementwise function that combines two partial results. */
        public Binary.Fn combine() {
            return switch (this) {
                case SUM -> Binary.Fn.ADD;
                case PROD -> Binary.Fn.MUL;
                case MAX -> Binary.Fn.MAX;
                case MIN -> Binary.Fn.MIN;
                case ALL -> Binary.Fn.AND;
                case ANY -> Binary.Fn.OR;
            };
        }

        /** The float64 result over no elements. */
        public double emptyDouble() {
            return switch (this) {
                case SUM -> 0;
                case PROD -> 1;
                case MAX -> Double.NEGATIVE_INFINITY;
                case MIN -> Double.POSITIVE_INFINITY;
                case ALL, ANY -> throw new AssertionError(this + " of floats");
            };
        }

        /** The int64 result over no elements. */
        public long emptyLong() {
            return switch (this) {
                case SUM -> 0;
                case PROD -> 1;
                case MAX -> Long.MIN_VALUE;
                case MIN -> Long.MAX_VALUE;
                case ALL -> 1;
                case ANY -> 0;
            };
        }
    }
}
