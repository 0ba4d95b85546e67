package ppl.backend.cuda.emit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the host has done, in this order. Numbers go between it and the device in words of the header. */
public sealed interface Task {

    /** Launches a kernel. */
    record Run(String kernel, int blocks, int threads) implements Task {}

    /**
     * One of two lists.
     *
     * @param ask leaves 1 or 0 in the word for answers
     */
    record Choose(Run ask, List<Task> then, List<Task> otherwise) implements Task {
        /** Copies the lists. */
        public Choose {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /**
     * A list as often as the device says.
     *
     * @param rows the most steps
     * @param steps leaves the steps to be made in the word for answers
     * @param counter takes the row of the step from the word for orders
     * @param backward true if rows descend
     * @param condition asked before each step; null if all are made
     * @param step the list
     * @param made takes the number of steps made from the word for orders
     */
    record Repeat(
            int rows,
            Run steps,
            Run counter,
            boolean backward,
            @Nullable Asked condition,
            List<Task> step,
            Run made) implements Task {
        /** Copies the list. */
        public Repeat {
            step = List.copyOf(step);
        }
    }

    /**
     * Whether to go on.
     *
     * @param tasks what computes it
     * @param ask leaves 1 or 0 in the word for answers
     */
    record Asked(List<Task> tasks, Run ask) {
        /** Copies the list. */
        public Asked {
            tasks = List.copyOf(tasks);
        }
    }
}
