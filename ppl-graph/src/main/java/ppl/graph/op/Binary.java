package ppl.graph.op;

import static ppl.graph.function.Elementwise.where;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Aligned;
import ppl.graph.function.Creation;
import ppl.graph.op.Prim.Pointwise;

/** An elementwise function of two operands of one type and shape. */
public record Binary(Fn fn) implements Pointwise {

    @Override
    public String name() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int level() {
        return fn == Fn.FLOOR_DIV || fn == Fn.FLOOR_MOD ? 2 : 1;
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Var x = inputs.get(0);
        Check.sameType(name(), x, inputs.get(1));
        Check.accepts(fn.accepts(x.dtype()), name(), x);
        return x.type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval exact = exactRange(fn, inputs.get(0), inputs.get(1));
        boolean wraps = inputs.getFirst().dtype().isInteger() && fn != Fn.MIN && fn != Fn.MAX && fn != Fn.FLOOR_MOD;
        double limit = inputs.getFirst().dtype() == DType.I32 ? Integer.MAX_VALUE : 0x1p62;
        return wraps && !(exact.lo() >= -limit && exact.hi() <= limit) ? Interval.ALL : exact;
    }

    /** Bounds of the result as a real number, which an integer type may not hold. */
    private static Interval exactRange(Fn fn, Var left, Var right) {
        Interval x = left.range();
        Interval y = right.range();
        return switch (fn) {
            case ADD -> x.plus(y);
            case SUB -> x.plus(y.negate());
            case MUL -> left == right ? x.square() : x.times(y);
            case DIV ->
                y.isNonNegative() && x.isNonNegative()
                        ? Interval.NON_NEGATIVE
                        : y.isNonNegative() && x.hi() <= 0 ? Interval.NON_POSITIVE : Interval.ALL;
            case MIN -> Interval.of(Math.min(x.lo(), y.lo()), Math.min(x.hi(), y.hi()));
            case MAX -> Interval.of(Math.max(x.lo(), y.lo()), Math.max(x.hi(), y.hi()));
            case FLOOR_DIV ->
                y.lo() >= 1
                        ? Interval.of(Math.min(0, Math.floor(x.lo())), Math.max(0, x.hi()))
                        : y.isPositive() && x.isNonNegative() ? Interval.NON_NEGATIVE : Interval.ALL;
            case FLOOR_MOD -> remainderRange(left.dtype(), x, y);
            default -> Interval.ALL;
        };
    }

    /** From 0 to the divisor, which a float may become where it is rounded and an integer does not reach. */
    private static Interval remainderRange(DType dtype, Interval x, Interval y) {
        int gap = dtype.isInteger() && Math.max(-y.lo(), y.hi()) < 0x1p53 ? 1 : 0;
        double hi = Math.max(0, y.hi() - gap);
        return new Interval(
                Math.min(0, y.lo() + gap), x.isNonNegative() && y.isNonNegative() ? Math.min(x.hi(), hi) : hi);
    }

    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return switch (from) {
            case F64 -> Bits.of(fn.apply(Bits.f64(a), Bits.f64(b)));
            case F32 -> Bits.of(fn.apply(Bits.f32(a), Bits.f32(b)));
            case I64 -> fn.apply(a, b);
            case I32 -> fn.apply((int) a, (int) b);
            case BOOL -> Bits.of(fn.apply(a != 0, b != 0));
        };
    }

    @Override
    public void applyEach(double[] a, double[] b, double[] c, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = fn.apply(a[i], b[i]);
        }
    }

    /** Where min or max ties, the first operand receives the whole cotangent; a quotient rounded down has derivative 0. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.get(0);
        Var y = inputs.get(1);
        return switch (fn) {
            case ADD -> List.of(cotangent, cotangent);
            case SUB -> List.of(cotangent, cotangent.unaryMinus());
            case MUL -> Arrays.asList(cotangent.times(x == y ? y.times(2) : y), x == y ? null : cotangent.times(x));
            case DIV -> {
                Var dx = cotangent.div(y);
                yield List.of(dx, dx.times(output).unaryMinus());
            }
            case MIN -> split(x.le(y), cotangent);
            case MAX -> split(x.ge(y), cotangent);
            case FLOOR_MOD ->
                List.of(
                        cotangent,
                        cotangent.times(Var.of(new Binary(Fn.FLOOR_DIV), x, y)).unaryMinus());
            case FLOOR_DIV, AND, OR, XOR, SHL, SHR -> Arrays.asList(null, null);
        };
    }

    private static List<@Nullable Var> split(Var first, Var cotangent) {
        Var zero = Creation.zerosLike(cotangent);
        return List.of(where(first, cotangent, zero), where(first, zero, cotangent));
    }

    /**
     * Neutral elements only, and not where data happen to be: {@code x * 0} stays, since x may be infinite or NaN. The sign of a zero is not kept:
     * {@code x + 0} is x and {@code 0 - x} is -x also where that gives -0.
     */
    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.get(0);
        Var y = inputs.get(1);
        Var minusY = negated(y);
        return switch (fn) {
            case ADD -> x.isFixed(0) ? y : y.isFixed(0) ? x : minusY != null ? x.minus(minusY) : null;
            case SUB -> y.isFixed(0) ? x : x.isFixed(0) ? y.unaryMinus() : minusY != null ? x.plus(minusY) : null;
            case MUL ->
                x.isFixed(1)
                        ? y
                        : y.isFixed(1) ? x : x.isFixed(-1) ? y.unaryMinus() : y.isFixed(-1) ? x.unaryMinus() : null;
            case DIV -> y.isFixed(1) ? x : y.isFixed(-1) ? x.unaryMinus() : null;
            case MIN, MAX, AND, OR -> x == y ? x : null;
            case XOR, SHL, SHR, FLOOR_DIV, FLOOR_MOD -> null;
        };
    }

    /** What {@code x} is the negative of, if it is written so. */
    private static @Nullable Var negated(Var x) {
        return x.op() instanceof Unary(Unary.Fn f) && f == Unary.Fn.NEG
                ? x.inputs().getFirst()
                : null;
    }

    /** Elementwise functions of two arguments whose results IEEE-754 or two's complement arithmetic fixes exactly. */
    public enum Fn {
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
        SHR,
        /**
         * Quotient rounded down. Of floats as NumPy's {@code floor_divide}, float32 in float64 and rounded once. Of integers 0 where the
         * divisor is 0; that of the least integer and -1 wraps around.
         */
        FLOOR_DIV,
        /**
         * What the quotient rounded down leaves, with the sign of the divisor. Of floats as NumPy's {@code mod}; of integers 0 where
         * the divisor is 0.
         */
        FLOOR_MOD;

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
                case ADD, SUB, MUL, MIN, MAX, FLOOR_DIV, FLOOR_MOD -> dtype != DType.BOOL;
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
                case FLOOR_DIV -> FloorDivision.quotient(x, y);
                case FLOOR_MOD -> FloorDivision.remainder(x, y);
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
                case FLOOR_DIV -> FloorDivision.quotient(x, y);
                case FLOOR_MOD -> FloorDivision.remainder(x, y);
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
}
