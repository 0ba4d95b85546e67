package ppl.graph.exact;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Cast;

/**
 * Conversions that keep every value: whole numbers, and real numbers as float64, are kept exactly. A real number becomes
 * the nearest float32, as every decimal becomes the nearest float64, unless that is 0 or infinite and the number is not.
 */
public final class Exactness {

    private Exactness() {}

    /** The first element that a type does not hold, in row-major order; −1 if it holds all. */
    public static int firstLoss(Tensor value, DType to) {
        for (int i = 0; i < value.length(); i++) {
            if (value.dtype() != to && !holds(to, value, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The values as another type; those that it does not hold are converted as {@link Cast} says. */
    public static Tensor convert(Tensor value, DType to) {
        return value.dtype() == to
                ? value
                : new Cast(to).evaluate(List.of(value), value.type().with(to));
    }

    private static boolean holds(DType to, Tensor value, int i) {
        if (value.dtype().isFloat()) {
            double x = value.doubleAt(i);
            return switch (to) {
                case BOOL -> x == 0 || x == 1;
                case I32 -> x == Math.rint(x) && x >= Integer.MIN_VALUE && x <= Integer.MAX_VALUE;
                case I64 -> x == Math.rint(x) && x >= -0x1p63 && x < 0x1p63;
                case F32 -> Float.isInfinite((float) x) == Double.isInfinite(x) && ((float) x != 0 || x == 0);
                case F64 -> true;
            };
        }
        long n = value.bitsAt(i);
        return switch (to) {
            case BOOL -> n == 0 || n == 1;
            case I32 -> n == (int) n;
            case I64 -> true;
            case F32 -> (double) (float) n != 0x1p63 && (long) (float) n == n;
            case F64 -> (double) n != 0x1p63 && (long) (double) n == n;
        };
    }

    /** What to say of an element that a type does not hold, as it reads after "its value": why, and what to do. */
    public static String remedy(DType to) {
        return switch (to) {
            case BOOL -> "a truth value is 0 or 1: compare it with a threshold first";
            case I32 -> "int32 holds whole numbers from -2147483648 to 2147483647: round it, or use a wider type";
            case I64 ->
                "int64 holds whole numbers from -9223372036854775808 to 9223372036854775807: round it, or give it in larger units";
            case F32 -> "float32 holds 24 binary digits, from 1.4e-45 to 3.4e38: round it, or use float64";
            case F64 ->
                "float64 holds whole numbers exactly up to 2^53: subtract an offset, or give it as a rounded double";
        };
    }
}
