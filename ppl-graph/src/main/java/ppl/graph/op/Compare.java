package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Aligned;
import ppl.graph.op.Prim.Pointwise;

/** An elementwise comparison of two operands of one type and shape. */
public record Compare(Fn fn) implements Pointwise {

    @Override
    public String name() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Check.sameType(name(), inputs.get(0), inputs.get(1));
        return inputs.getFirst().type().with(DType.BOOL);
    }

    /** Integers are compared as integers: as doubles, distinct ones above 2^53 would be equal. */
    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return Bits.of(from.isFloat() ? fn.apply(Bits.floating(from, a), Bits.floating(from, b)) : fn.apply(a, b));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(null, null);
    }

    /** Comparisons. With a NaN all are false but {@link #NE}. */
    public enum Fn {
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
}
