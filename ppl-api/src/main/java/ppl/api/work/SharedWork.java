package ppl.api.work;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Work in numbered pieces, which the calling thread and threads of the common pool take one by one until none is left or a deadline
 * passes. A parallel stream does not serve here: its caller waits for the others uninterruptibly, and clears its interrupt status.
 */
public final class SharedWork {
    private final int items;
    private final Deadline deadline;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();

    // Guarded by this.
    private int helping;
    private boolean over;
    private @Nullable Throwable failure;

    private SharedWork(int items, Deadline deadline, IntConsumer work) {
        this.items = items;
        this.deadline = deadline;
        this.work = work;
    }

    /**
     * Does the pieces 0, 1, … and returns when no thread works on them any more.
     *
     * @param work may be called by several threads at once
     */
    public static void on(int items, Deadline deadline, IntConsumer work) {
        on(items, ForkJoinPool.getCommonPoolParallelism() + 1, deadline, work);
    }

    /**
     * The same by a number of threads.
     *
     * @param threads how many, the calling one included; those beyond the common pool are started
     */
    public static void on(int items, int threads, Deadline deadline, IntConsumer work) {
        SharedWork shared = new SharedWork(items, deadline, work);
        int helpers = Math.min(threads, items) - 1;
        for (int h = 0; h < helpers; h++) {
            if (h < ForkJoinPool.getCommonPoolParallelism()) {
                ForkJoinPool.commonPool().execute(shared::help);
            } else {
                Thread.ofPlatform().daemon().name("ppl-work-" + h).start(shared::help);
            }
        }
        try {
            shared.take();
        } finally {
            shared.await();
        }
        shared.throwFailure();
    }

    private void take() {
        for (int i = next.getAndIncrement(); i < items && !deadline.hasPassed(); i = next.getAndIncrement()) {
            work.accept(i);
        }
    }

    /** A thread that starts when the work is over does nothing, and nobody waits for it. */
    private void help() {
        synchronized (this) {
            if (over) {
                return;
            }
            helping++;
        }
        @Nullable Throwable thrown = null;
        try {
            take();
        } catch (Throwable t) {
            thrown = t;
        }
        synchronized (this) {
            failure = failure == null ? thrown : failure;
            helping--;
            notifyAll();
        }
    }

    private synchronized void await() {
        over = true;
        boolean interrupted = false;
        while (helping > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                deadline.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new AssertionError("work throws nothing checked", t);
        }
    }
}
