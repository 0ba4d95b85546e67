package ppl.backend.tck.rule;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that the current thread allocates. */
public final class AllocationCounter {

    private static final java.lang.management.ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

    private AllocationCounter() {}

    /** Why this JVM cannot count; null if it can. */
    static @Nullable String whyNot() {
        return BEAN instanceof ThreadMXBean b
                        && b.isThreadAllocatedMemorySupported()
                        && b.isThreadAllocatedMemoryEnabled()
                ? null
                : "this JVM does not count the bytes a thread allocates";
    }

    /** The bytes that the action allocates on this thread. */
    public static long bytesOf(Runnable action) {
        ThreadMXBean bean = (ThreadMXBean) BEAN;
        long before = bean.getCurrentThreadAllocatedBytes();
        action.run();
        return bean.getCurrentThreadAllocatedBytes() - before;
    }
}
