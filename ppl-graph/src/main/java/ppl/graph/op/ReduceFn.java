package ppl.graph.op;

import ppl.graph.DType;

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
