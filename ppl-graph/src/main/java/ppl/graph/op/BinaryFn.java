package ppl.graph.op;

import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.function.Aligned;

/** Elementwise functions of two arguments whose results IEEE-754 or two's complement arithmetic fixes exactly. */
public enum BinaryFn {
    /** Sum. */
    ADD,
    /** Difference. */
    SUB,
    /** Product. */
    MUL,
    /** Quotient of floats. */
    DIV,
    /** Lesser one; NaN if either is NaN; -0 is less than 0. */
    MIN,
    /** Greater one; NaN if either is NaN; 0 is greater than -0. */
    MAX,
    /** Logical or bitwise and. */
    AND,
    /** Logical or bitwise or. */
    OR,
    /** Logical or bitwise exclusive or. */
    XOR,
    /** Left shift by the low bits of the second argument. */
    SHL,
    /** Right shift that fills with zeros. */
    SHR;

    /**
     * The function of two operands, brought to one type and shape. Bools in arithmetic count as int64 0 and 1. Integers wrap
     * around, also known ones, which {@link ppl.graph.Functions} refuses: for generators of random bits and the like.
     *
     * @throws ppl.graph.GraphException ({@link ppl.graph.GraphCode#SHAPE}) if the shapes do not broadcast, ({@link
     *     ppl.graph.GraphCode#TYPE}) if the function is not defined on the common type
     */
    public Var of(Number x, Number y) {
        return Aligned.binary(this, x, y);
    }

    /** True if the function is defined on elements of this type. */
    public boolean accepts(DType dtype) {
        return switch (this) {
            case ADD, SUB, MUL, MIN, MAX -> dtype != DType.BOOL;
            case DIV -> dtype.isFloat();
            case AND, OR, XOR -> !dtype.isFloat();
            case SHL, SHR -> dtype.isInteger();
        };
    }

    /** The value on float64. */
    public double apply(double x, double y) {
        return switch (this) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case MIN -> Math.min(x, y);
            case MAX -> Math.max(x, y);
            default -> throw new AssertionError(this + " of floats");
        };
    }

    /** The value on float32; the double result rounded once is the float result for these functions. */
    public float apply(float x, float y) {
        return (float) apply((double) x, (double) y);
    }

    /** The value on int64. */
    public long apply(long x, long y) {
        return switch (this) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case MIN -> Math.min(x, y);
            case MAX -> Math.max(x, y);
            case AND -> x & y;
            case OR -> x | y;
            case XOR -> x ^ y;
            case SHL -> x << y;
            case SHR -> x >>> y;
            case DIV -> throw new AssertionError("DIV of integers");
        };
    }

    /** The value on int32. */
    public int apply(int x, int y) {
        return switch (this) {
            case SHL -> x << y;
            case SHR -> x >>> y;
            default -> (int) apply((long) x, (long) y);
        };
    }

    /** The value on truth values. */
    public boolean apply(boolean x, boolean y) {
        return switch (this) {
            case AND -> x && y;
            case OR -> x || y;
            case XOR -> x ^ y;
            default -> throw new AssertionError(this + " of truth values");
        };
    }
}
