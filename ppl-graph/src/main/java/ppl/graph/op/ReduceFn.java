package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;

/** How a {@link Reduce} combines elements. */
public enum ReduceFn {
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
    public BinaryFn combine() {
        return switch (this) {
            case SUM -> BinaryFn.ADD;
            case PROD -> BinaryFn.MUL;
            case MAX -> BinaryFn.MAX;
            case MIN -> BinaryFn.MIN;
            case ALL -> BinaryFn.AND;
            case ANY -> BinaryFn.OR;
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
