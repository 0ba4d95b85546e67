package ppl.backend.vector.tier;

/** Where two ways of doing a nest are run to no one's harm. */
interface Stage {

    /** Two ways. */
    enum Way {
        /** As it starts. */
        SCALAR,
        /** As it may go on. */
        LANES
    }

    /** Runs many short calls, after which compilers look at the code; the nanoseconds of one. */
    double warm(Way way);

    /** The nanoseconds of one longer call, the least of several batches. */
    double time(Way way);
}
