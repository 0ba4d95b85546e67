package ppl.graph.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Prim.Pointwise;

/**
 * Conversion of element values. Float to integer truncates toward 0, saturates at the ends of the integer range and
 * takes NaN to 0, as Java does; integer to float rounds to nearest even; number to bool is "not 0".
 */
public record Cast(DType to) implements Pointwise {

    private static final Interval INT = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
    /** Whole numbers that float64 holds. */
    private static final Interval EXACT = new Interval(-0x1p53, 0x1p53);

    @Override
    public String name() {
        return "cast";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Check.only(name(), inputs).type().with(to);
    }

    @Override
    public Interval range(List<Var> inputs) {
        Var from = inputs.getFirst();
        Interval x = from.range();
        if (from.dtype() == DType.BOOL) {
            return Interval.UNIT;
        }
        return switch (to) {
            case F64 -> x;
            case I32 -> isWhole(from) && INT.contains(x) ? x : Interval.ALL;
            case I64 -> isWhole(from) && EXACT.contains(x) ? x : Interval.ALL;
            case BOOL, F32 -> Interval.ALL;
        };
    }

    /** Whether all elements are whole numbers by their origin, so that none is NaN, which would become 0. */
    private static boolean isWhole(Var x) {
        DType origin = x.op() instanceof Cast ? x.inputs().getFirst().dtype() : x.dtype();
        return !origin.isFloat();
    }

    /** No conversion goes through a second rounding: an int64 becomes a float32 directly, not by way of a double. */
    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        if (from.isFloat()) {
            double x = Bits.floating(from, a);
            return switch (to) {
                case F64 -> Bits.of(x);
                case F32 -> Bits.of((float) x);
                case I64 -> (long) x;
                case I32 -> (int) x;
                case BOOL -> Bits.of(x != 0);
            };
        }
        return switch (to) {
            case F64 -> Bits.of((double) a);
            case F32 -> Bits.of((float) a);
            case I64 -> a;
            case I32 -> (int) a;
            case BOOL -> Bits.of(a != 0);
        };
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        DType from = inputs.getFirst().dtype();
        return Collections.singletonList(from.isFloat() && to.isFloat() ? cotangent.cast(from) : null);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return inputs.getFirst().dtype() == to ? inputs.getFirst() : null;
    }
}
