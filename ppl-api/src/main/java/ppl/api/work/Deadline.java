package ppl.api.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long work goes on: to its end, or until a time is up or the thread that asked for it is interrupted. Any thread may check it.
 * Once it has passed it stays so, since a thread that waits for others may clear its interrupt status for a while.
 */
public final class Deadline {
    private final long end;
    private final @Nullable Thread asking;
    private volatile boolean passed;

    private Deadline(long end, @Nullable Thread asking) {
        this.end = end;
        this.asking = asking;
    }

    /** A deadline that never passes, even if the thread that asks is interrupted. */
    public static Deadline none() {
        return new Deadline(0, null);
    }

    /** A deadline after this time, or when the current thread is interrupted; its interrupt status stays as it is. */
    public static Deadline in(Duration limit) {
        // Centuries stand for ever and do not overflow.
        long nanos = limit.compareTo(Duration.ofDays(36500)) < 0 ? limit.toNanos() : Long.MAX_VALUE / 2;
        return new Deadline(System.nanoTime() + nanos, Thread.currentThread());
    }

    /** Whether work must stop. */
    public boolean hasPassed() {
        if (asking != null && !passed && (asking.isInterrupted() || System.nanoTime() - end >= 0)) {
            passed = true;
        }
        return passed;
    }

    /** Says that the thread that asks was interrupted while it waited. */
    void interrupt() {
        if (asking != null) {
            passed = true;
        }
    }
}
