package ppl.backend.vector.emit;

/** Runs most of the innermost loop of a nest in a way of its own; what it leaves, the nest runs one iteration at a time. */
public interface InnerLoop {

    /** Leaves all to the nest. */
    InnerLoop NOTHING = _ -> {};

    /**
     * Writes code that runs iterations from the counter on and leaves the counter at the first that it has not run, at the stop or
     * less than 16 before it. Combinations in lanes are continued in their scratch array.
     */
    void emit(InnerFrame frame);
}
