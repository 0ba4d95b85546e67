package ppl.api.inference;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Until when work goes on: to its end, or until a time is up or the thread that asked for it is interrupted. Any thread may look. */
final class Deadline {
    private static final Deadline NONE = new Deadline(0, null);

    private final long end;
    private final @Nullable Thread asking;

    private Deadline(long end, @Nullable Thread asking) {
        this.end = end;
        this.asking = asking;
    }

    /** Never, even if the thread that asks is interrupted: who asks for a result gets it. */
    static Deadline none() {
        return NONE;
    }

    /** After this time, or when the current thread is interrupted; its interrupt status stays as it is. */
    static Deadline in(Duration limit) {
        // Centuries are as good as forever, and do not overflow.
        long nanos = limit.compareTo(Duration.ofDays(36500)) < 0 ? limit.toNanos() : Long.MAX_VALUE / 2;
        return new Deadline(System.nanoTime() + nanos, Thread.currentThread());
    }

    boolean hasPassed() {
        return asking != null && (asking.isInterrupted() || System.nanoTime() - end >= 0);
    }
}
