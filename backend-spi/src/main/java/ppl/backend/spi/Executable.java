package ppl.backend.spi;

import ppl.graph.compile.CompiledGraph;

/** A compiled program: one piece of code, shared by all threads, each with a workspace of its own. */
public interface Executable extends AutoCloseable {

    /**
     * A caller with its own workspace. Its {@code call} allocates nothing after the first calls, unless the backend
     * {@link Backend#allocatesPerCall says otherwise}.
     */
    CompiledGraph.Caller caller();

    /** Releases code and memory; closing twice is harmless, calling after closing is an error. */
    @Override
    void close();
}
