package ppl.backend.vector.tier;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The one thread of the process that makes code while programs run. What it does it does in turns, so nothing that takes long, or comes to
 * nothing, keeps the rest from its turn. It ends when it has nothing to do, and never keeps a process alive.
 */
final class Background {

    private static final int MOST = 64;
    private static final int IDLE_SECONDS = 5;

    private static final System.Logger LOG = System.getLogger("ppl.backend.vector");

    private static final ScheduledThreadPoolExecutor THREAD = thread();
    private static final AtomicInteger WORKS = new AtomicInteger();
    /** Bytes of all works together. */
    private static final AtomicLong HELD = new AtomicLong();
    /** A program must never fail for want of memory that a trial holds. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 16;

    private Background() {}

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, work -> Thread.ofPlatform()
                .name("ppl-vector-tier")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(work));
        pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Takes work; false if there is too much already. If it throws, that is logged and it ends: nothing depends on it.
     *
     * @param bytes that it holds until it is done
     * @param work made here and now if it is taken
     */
    static boolean offer(long bytes, Supplier<Turns> work) {
        boolean few = WORKS.incrementAndGet() <= MOST;
        boolean small = HELD.addAndGet(bytes) <= MOST_BYTES;
        if (!few || !small) {
            ended(bytes);
            return false;
        }
        try {
            schedule(work.get(), bytes, 0);
            return true;
        } catch (RuntimeException | AssertionError | OutOfMemoryError e) {
            // On the thread of a program, which must not end for what is only tried out.
            LOG.log(System.Logger.Level.DEBUG, "a loop stays as it is", e);
            ended(bytes);
            return false;
        }
    }

    private static void ended(long bytes) {
        WORKS.decrementAndGet();
        HELD.addAndGet(-bytes);
    }

    private static void schedule(Turns work, long bytes, long nanos) {
        THREAD.schedule(() -> turn(work, bytes), nanos, TimeUnit.NANOSECONDS);
    }

    private static void turn(Turns work, long bytes) {
        long wait = Turns.DONE;
        try {
            wait = work.next();
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "a loop stays as it is", e);
        }
        if (wait == Turns.DONE) {
            ended(bytes);
        } else {
            schedule(work, bytes, wait);
        }
    }
}
