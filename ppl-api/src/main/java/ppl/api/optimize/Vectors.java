package ppl.api.optimize;

/** Sums over vectors, each in the order of the elements. */
final class Vectors {

    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Adds a multiple of one vector to another. */
    static void add(double[] to, double factor, double[] a) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * a[i];
        }
    }

    static boolean isFinite(double[] a) {
        for (double x : a) {
            if (!Double.isFinite(x)) {
                return false;
            }
        }
        return true;
    }
}
