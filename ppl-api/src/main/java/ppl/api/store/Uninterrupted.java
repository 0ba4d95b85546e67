package ppl.api.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

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

    /** The result of work that cannot start again: it is done by a thread that nobody interrupts. */
    static <T> T once(Task<T> task) throws IOException {
        FutureTask<T> work = new FutureTask<>(task::run);
        Thread.ofPlatform().daemon().name("ppl-file").start(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new IOException(cause);
        };
    }
}
