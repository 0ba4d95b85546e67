package ppl.backend.cuda.emit;

import java.util.List;

/** What the host has done, in this order. Which points have something to do is known to the device alone. */
public sealed interface Task {

    /**
     * Launches a kernel.
     *
     * @param blocks for each point
     */
    record Run(String kernel, int blocks, int threads) implements Task {}

    /**
     * A list again and again. Points that have made all of their steps have nothing to do in it.
     *
     * @param times how often, if no point is done before
     * @param active the word of control that is 0 for points that are done; {@link #ALL} if none is done before the end
     * @param step the list
     */
    record Repeat(int times, int active, List<Task> step) implements Task {
        /** In place of a word of control. */
        public static final int ALL = -1;

        /** Copies the list. */
        public Repeat {
            step = List.copyOf(step);
        }
    }
}
