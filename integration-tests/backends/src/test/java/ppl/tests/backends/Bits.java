package ppl.tests.backends;

import java.util.Arrays;

/** Arrays compared by bits; all NaN count as one value. */
final class Bits {

    private Bits() {}

    static boolean equal(Object a, Object b) {
        return switch (a) {
            case double[] x -> Arrays.equals(x, (double[]) b);
            case float[] x -> Arrays.equals(x, (float[]) b);
            case long[] x -> Arrays.equals(x, (long[]) b);
            case int[] x -> Arrays.equals(x, (int[]) b);
            case boolean[] x -> Arrays.equals(x, (boolean[]) b);
            default -> throw new AssertionError(a);
        };
    }

    static String text(Object a) {
        return switch (a) {
            case double[] x -> Arrays.toString(x);
            case float[] x -> Arrays.toString(x);
            case long[] x -> Arrays.toString(x);
            case int[] x -> Arrays.toString(x);
            case boolean[] x -> Arrays.toString(x);
            default -> throw new AssertionError(a);
        };
    }
}
