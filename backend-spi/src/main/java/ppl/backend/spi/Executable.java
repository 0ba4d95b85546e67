package ppl.backend.spi;

import ppl.graph.compile.CompiledGraph;

/** A compiled program: one piece of code, shared by all threads, each with a workspace of its own. */
public interface Executable extends AutoCloseable {

    /**
     * A caller with its own workspace. Its {@code call} allocates nothing after the first calls, unless the backend
     * {@link Backend#allocatesPerCall says otherwise}.
     */
    CompiledGraph.Caller caller();

    /**
     * A caller that computes several points in one call: every array holds the values of all points, one after the other, so
     * that it is {@code batch} times as long as that of a single call. The results are those of single calls, in STRICT mode to the
     * bit. A backend overrides this where it does better than a loop over the points, which this is.
     *
     * @param batch the number of points, at least 1
     */
    default CompiledGraph.Caller caller(int batch) {
        return batch == 1 ? caller() : new LoopedCaller(caller(), batch);
    }

    /**
     * Releases code and memory. Calls that begin afterwards are refused with {@link BackendCode#CLOSED}; one in flight ends with the
     * numbers that it would have had, or with that refusal: memory outside the heap is given back only when no call is in flight.
     * Closing twice is harmless.
     */
    @Override
    void close();
}
