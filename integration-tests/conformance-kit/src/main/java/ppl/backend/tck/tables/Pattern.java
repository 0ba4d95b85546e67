package ppl.backend.tck.tables;

import ppl.graph.DType;
import ppl.graph.Tensor;

/**
 * Large operands without large tables: numbers that are a function of index and seed, exact in their type, the same in
 * any language. The script {@code orders.py} states the formulas.
 */
public enum Pattern {
    /** Both signs, magnitudes over 14 (float32: 7) decades, so that every order of a sum has its own rounding errors. */
    WIDE,
    /** Near 1, so that products stay in range. */
    NEAR1,
    /** Over the whole range of the integer type. */
    INT;

    /** The pattern a table names. */
    public static Pattern named(String name) {
        return switch (name) {
            case "wide" -> WIDE;
            case "near1" -> NEAR1;
            case "int" -> INT;
            default -> throw new IllegalArgumentException("no pattern " + name);
        };
    }

    /** A tensor of the pattern. */
    public Tensor tensor(DType dtype, int seed, int... sizes) {
        int n = 1;
        for (int size : sizes) {
            n *= size;
        }
        Object array = Tensor.allocate(dtype, n);
        for (int i = 0; i < n; i++) {
            long k = (i * 2654435761L + seed * 40503L + 12345) & 0xFFFFFFFFL;
            switch (array) {
                case double[] a -> a[i] = float64(k);
                case float[] a -> a[i] = float32(k);
                case long[] a -> a[i] = (k - (1L << 31)) * ((1L << 31) + 1);
                case int[] a -> a[i] = (int) (k - (1L << 31));
                default -> throw new IllegalArgumentException("no pattern for " + dtype);
            }
        }
        return Tensor.wrap(array, sizes);
    }

    private double float64(long k) {
        return this == NEAR1
                ? 1 + (k - (1L << 31)) * 0x1p-36
                : Math.scalb((double) (k - (1L << 31)), (int) ((k >> 7) % 48 - 50));
    }

    private float float32(long k) {
        return this == NEAR1
                ? 1 + ((k >> 20) - (1 << 11)) * 0x1p-15f
                : Math.scalb((float) ((k >> 8) - (1 << 23)), (int) ((k >> 3) % 24 - 30));
    }
}
