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
 * <p>Whole numbers: sums, differences, products and signs of integers that are known (constants, data of a model and what
 * is picked from them) are exact, or a {@link GraphException} that names the element and its values: nothing wraps around
 * without a word. So is a known int64 of more than 53 bits where it meets a float. Integers that only a run tells, such as
 * inputs and draws without upper bound, wrap around: cast them to float64 where they may be large.
 *
 * <p>Numerics: IEEE-754 with one rounding; the same bits on every backend. NaN in, NaN out, also of
 * {@link #minimum} and {@link #maximum}.
 */
public final class Elementwise {

    private Elementwise() {}

    /** Sum. */
    public static Var add(Var x, Var y) {
        return exact(BinaryFn.ADD, x, y);
    }

    /** Difference. */
    public static Var subtract(Var x, Var y) {
        return exact(BinaryFn.SUB, x, y);
    }

    /** Product. */
    public static Var multiply(Var x, Var y) {
        return exact(BinaryFn.MUL, x, y);
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

    /**
     * Any primitive of two operands, promoted and broadcast. Bools in arithmetic count as int64 0 and 1. Integers wrap around,
     * also known ones: for generators of random bits and the like.
     */
    public static Var binary(BinaryFn fn, Var x, Var y) {
        DType dtype = typeOf(fn, x, y);
        return of(new Binary(fn), List.of(promoted(x, dtype), promoted(y, dtype)), fn.name());
    }

    /** Refuses whole numbers that are known to leave their type. */
    private static Var exact(BinaryFn fn, Var x, Var y) {
        DType dtype = typeOf(fn, x, y);
        if (dtype.isInteger()) {
            Shape shape = Broadcasting.common(List.of(x, y), fn.name());
            WholeNumbers.check(
                    new Binary(fn),
                    List.of(Axes.broadcastTo(cast(x, dtype), shape), Axes.broadcastTo(cast(y, dtype), shape)));
        }
        return binary(fn, x, y);
    }

    private static DType typeOf(BinaryFn fn, Var x, Var y) {
        DType common = DType.promote(x.dtype(), y.dtype());
        return fn.accepts(common) || common != DType.BOOL ? common : DType.I64;
    }

    /** What meets a wider type becomes of that type; whole numbers that a float does not hold are refused. */
    private static Var promoted(Var x, DType dtype) {
        if (dtype == DType.F64) {
            WholeNumbers.checkAsFloat(x);
        }
        return cast(x, dtype);
    }

    /** Negation. */
    public static Var negate(Var x) {
        WholeNumbers.check(new Unary(UnaryFn.NEG), List.of(x));
        return Var.of(new Unary(UnaryFn.NEG), x);
    }

    /** Absolute value. */
    public static Var abs(Var x) {
        WholeNumbers.check(new Unary(UnaryFn.ABS), List.of(x));
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
        return of(new Fma(), List.of(promoted(a, dtype), promoted(b, dtype), promoted(c, dtype)), "fma");
    }

    /** {@code x} where the condition holds, else {@code y}. */
    public static Var where(Var condition, Var x, Var y) {
        DType dtype = DType.promote(x.dtype(), y.dtype());
        return of(new Select(), List.of(condition, promoted(x, dtype), promoted(y, dtype)), "select");
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
        return of(new Compare(fn), List.of(promoted(x, dtype), promoted(y, dtype)), fn.name());
    }

    /** Elements converted to another type, see {@link Cast}. */
    public static Var cast(Var x, DType to) {
        return Var.of(new Cast(to), x);
    }

    /** The same bits as another type of the same width. */
    public static Var bitcast(Var x, DType to) {
        return Var.of(new Bitcast(to), x);
    }

    /** Integers and bools as float64; floats as they are. Known integers that float64 does not hold are an error. */
    public static Var toFloat(Var x) {
        return promoted(x, x.dtype().isFloat() ? x.dtype() : DType.F64);
    }

    private static Var of(ppl.graph.op.Op op, List<Var> operands, String name) {
        Shape shape = Broadcasting.common(operands, name);
        return Var.of(op, operands.stream().map(x -> Axes.broadcastTo(x, shape)).toList());
    }
}
