package ppl.api.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.RunNotes;

/**
 * Runs chains on threads, all of them up to one iteration before any goes beyond it: to their end, or until their draws are as precise as they
 * were to be, which is asked at iterations that depend on the options alone. So where a run ends depends neither on threads nor on how fast each
 * chain is.
 */
final class Rounds {

    private static final long POLL_MILLIS = 50;

    /** Why chains do not go on. */
    enum End {
        /** They have all draws, or one has failed. */
        OVER,
        /** They are precise enough. */
        PRECISE,
        /** The calling thread was interrupted. */
        INTERRUPTED,
        /** Somebody asked for it. */
        STOPPED,
        /** The deadline has passed. */
        LATE
    }

    /**
     * How a run ended.
     *
     * @param lacking what the draws of a run that was to be precise are furthest from; null if nothing
     */
    record Outcome(End end, @Nullable String lacking) {

        /** What results say about it. */
        Map<String, Object> notes() {
            Map<String, Object> notes = new LinkedHashMap<>();
            if (end == End.PRECISE) {
                notes.put(RunNotes.PRECISE, 1L);
            }
            if (end == End.LATE) {
                notes.put(RunNotes.DEADLINE, 1L);
            }
            if (lacking != null) {
                notes.put(RunNotes.IMPRECISE, lacking);
            }
            return notes;
        }
    }

    private final CompiledModel compiled;
    private final SampleOptions options;
    private final Results.Recorded recorded;
    private final List<ChainRun> runs;
    private final RunControl control;
    private final Runnable advanced;
    private final long start = System.nanoTime();

    /**
     * Of chains that are ready.
     *
     * @param control what is asked of them meanwhile
     * @param advanced is told now and then that they have advanced
     */
    Rounds(
            CompiledModel compiled,
            SampleOptions options,
            Results.Recorded recorded,
            RunControl control,
            Runnable advanced) {
        this.compiled = compiled;
        this.options = options;
        this.recorded = recorded;
        this.runs = recorded.chains();
        this.control = control;
        this.advanced = advanced;
    }

    /** Runs them; returns when no thread does any more. */
    Outcome drive() {
        try {
            Optional<String> lacking = Optional.empty();
            for (int round : options.until().rounds(options.run())) {
                boolean interrupted = advance(round);
                if (interrupted || control.isStopped()) {
                    return new Outcome(why(interrupted), lacking.orElse(null));
                }
                if (options.until().isPrecision() && round > options.run().tune()) {
                    lacking = lacking();
                    if (lacking.isEmpty()) {
                        return new Outcome(End.PRECISE, null);
                    }
                }
            }
            return new Outcome(End.OVER, lacking.orElse(null));
        } finally {
            runs.forEach(ChainRun::finish);
        }
    }

    private End why(boolean interrupted) {
        if (interrupted) {
            return End.INTERRUPTED;
        }
        if (control.wasAsked()) {
            return End.STOPPED;
        }
        return isLate() ? End.LATE : End.OVER;
    }

    private Optional<String> lacking() {
        Precision precision = new Precision(options.until(), compiled.outputs().posterior());
        Results.Run soFar = new Results.Run("", 0, 0, false, false);
        return precision.lacking(new Results(compiled, options, recorded, soFar).posterior(precision.variables()));
    }

    private boolean isLate() {
        return options.until().deadline() != null
                && System.nanoTime() - start >= options.until().deadline().toNanos();
    }

    /** Runs all up to an iteration; true if this thread was interrupted meanwhile. */
    private boolean advance(int round) {
        boolean interrupted = false;
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(options.execution().cores(), runs.size()); i++) {
            threads.add(thread(i, next, round));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join(POLL_MILLIS);
                    advanced.run();
                } catch (InterruptedException e) {
                    interrupted = true;
                    control.stop();
                }
                if (isLate()) {
                    control.stop();
                }
            }
        }
        return interrupted;
    }

    /** Takes chains that no other thread has taken. A daemon, so that a program that ends does not wait for chains. */
    private Thread thread(int number, AtomicInteger next, int round) {
        return Thread.ofPlatform().daemon().name("ppl-chains-" + number).unstarted(() -> {
            for (int c = next.getAndIncrement(); c < runs.size(); c = next.getAndIncrement()) {
                runs.get(c).advance(round);
            }
        });
    }
}
