package ppl.api.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads and writes in a thread that may be interrupted. An interrupt closes a channel, even one that happened long before, and users
 * who stop a run by an interrupt save its draws right after.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Work with files, from the start each time. */
    interface Task<T> {
        T run() throws IOException;
    }

    /** The result of the work, which starts again if an interrupt ends it. The interrupt status of the thread is kept. */
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
