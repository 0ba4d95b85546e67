package ppl.backend.vector.tier;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** Takes work; false if there is too much already. If it throws, that is logged and it ends: nothing depends on it. */
    static boolean offer(Turns work) {
        if (WORKS.incrementAndGet() > MOST) {
            WORKS.decrementAndGet();
            return false;
        }
        schedule(work, 0);
        return true;
    }

    private static void schedule(Turns work, long nanos) {
        THREAD.schedule(() -> turn(work), nanos, TimeUnit.NANOSECONDS);
    }

    private static void turn(Turns work) {
        long wait = Turns.DONE;
        try {
            wait = work.next();
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "a loop stays as it is", e);
        }
        if (wait == Turns.DONE) {
            WORKS.decrementAndGet();
        } else {
            schedule(work, wait);
        }
    }
}
