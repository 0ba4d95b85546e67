package ppl.graph.op;

import ppl.graph.Var;
import ppl.graph.function.Aligned;

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

    /**
     * The comparison of two operands, brought to one type and shape.
     *
     * @throws ppl.graph.GraphException ({@link ppl.graph.GraphCode#SHAPE}) if the shapes do not broadcast
     */
    public Var of(Number x, Number y) {
        return Aligned.compare(this, x, y);
    }

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
