package ppl.graph.op;

import static ppl.graph.function.Elementwise.where;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.op.Prim.Pointwise;

/** An elementwise function of one operand. */
public record Unary(Fn fn) implements Pointwise {

    @Override
    public String name() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        Check.accepts(fn.accepts(x.dtype()), name(), x);
        return x.type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval x = inputs.getFirst().range();
        return switch (fn) {
            case NEG -> x.negate();
            case ABS -> x.isNonNegative() ? x : x.hi() <= 0 ? x.negate() : new Interval(0, Math.max(-x.lo(), x.hi()));
            case SQRT -> Interval.of(Math.sqrt(Math.max(0, x.lo())), Math.sqrt(Math.max(0, x.hi())));
            case FLOOR -> Interval.of(Math.floor(x.lo()), Math.floor(x.hi()));
            case CEIL -> Interval.of(Math.ceil(x.lo()), Math.ceil(x.hi()));
            case RINT -> Interval.of(Math.rint(x.lo()), Math.rint(x.hi()));
            case NOT -> Interval.ALL;
        };
    }

    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return switch (from) {
            case F64 -> Bits.of(fn.apply(Bits.f64(a)));
            case F32 -> Bits.of(fn.apply(Bits.f32(a)));
            case I64 -> fn.apply(a);
            case I32 -> fn.apply((int) a);
            case BOOL -> Bits.of(a == 0); // NOT is the only one
        };
    }

    @Override
    public void applyEach(double[] a, double[] b, double[] c, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = fn.apply(a[i]);
        }
    }

    /** The derivative of |x| at 0 is taken as 0; whole-number functions have derivative 0. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var x = inputs.getFirst();
        return switch (fn) {
            case NEG -> List.of(cotangent.unaryMinus());
            case ABS ->
                List.of(where(
                        x.gt(0), cotangent, where(x.lt(0), cotangent.unaryMinus(), Creation.zerosLike(cotangent))));
            case SQRT -> List.of(cotangent.times(0.5).div(output));
            case FLOOR, CEIL, RINT, NOT -> Collections.singletonList(null);
        };
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (x.op() instanceof Unary(Fn inner)) {
            boolean cancels = inner == fn && (fn == Fn.NEG || fn == Fn.NOT);
            boolean repeats = inner == fn && (fn == Fn.ABS || fn == Fn.FLOOR || fn == Fn.CEIL || fn == Fn.RINT);
            if (cancels) {
                return x.inputs().getFirst();
            }
            if (repeats) {
                return x;
            }
            if (fn == Fn.ABS && inner == Fn.NEG) {
                return Var.of(this, x.inputs());
            }
        }
        return fn == Fn.ABS && x.range().isNonNegative() && x.dtype().isInteger() && !x.isOfData() ? x : null;
    }

    /** Elementwise functions of one argument whose results IEEE-754 or two's complement arithmetic fixes exactly. */
    public enum Fn {
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
}
