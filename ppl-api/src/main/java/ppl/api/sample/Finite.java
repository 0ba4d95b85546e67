package ppl.api.sample;

/** Finds what is not finite in a vector, in one pass over it. */
final class Finite {

    private Finite() {}

    /** The index of the first element that is not finite; −1 if all are finite. */
    static int firstNot(double[] values) {
        // x × 0 is 0 if x is finite and NaN if not. Four sums, so that no addition waits for the one before it.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
            c += values[i + 2] * 0;
            d += values[i + 3] * 0;
        }
        for (; i < values.length; i++) {
            a += values[i] * 0;
        }
        return a + b + c + d == 0 ? -1 : search(values);
    }

    private static int search(double[] values) {
        int i = 0;
        while (Double.isFinite(values[i])) {
            i++;
        }
        return i;
    }
}
