package ppl.graph;

import java.util.List;
import ppl.graph.op.Binary;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.CompareFn;
import ppl.graph.op.Fma;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;
import ppl.graph.op.UnaryFn;

/**
 * Elementwise functions with exactly specified results.
 *
 * <p>Shapes: operands broadcast as in NumPy, aligned at the last axis; the result has their common shape. Types: operands
 * are promoted to one ({@link DType#promote}); comparisons give bool.
 *
 * <p>Errors: {@link GraphException} on the line that writes it, naming the operands, if their shapes do not broadcast or
 * the function is not defined on their type.
 *
 * <p>Numerics: IEEE-754 with one rounding, integers wrap around; the same bits on every backend. NaN in, NaN out, also of
 * {@link #minimum} and {@link #maximum}.
 */
public final class Elementwise {

    private Elementwise() {}

    /** Sum. */
    public static Var add(Var x, Var y) {
        return binary(BinaryFn.ADD, x, y);
    }

    /** Difference. */
    public static Var subtract(Var x, Var y) {
        return binary(BinaryFn.SUB, x, y);
    }

    /** Product. */
    public static Var multiply(Var x, Var y) {
        return binary(BinaryFn.MUL, x, y);
    }

    /** Quotient; integers are converted to float64 first. */
    public static Var divide(Var x, Var y) {
        return binary(BinaryFn.DIV, toFloat(x), toFloat(y));
    }

    /** Lesser one. */
    public static Var minimum(Var x, Var y) {
        return binary(BinaryFn.MIN, x, y);
    }

    /** Greater one. */
    public static Var maximum(Var x, Var y) {
        return binary(BinaryFn.MAX, x, y);
    }

    /** The nearest value between two bounds, {@code min(max(x, lo), hi)}; an infinite bound is none. */
    public static Var clip(Var x, double lo, double hi) {
        Var raised = lo == Double.NEGATIVE_INFINITY ? x : maximum(x, Var.constant(lo));
        return hi == Double.POSITIVE_INFINITY ? raised : minimum(raised, Var.constant(hi));
    }

    /** Logical or bitwise and. */
    public static Var and(Var x, Var y) {
        return binary(BinaryFn.AND, x, y);
    }

    /** Logical or bitwise or. */
    public static Var or(Var x, Var y) {
        return binary(BinaryFn.OR, x, y);
    }

    /** Logical or bitwise exclusive or. */
    public static Var xor(Var x, Var y) {
        return binary(BinaryFn.XOR, x, y);
    }

    /** Any primitive of two operands, promoted and broadcast. Bools in arithmetic count as int64 0 and 1. */
    public static Var binary(BinaryFn fn, Var x, Var y) {
        DType common = DType.promote(x.dtype(), y.dtype());
        DType dtype = fn.accepts(common) || common != DType.BOOL ? common : DType.I64;
        return of(new Binary(fn), List.of(cast(x, dtype), cast(y, dtype)), fn.name());
    }

    /** Negation. */
    public static Var negate(Var x) {
        return Var.of(new Unary(UnaryFn.NEG), x);
    }

    /** Absolute value. */
    public static Var abs(Var x) {
        return Var.of(new Unary(UnaryFn.ABS), x);
    }

    /** Square root; integers are converted to float64 first. */
    public static Var sqrt(Var x) {
        return Var.of(new Unary(UnaryFn.SQRT), toFloat(x));
    }

    /** Greatest whole number not above. */
    public static Var floor(Var x) {
        return Var.of(new Unary(UnaryFn.FLOOR), x);
    }

    /** Least whole number not below. */
    public static Var ceil(Var x) {
        return Var.of(new Unary(UnaryFn.CEIL), x);
    }

    /** Nearest whole number, ties to even. */
    public static Var rint(Var x) {
        return Var.of(new Unary(UnaryFn.RINT), x);
    }

    /** Logical or bitwise complement. */
    public static Var not(Var x) {
        return Var.of(new Unary(UnaryFn.NOT), x);
    }

    /** {@code a * b + c}, rounded once. */
    public static Var fma(Var a, Var b, Var c) {
        DType dtype = DType.promote(DType.promote(a.dtype(), b.dtype()), c.dtype());
        return of(new Fma(), List.of(cast(a, dtype), cast(b, dtype), cast(c, dtype)), "fma");
    }

    /** {@code x} where the condition holds, else {@code y}. */
    public static Var where(Var condition, Var x, Var y) {
        DType dtype = DType.promote(x.dtype(), y.dtype());
        return of(new Select(), List.of(condition, cast(x, dtype), cast(y, dtype)), "select");
    }

    /** Less. */
    public static Var less(Var x, Var y) {
        return compare(CompareFn.LT, x, y);
    }

    /** Less or equal. */
    public static Var lessOrEqual(Var x, Var y) {
        return compare(CompareFn.LE, x, y);
    }

    /** Greater. */
    public static Var greater(Var x, Var y) {
        return compare(CompareFn.GT, x, y);
    }

    /** Greater or equal. */
    public static Var greaterOrEqual(Var x, Var y) {
        return compare(CompareFn.GE, x, y);
    }

    /** Equal. */
    public static Var equal(Var x, Var y) {
        return compare(CompareFn.EQ, x, y);
    }

    /** Not equal; true for NaN against anything. */
    public static Var notEqual(Var x, Var y) {
        return compare(CompareFn.NE, x, y);
    }

    /** True where the element is NaN. */
    public static Var isNaN(Var x) {
        return compare(CompareFn.NE, x, x);
    }

    /** Any comparison, promoted and broadcast. */
    public static Var compare(CompareFn fn, Var x, Var y) {
        DType dtype = DType.promote(x.dtype(), y.dtype());
        return of(new Compare(fn), List.of(cast(x, dtype), cast(y, dtype)), fn.name());
    }

    /** Elements converted to another type, see {@link Cast}. */
    public static Var cast(Var x, DType to) {
        return Var.of(new Cast(to), x);
    }

    /** The same bits as another type of the same width. */
    public static Var bitcast(Var x, DType to) {
        return Var.of(new Bitcast(to), x);
    }

    /** Integers and bools as float64; floats as they are. */
    public static Var toFloat(Var x) {
        return x.dtype().isFloat() ? x : cast(x, DType.F64);
    }

    private static Var of(ppl.graph.op.Op op, List<Var> operands, String name) {
        Shape shape = Broadcasting.common(operands, name);
        return Var.of(op, operands.stream().map(x -> Axes.broadcastTo(x, shape)).toList());
    }
}
