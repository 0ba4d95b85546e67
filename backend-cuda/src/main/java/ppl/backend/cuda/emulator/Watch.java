package ppl.backend.cuda.emulator;

import org.jspecify.annotations.Nullable;

/**
 * Finds accesses whose order nothing fixes. Time is cut into intervals, one for each block and each stretch between its barriers, in the
 * order in which they are run; a note is an interval and a thread. Two accesses of one place, one of them a write, are in order if they
 * are in different launches, in one thread, or in one block with a barrier between them.
 */
final class Watch {

    /** A note of memory that no kernel may touch. */
    static final long FENCED = -1;

    /** A note of what the host wrote. */
    static final long HOST = 1L << 12;

    private static final int SHIFT = 12;
    /** In place of a thread: several threads of the interval. */
    private static final long MANY = 2047;
    /** A block before this one read it too, in this launch. */
    private static final long OTHER_BLOCK = 2048;

    private long interval = 1;
    private long launch;
    private long block;
    private long thread;

    void launch() {
        launch = ++interval;
    }

    void block() {
        block = ++interval;
    }

    void barrier() {
        interval++;
    }

    void thread(int number) {
        thread = number;
    }

    /** Notes a read; what is wrong with it, or null. */
    @Nullable
    String read(Region region, int granule) {
        long writer = region.writers[granule];
        if (writer <= 0) {
            return writer == FENCED ? "reads between its buffers" : "reads what was never written";
        }
        if (isRace(writer)) {
            return "reads what another thread writes, with no barrier between";
        }
        long reader = region.readers[granule];
        long time = reader >>> SHIFT;
        long other = time >= launch && (time < block || (reader & OTHER_BLOCK) != 0) ? OTHER_BLOCK : 0;
        long who = time == interval && (reader & MANY) != thread ? MANY : thread;
        region.readers[granule] = interval << SHIFT | other | who;
        return null;
    }

    /** Notes a write; what is wrong with it, or null. */
    @Nullable
    String write(Region region, int granule) {
        long writer = region.writers[granule];
        if (writer == FENCED) {
            return "writes between its buffers";
        }
        if (isRace(writer)) {
            return "writes where another thread writes, with no barrier between";
        }
        long reader = region.readers[granule];
        boolean byOther = reader >>> SHIFT >= launch && (reader & OTHER_BLOCK) != 0;
        if (byOther || isRace(reader)) {
            return "writes what another thread reads, with no barrier between";
        }
        region.writers[granule] = interval << SHIFT | thread;
        return null;
    }

    /** True of shared memory that this block has not written. */
    boolean isOfAnotherBlock(long writer) {
        return writer >>> SHIFT < block;
    }

    private boolean isRace(long note) {
        long time = note >>> SHIFT;
        if (time < launch) {
            return false;
        }
        return time < block || time == interval && (note & MANY) != thread;
    }
}
