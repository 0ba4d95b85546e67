package ppl.graph.function;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.math.elementary.Trunc;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

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
    public static Var add(Number x, Number y) {
        return Aligned.exact(Binary.Fn.ADD, x, y);
    }

    /** Difference. */
    public static Var subtract(Number x, Number y) {
        return Aligned.exact(Binary.Fn.SUB, x, y);
    }

    /** Product. */
    public static Var multiply(Number x, Number y) {
        return Aligned.exact(Binary.Fn.MUL, x, y);
    }

    /** Quotient; integers are converted to float64 first. */
    public static Var divide(Number x, Number y) {
        return Aligned.binary(Binary.Fn.DIV, toFloat(Operand.beside(x, y)), toFloat(Operand.beside(y, x)));
    }

    /**
     * Quotient rounded down, as NumPy's {@code floor_divide}: floats and integers keep their type. Of whole numbers exact; by 0 an error
     * where it is known, and 0 where only a run tells. Of floats by 0 what {@link #divide} gives. Its slope is 0.
     */
    public static Var floorDivide(Number x, Number y) {
        return Aligned.exact(Binary.Fn.FLOOR_DIV, x, y);
    }

    /**
     * What {@link #floorDivide} leaves, as NumPy's {@code mod}: it has the sign of {@code y}, and its magnitude is less, or by rounding equal
     * ({@code -1e-20} and 1 give 1). Of whole numbers exact; by 0 an error where it is known, and 0 where only a run tells. Of
     * floats NaN by 0. Its slopes are 1 and {@code -floorDivide(x, y)}.
     */
    public static Var remainder(Number x, Number y) {
        return Aligned.exact(Binary.Fn.FLOOR_MOD, x, y);
    }

    /** Lesser one. */
    public static Var minimum(Number x, Number y) {
        return Aligned.binary(Binary.Fn.MIN, x, y);
    }

    /** Greater one. */
    public static Var maximum(Number x, Number y) {
        return Aligned.binary(Binary.Fn.MAX, x, y);
    }

    /** The nearest value between two bounds, {@code min(max(x, lo), hi)}; a plain infinite bound is none. */
    public static Var clip(Number x, Number lo, Number hi) {
        Var raised = isPlain(lo, Double.NEGATIVE_INFINITY)
                ? Operand.beside(x, lo, hi)
                : maximum(x, Operand.beside(lo, x, hi));
        return isPlain(hi, Double.POSITIVE_INFINITY) ? raised : minimum(raised, hi);
    }

    private static boolean isPlain(Number bound, double value) {
        return !(bound instanceof Var) && Operand.of(bound).isSplat(value);
    }

    /** Logical or bitwise and. */
    public static Var and(Number x, Number y) {
        return Aligned.binary(Binary.Fn.AND, x, y);
    }

    /** Logical or bitwise or. */
    public static Var or(Number x, Number y) {
        return Aligned.binary(Binary.Fn.OR, x, y);
    }

    /** Logical or bitwise exclusive or. */
    public static Var xor(Number x, Number y) {
        return Aligned.binary(Binary.Fn.XOR, x, y);
    }

    /** Negation. */
    public static Var negate(Var x) {
        WholeNumbers.check(new Unary(Unary.Fn.NEG), List.of(x));
        return Var.of(new Unary(Unary.Fn.NEG), x);
    }

    /** Absolute value. */
    public static Var abs(Var x) {
        WholeNumbers.check(new Unary(Unary.Fn.ABS), List.of(x));
        return Var.of(new Unary(Unary.Fn.ABS), x);
    }

    /** Square root; integers are converted to float64 first. */
    public static Var sqrt(Var x) {
        return Var.of(new Unary(Unary.Fn.SQRT), toFloat(x));
    }

    /** Greatest whole number not above; integers are converted to float64 first. */
    public static Var floor(Var x) {
        return Var.of(new Unary(Unary.Fn.FLOOR), toFloat(x));
    }

    /** Least whole number not below; integers are converted to float64 first. */
    public static Var ceil(Var x) {
        return Var.of(new Unary(Unary.Fn.CEIL), toFloat(x));
    }

    /** Nearest whole number toward 0, of the sign of {@code x}; integers are converted to float64 first. */
    public static Var trunc(Var x) {
        return Trunc.of(x);
    }

    /** Nearest whole number, ties to even; integers are converted to float64 first. */
    public static Var rint(Var x) {
        return Var.of(new Unary(Unary.Fn.RINT), toFloat(x));
    }

    /** Logical or bitwise complement. */
    public static Var not(Var x) {
        return Var.of(new Unary(Unary.Fn.NOT), x);
    }

    /** {@code a * b + c}, rounded once; integers are converted to float64 first. */
    public static Var fma(Number a, Number b, Number c) {
        List<Var> operands = Stream.of(Operand.beside(a, b, c), Operand.beside(b, a, c), Operand.beside(c, a, b))
                .map(Elementwise::toFloat)
                .toList();
        DType dtype = operands.stream().map(Var::dtype).reduce(DType::promote).orElseThrow();
        return Aligned.of(
                new Fma(),
                operands.stream().map(x -> Aligned.promoted(x, dtype)).toList(),
                "fma");
    }

    /** {@code x} where the condition holds, else {@code y}. */
    public static Var where(Var condition, Number x, Number y) {
        Var a = Operand.beside(x, y);
        Var b = Operand.beside(y, x);
        DType dtype = DType.promote(a.dtype(), b.dtype());
        return Aligned.of(
                new Select(), List.of(condition, Aligned.promoted(a, dtype), Aligned.promoted(b, dtype)), "where");
    }

    /** Less. */
    public static Var less(Number x, Number y) {
        return Aligned.compare(Compare.Fn.LT, x, y);
    }

    /** Less or equal. */
    public static Var lessOrEqual(Number x, Number y) {
        return Aligned.compare(Compare.Fn.LE, x, y);
    }

    /** Greater. */
    public static Var greater(Number x, Number y) {
        return Aligned.compare(Compare.Fn.GT, x, y);
    }

    /** Greater or equal. */
    public static Var greaterOrEqual(Number x, Number y) {
        return Aligned.compare(Compare.Fn.GE, x, y);
    }

    /** Equal. */
    public static Var equal(Number x, Number y) {
        return Aligned.compare(Compare.Fn.EQ, x, y);
    }

    /** Not equal; true for NaN against anything. */
    public static Var notEqual(Number x, Number y) {
        return Aligned.compare(Compare.Fn.NE, x, y);
    }

    /** True where the element is NaN. */
    public static Var isNaN(Var x) {
        return Aligned.compare(Compare.Fn.NE, x, x);
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
        return Aligned.promoted(x, x.dtype().isFloat() ? x.dtype() : DType.F64);
    }
}
