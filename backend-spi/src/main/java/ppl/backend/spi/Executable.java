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
     * Releases code and memory. Calls that begin afterwards are refused with {@link BackendCode#CLOSED}; one in flight ends with the
     * numbers that it would have had, or with that refusal: memory outside the heap is given back only when no call is in flight.
     * Closing twice is harmless.
     */
    @Override
    void close();
}
