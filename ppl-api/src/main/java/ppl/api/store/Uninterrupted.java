package ppl.api.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reading and writing by a thread that may be interrupted: a channel is closed by that, even if it happened long before, and whoever
 * stops a run saves what it has drawn right after.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Work with files, from the start each time. */
    interface Task<T> {
        T run() throws IOException;
    }

    /** The result of the work, which is begun anew if an interrupt ends it; the thread's interrupt status is kept. */
    static <T> T of(Task<T> task) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return task.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
