package ppl.backend.cuda.emulator;

/** Where a device differs from Java: at NaN. */
final class Ends {

    private Ends() {}

    /** The lesser; of a number and a NaN the number. */
    static double min(double x, double y) {
        return Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y);
    }

    /** The greater; of a number and a NaN the number. */
    static double max(double x, double y) {
        return Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.max(x, y);
    }

    /** Towards 0, at most the ends of int64; of a NaN the least. */
    static long wide(double x) {
        return Double.isNaN(x) ? Long.MIN_VALUE : (long) x;
    }

    /** Towards 0, at most the ends of int32; of a NaN the least. */
    static long narrow(double x) {
        return Double.isNaN(x) ? Integer.MIN_VALUE : (int) x;
    }
}
