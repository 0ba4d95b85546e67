package ppl.graph.op;

import ppl.graph.DType;

/** Elementwise functions of one argument whose results IEEE-754 or two's complement arithmetic fixes exactly. */
public enum UnaryFn {
    /** Negation; flips the sign of zeros and NaN, wraps for integers. */
    NEG,
    /** Absolute value. */
    ABS,
    /** Correctly rounded square root; NaN below 0. */
    SQRT,
    /** Greatest whole number not above the argument. */
    FLOOR,
    /** Least whole number not below the argument. */
    CEIL,
    /** Nearest whole number, ties to even. */
    RINT,
    /** Logical or bitwise complement. */
    NOT;

    /** True if the function is defined on elements of this type. */
    public boolean accepts(DType dtype) {
        return switch (this) {
            case NEG, ABS -> dtype != DType.BOOL;
            case SQRT, FLOOR, CEIL, RINT -> dtype.isFloat();
            case NOT -> !dtype.isFloat();
        };
    }

    /** The value on a float64. */
    public double apply(double x) {
        return switch (this) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SQRT -> Math.sqrt(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case RINT -> Math.rint(x);
            case NOT -> throw new AssertionError("NOT of a float");
        };
    }

    /** The value on a float32; exact, since each function of a float is that of the double rounded once. */
    public float apply(float x) {
        return (float) apply((double) x);
    }

    /** The value on an int64. */
    public long apply(long x) {
        return switch (this) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case NOT -> ~x;
            default -> throw new AssertionError(this + " of an integer");
        };
    }

    /** The value on an int32. */
    public int apply(int x) {
        return switch (this) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case NOT -> ~x;
            default -> throw new AssertionError(this + " of an integer");
        };
    }
}
