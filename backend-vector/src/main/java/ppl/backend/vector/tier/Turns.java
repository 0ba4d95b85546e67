package ppl.backend.vector.tier;

/** Work that is done a little at a time. */
@FunctionalInterface
interface Turns {

    /** What {@link #next} answers when nothing is left. */
    long DONE = -1;

    /** Does a little of it; the nanoseconds to wait before the next turn, or {@link #DONE}. */
    long next();
}
