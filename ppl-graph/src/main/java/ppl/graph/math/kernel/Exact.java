package ppl.graph.math.kernel;

import ppl.graph.DType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Binary;

/**
 * The vocabulary in which expansions are written: operations whose results IEEE-754 and two's complement arithmetic
 * fix to the last bit, under short names. Nothing else may appear in an expansion, since every backend must give the
 * same bits.
 */
public final class Exact {

    private Exact() {}

    /** A float64 constant. */
    public static Var c(double value) {
        return Var.constant(value);
    }

    /** An int64 constant. */
    public static Var k(long value) {
        return Var.constant(value);
    }

    /** {@code a + b}. */
    public static Var add(Var a, Var b) {
        return Binary.Fn.ADD.of(a, b);
    }

    /** {@code a + b}. */
    public static Var add(Var a, double b) {
        return Binary.Fn.ADD.of(a, c(b));
    }

    /** {@code a - b}. */
    public static Var sub(Var a, Var b) {
        return Binary.Fn.SUB.of(a, b);
    }

    /** {@code a - b}. */
    public static Var sub(Var a, double b) {
        return Binary.Fn.SUB.of(a, c(b));
    }

    /** {@code a - b}. */
    public static Var sub(double a, Var b) {
        return Binary.Fn.SUB.of(c(a), b);
    }

    /** {@code a * b}. */
    public static Var mul(Var a, Var b) {
        return Binary.Fn.MUL.of(a, b);
    }

    /** {@code a * b}. */
    public static Var mul(Var a, double b) {
        return Binary.Fn.MUL.of(a, c(b));
    }

    /** {@code a / b}. */
    public static Var div(Var a, Var b) {
        return Binary.Fn.DIV.of(a, b);
    }

    /** {@code 1 / x}. */
    public static Var reciprocal(Var x) {
        return div(c(1), x);
    }

    /** Correctly rounded square root. */
    public static Var sqrt(Var x) {
        return Elementwise.sqrt(x);
    }

    /** {@code -x}. */
    public static Var neg(Var x) {
        return Elementwise.negate(x);
    }

    /** {@code |x|}. */
    public static Var abs(Var x) {
        return Elementwise.abs(x);
    }

    /** {@code a * b + c}, rounded once. */
    public static Var fma(Var a, Var b, Var c) {
        return Elementwise.fma(a, b, c);
    }

    /** {@code a * b + c}, rounded once. */
    public static Var fma(Var a, double b, Var c) {
        return Elementwise.fma(a, c(b), c);
    }

    /** {@code a * b + c}, rounded once. */
    public static Var fma(Var a, Var b, double c) {
        return Elementwise.fma(a, b, c(c));
    }

    /** {@code a * b + c}, rounded once. */
    public static Var fma(Var a, double b, double c) {
        return Elementwise.fma(a, c(b), c(c));
    }

    /** {@code yes} where the condition holds, else {@code no}; both are evaluated. */
    public static Var select(Var condition, Var yes, Var no) {
        return Elementwise.where(condition, yes, no);
    }

    /** {@code yes} where the condition holds, else {@code no}. */
    public static Var select(Var condition, double yes, Var no) {
        return Elementwise.where(condition, c(yes), no);
    }

    /** {@code yes} where the condition holds, else {@code no}. */
    public static Var select(Var condition, Var yes, double no) {
        return Elementwise.where(condition, yes, c(no));
    }

    /** {@code yes} where the condition holds, else {@code no}. */
    public static Var select(Var condition, double yes, double no) {
        return Elementwise.where(condition, c(yes), c(no));
    }

    /** {@code x < bound}. */
    public static Var lt(Var x, double bound) {
        return Elementwise.less(x, c(bound));
    }

    /** {@code x > bound}. */
    public static Var gt(Var x, double bound) {
        return Elementwise.greater(x, c(bound));
    }

    /** {@code x <= bound}. */
    public static Var le(Var x, double bound) {
        return Elementwise.lessOrEqual(x, c(bound));
    }

    /** {@code x == value}. */
    public static Var eq(Var x, double value) {
        return Elementwise.equal(x, c(value));
    }

    /** Both conditions. */
    public static Var and(Var a, Var b) {
        return Elementwise.and(a, b);
    }

    /** {@code x}, but not above {@code bound}; NaN stays. Nothing to do where the bound is proved. */
    public static Var atMost(double bound, Var x) {
        return x.range().hi() <= bound ? x : Elementwise.minimum(x, c(bound));
    }

    /** {@code x}, but not below {@code bound}; NaN stays. Nothing to do where the bound is proved. */
    public static Var atLeast(double bound, Var x) {
        return x.range().lo() >= bound ? x : Elementwise.maximum(x, c(bound));
    }

    /** The bits of a float64 as an int64. */
    public static Var bits(Var x) {
        return Elementwise.bitcast(x, DType.I64);
    }

    /** The float64 of these bits. */
    public static Var real(Var bits) {
        return Elementwise.bitcast(bits, DType.F64);
    }

    /** Shift left. */
    public static Var shl(Var x, int places) {
        return Binary.Fn.SHL.of(x, k(places));
    }

    /** Shift right, filling with zeros. */
    public static Var shr(Var x, int places) {
        return Binary.Fn.SHR.of(x, k(places));
    }

    /** Bitwise and. */
    public static Var mask(Var x, long mask) {
        return Elementwise.and(x, k(mask));
    }

    /** Bitwise or. */
    public static Var or(Var x, long set) {
        return Elementwise.or(x, k(set));
    }

    /** The polynomial with these coefficients, constant term first, by Horner's rule in fused steps. */
    public static Var poly(Var x, double... coefficients) {
        Var sum = c(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = fma(sum, x, coefficients[i]);
        }
        return sum;
    }

    /** The same polynomial of a Java number, bit for bit. */
    public static double poly(double x, double... coefficients) {
        double sum = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = Math.fma(sum, x, coefficients[i]);
        }
        return sum;
    }
}
