package ppl.backend.vector.tier;

import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;

/** The time that calls of code take. */
final class Timed {

    /** Calls in one go: some tens of these and the optimising compiler looks at the code. */
    private static final int CALLS = 100;

    private static final int BATCHES = 4;
    /** Shorter batches drown in the steps of the clock. */
    private static final long BATCH_NANOS = 4_000;

    private Timed() {}

    /** Runs many calls; the nanoseconds of one. */
    static double each(Code code, Call call) {
        return (double) run(code, call, CALLS) / CALLS;
    }

    /** The nanoseconds of a call, the least of several batches. */
    static double least(Code code, Call call) {
        double best = Double.POSITIVE_INFINITY;
        int calls = 1;
        for (int batch = 0; batch < BATCHES; ) {
            long nanos = run(code, call, calls);
            best = Math.min(best, (double) nanos / calls);
            if (nanos < BATCH_NANOS) {
                calls *= 2;
            } else {
                batch++;
            }
        }
        return best;
    }

    private static long run(Code code, Call call, int times) {
        long start = System.nanoTime();
        for (int k = 0; k < times; k++) {
            call.run(code);
        }
        return System.nanoTime() - start;
    }
}
