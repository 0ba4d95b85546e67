package ppl.api.sample;

import java.io.PrintStream;
import java.util.List;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

/** Listens to a run. The thread of the driver calls it, never the thread of a chain. */
public interface Progress {

    /** The run starts. */
    default void started(RunInfo run) {}

    /** How far the chains are. Called a few times a second. */
    default void advanced(List<ChainStatus> chains, double seconds) {}

    /** The run is over, whole or interrupted. */
    default void finished(List<ChainStatus> chains, Timings timings, List<Warning> warnings) {}

    /** Whether this listener shows the warnings to somebody. If not, the {@code System.Logger} {@code ppl.api.sample} logs them. */
    default boolean showsWarnings() {
        return false;
    }

    /**
     * The run that starts.
     *
     * @param sampler its name; if several take turns, each with its variables: {@code nuts (mu) and rw (k)}
     * @param backend the backend's name
     * @param dimension the number of coordinates
     * @param chains the number of chains
     * @param cores the number of threads
     * @param tune warm-up iterations
     * @param draws draws after warm-up
     * @param seed the seed in use
     */
    record RunInfo(
            String sampler, String backend, int dimension, int chains, int cores, int tune, int draws, long seed) {

        /** Iterations of a chain. */
        public int iterations() {
            return tune + draws;
        }
    }

    /** Lines on standard error: redrawn in place on a terminal, a few plain lines otherwise. */
    static Progress console() {
        return System.console() != null && System.console().isTerminal()
                ? new ConsoleProgress(System.err, true)
                : new ConsoleProgress(System.err, false);
    }

    /** Plain lines on a stream. */
    static Progress lines(PrintStream out) {
        return new ConsoleProgress(out, false);
    }

    /** One JSON object per line on a stream, for machines. */
    static Progress json(PrintStream out) {
        return new JsonProgress(out);
    }

    /** Nothing; warnings are logged. */
    static Progress silent() {
        return new Progress() {};
    }
}
