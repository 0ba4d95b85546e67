package ppl.backend.vector.tier;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of the process that makes code while programs run. It ends when it has nothing to do, and never keeps a process alive. */
final class Background {

    private static final int WAITING = 64;
    private static final int IDLE_SECONDS = 5;

    private static final System.Logger LOG = System.getLogger("ppl.backend.vector");

    private static final ThreadPoolExecutor THREAD = thread();

    private Background() {}

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> Thread.ofPlatform()
                        .name("ppl-vector-tier")
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .unstarted(work));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Takes work to be done after all that waits; false if too much waits. What it throws is logged: nothing depends on it. */
    static boolean offer(Runnable work) {
        try {
            THREAD.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
                    LOG.log(System.Logger.Level.DEBUG, "a loop stays scalar", e);
                }
            });
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }
}
