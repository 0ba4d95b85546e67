package ppl.benchmarks;

/** Something that is called over and over, and timed. */
public abstract class Repeated {

    private static final int MOST_WARM = 20;
    /** Rounds that are not faster. */
    private static final int STILL = 3;

    /** What calls give, so that none is left out. */
    private double used;

    /** One call. */
    abstract double call();

    /** One call, which counts. */
    final void once() {
        used += call();
    }

    /**
     * Calls until it does not get faster: hot loops are given better code while they run, later if other programs keep the compiler waiting.
     *
     * @param seconds that it is given to get faster
     */
    public final void warm(double seconds) {
        double best = least(seconds);
        int still = 0;
        for (int k = 0; k < MOST_WARM && still < STILL; k++) {
            double next = least(seconds / 2);
            still = next < 0.95 * best ? 0 : still + 1;
            best = Math.min(best, next);
        }
    }

    /** The least microseconds of a call in this time, and of a batch of calls at least. */
    public final double least(double seconds) {
        double best = Double.POSITIVE_INFINITY;
        int calls = 1;
        long begin = System.nanoTime();
        while (best == Double.POSITIVE_INFINITY || (System.nanoTime() - begin) * 1e-9 < seconds) {
            long start = System.nanoTime();
            for (int k = 0; k < calls; k++) {
                used += call();
            }
            long time = System.nanoTime() - start;
            if (time < 1_000_000) {
                calls *= 2;
            } else {
                best = Math.min(best, time * 1e-3 / calls);
            }
        }
        return best;
    }
}
