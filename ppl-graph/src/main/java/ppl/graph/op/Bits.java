package ppl.graph.op;

import ppl.graph.DType;

/**
 * An element of any type as a {@code long}: the IEEE-754 bits of a float, those of a float32 and an int32 with their sign
 * extended, an int64 itself, 1 for true and 0 for false.
 */
final class Bits {

    private Bits() {}

    /** Of a float64; the bits of a NaN are kept. */
    static long of(double x) {
        return Double.doubleToRawLongBits(x);
    }

    /** Of a float32; the bits of a NaN are kept. */
    static long of(float x) {
        return Float.floatToRawIntBits(x);
    }

    /** Of a truth value. */
    static long of(boolean x) {
        return x ? 1 : 0;
    }

    /** The float64. */
    static double f64(long bits) {
        return Double.longBitsToDouble(bits);
    }

    /** The float32. */
    static float f32(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    /** The value of a float of either type. */
    static double floating(DType dtype, long bits) {
        return dtype == DType.F32 ? f32(bits) : f64(bits);
    }
}
