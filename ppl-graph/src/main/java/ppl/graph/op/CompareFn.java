package ppl.graph.op;

/** Comparisons. With a NaN all are false but {@link #NE}. */
public enum CompareFn {
    /** Less. */
    LT,
    /** Less or equal. */
    LE,
    /** Greater. */
    GT,
    /** Greater or equal. */
    GE,
    /** Equal; -0 equals 0. */
    EQ,
    /** Not equal. */
    NE;

    /** The value on floats. */
    public boolean apply(double x, double y) {
        return switch (this) {
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            case EQ -> x == y;
            case NE -> x != y;
        };
    }

    /** The value on integers. */
    public boolean apply(long x, long y) {
        return switch (this) {
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            case EQ -> x == y;
            case NE -> x != y;
        };
    }
}
