package ppl.backend.vector.tier;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.tier.Stage.Way;

/**
 * Code in lanes beside scalar code of the same nest. Code in lanes is a hundred times slower than scalar code until the optimising
 * compiler has been at all of it, and stays so where that compiler gives up: here it is run, apart from the program, until it is measured
 * to be faster, and only then given to the program. A decision is looked at again later, when compilers and other programs have calmed
 * down, and may be taken back.
 */
final class Trial implements Turns {

    /** Pauses before a decision is looked at again. */
    private static final long[] PAUSES = {2_000_000_000L, 10_000_000_000L, 60_000_000_000L};
    /** Where short calls in lanes take more times the time of scalar ones, the optimising compiler has not been at all of them. */
    private static final int NEAR = 4;
    /** A program that has been dropped is not held for longer. */
    private static final long SOON = 1_000_000_000L;

    private static final long LEAST_PAUSE = 1_000_000;

    private final WeakReference<Tier> tier;
    private final Code lanes;
    private final Stage stage;
    private final LongSupplier clock;
    private final Consumer<String> log;
    private Ruling ruling = Ruling.SCALAR;
    private int looks;
    private long resume;
    private @Nullable Look look;

    /**
     * @param tier what is given the faster code, as long as the program lives
     * @param lanes that code
     * @param clock nanoseconds
     * @param log told what is decided
     */
    Trial(WeakReference<Tier> tier, Code lanes, Stage stage, LongSupplier clock, Consumer<String> log) {
        this.tier = tier;
        this.lanes = lanes;
        this.stage = stage;
        this.clock = clock;
        this.log = log;
        this.resume = clock.getAsLong();
    }

    /** A round, if it is time for one. Half of the time is left to the compiler, for which this waits, and to other programs. */
    @Override
    public long next() {
        Tier program = tier.get();
        if (program == null) {
            return DONE;
        }
        long start = clock.getAsLong();
        if (start - resume < 0) {
            return Math.min(resume - start, SOON);
        }
        if (look == null) {
            look = new Look(ruling == Ruling.LANES, start);
        }
        Ruling next = round(look);
        if (next == Ruling.OPEN) {
            return Math.max(LEAST_PAUSE, clock.getAsLong() - start);
        }
        return decide(program, next, look);
    }

    private Ruling round(Look now) {
        double slow = stage.warm(Way.SCALAR);
        boolean near = stage.warm(Way.LANES) < NEAR * slow;
        double scalarNanos = stage.time(Way.SCALAR);
        double lanesNanos = near ? stage.time(Way.LANES) : Double.POSITIVE_INFINITY;
        return now.round(scalarNanos, lanesNanos, clock.getAsLong());
    }

    private long decide(Tier program, Ruling next, Look done) {
        long now = clock.getAsLong();
        log.accept((next == Ruling.LANES ? "lanes" : "scalar") + ": " + done.text(now) + ", look " + (looks + 1));
        ruling = next;
        program.become(next == Ruling.LANES ? lanes : null);
        look = null;
        if (looks == PAUSES.length) {
            return DONE;
        }
        long pause = PAUSES[looks++];
        resume = now + pause;
        return Math.min(pause, SOON);
    }
}
