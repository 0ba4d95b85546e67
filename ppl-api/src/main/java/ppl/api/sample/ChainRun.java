package ppl.api.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.checkpoint.ChainLog;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainState;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.Statistic;

/** Drives one chain: it asks, evaluates, tells and records. It runs on one thread, and another thread reads its status. */
final class ChainRun {

    private static final System.Logger LOG = System.getLogger(ChainRun.class.getName());

    private final int number;
    private final Chain chain;
    private final Answers answers;
    private final Iteration last;
    private final ChainRecord record;
    private final int tune;
    private final int iterations;
    private final RunControl control;
    private final int stepSizeIndex;
    private final int divergingIndex;
    private final @Nullable ChainLog log;
    /** Iterations that were there when this run began. */
    private final int resumed;

    // Other threads read these when this one has ended.
    private @Nullable CovarianceEstimate covariance;
    private long brokenGradients;
    private int brokenCoordinate = -1;
    private boolean isBetween = true;

    private volatile int iteration;
    private volatile int divergences;
    private volatile long evaluations;
    private volatile double stepSize = Double.NaN;
    private volatile long startNanos;
    private volatile long tunedNanos;
    private volatile long endNanos;
    private volatile @Nullable Throwable failure;

    ChainRun(
            int number,
            Chain chain,
            int dimension,
            Answers answers,
            List<Statistic> statistics,
            SampleOptions options,
            ChainRecord record,
            Checkpoint checkpoint,
            RunControl control) {
        this.number = number;
        this.chain = chain;
        this.answers = answers;
        this.tune = options.run().tune();
        this.control = control;
        this.iterations = options.run().iterations();
        this.last = new Iteration(dimension, statistics, options.recording().divergences());
        this.record = record;
        this.stepSizeIndex = Iteration.indexOf(statistics, "step_size");
        this.divergingIndex = Iteration.indexOf(statistics, "diverging");
        this.log = checkpoint.log(number, last.layout(), this::again);
        this.resumed = log == null ? 0 : restore(log.found());
    }

    /** Records once more what a log holds of an iteration. */
    private void again(ByteBuffer written) throws IOException {
        if (iteration == iterations) {
            throw new IOException("it holds more than the " + iterations
                    + " iterations that are asked for, warm-up included: ask for as many"
                    + " draws as it holds, or more");
        }
        last.read(written);
        record();
    }

    /** Goes on from what a log holds; the record has its iterations already. */
    private int restore(ChainLog.Found found) {
        if (found.cut() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the checkpoint of chain " + number + " ended in " + found.cut()
                            + " bytes that are incomplete or damaged, as after a crash: they were cut off, and the chain goes on after iteration "
                            + found.iterations());
        }
        if (found.state() == null) {
            return 0;
        }
        ByteBuffer state = ByteBuffer.wrap(found.state());
        evaluations = state.getLong();
        brokenGradients = state.getLong();
        brokenCoordinate = state.getInt();
        byte[] own = new byte[state.remaining()];
        state.get(own);
        try {
            chain.restore(ChainState.from(own));
        } catch (IllegalArgumentException e) {
            throw new SamplingException(
                    SamplingCode.CHECKPOINT,
                    "chain " + number + " of the checkpoint cannot go on: " + e.getMessage(),
                    e,
                    null);
        }
        return iteration;
    }

    /** Goes on until so many iterations are finished, or all are to stop. */
    void advance(int until) {
        if (startNanos == 0) {
            startNanos = System.nanoTime();
            tunedNanos = startNanos;
        }
        try {
            drive(until);
        } catch (Throwable t) {
            failure = t;
            control.stop();
        } finally {
            keepAll();
            endNanos = System.nanoTime();
        }
    }

    /** What the record has not kept yet is kept; a chain that cannot go on keeps what it has. */
    private void keepAll() {
        try {
            record.flush();
        } catch (RuntimeException | Error e) {
            failure = failure == null ? e : failure;
            control.stop();
        }
    }

    /** Ends it: it will not go on. */
    void finish() {
        if (failure == null) {
            covariance = learnt();
        }
        if (log == null) {
            return;
        }
        try (log) {
            if (failure == null && isBetween && iteration > 0) {
                keepState(log);
            }
        } catch (IOException e) {
            failure = failure == null ? notKept(e) : failure;
        } catch (RuntimeException | Error e) {
            // A state that cannot be saved costs no draws.
            failure = failure == null ? e : failure;
        }
    }

    private static SamplingException notKept(IOException e) {
        return new SamplingException(
                SamplingCode.CHECKPOINT,
                "the checkpoint cannot be written: " + e.getMessage()
                        + ". What it holds is whole: make room, and run again with the same checkpoint to go on",
                e,
                null);
    }

    /** What cannot be told of the metric costs no draws. */
    private @Nullable CovarianceEstimate learnt() {
        try {
            return chain.covariance();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "a chain cannot say what it has learnt", e);
            return null;
        }
    }

    private void drive(int until) {
        long calls = evaluations;
        while (iteration < until && control.goesOn()) {
            isBetween = false;
            boolean finished = answers.answer(chain);
            calls++;
            if (iteration >= tune) {
                checkGradient(answers.broken());
            }
            if (finished) {
                isBetween = true;
                finishIteration(calls);
                keep();
            }
        }
    }

    /** Appends the iteration that has just finished to the log, and the state of the chain where it is due. */
    private void keep() {
        if (log == null) {
            return;
        }
        try {
            last.write(log.begin(last.bytes()));
            log.end();
            if (log.isDue()) {
                keepState(log);
            }
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private void keepState(ChainLog into) throws IOException {
        byte[] own = chain.save().toBytes();
        into.state(ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + own.length)
                .putLong(evaluations)
                .putLong(brokenGradients)
                .putInt(brokenCoordinate)
                .put(own)
                .array());
    }

    /** To a sampler this looks like a divergence at a cliff; only here it is known that the model has a density but no gradient. */
    private void checkGradient(int place) {
        if (place >= 0) {
            brokenGradients++;
            brokenCoordinate = brokenCoordinate < 0 ? place : brokenCoordinate;
        }
    }

    // Only this thread writes these fields; they are volatile so that the thread of the driver sees new values.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void finishIteration(long calls) {
        last.take(chain);
        record();
        if (stepSizeIndex >= 0) {
            stepSize = chain.statistic(stepSizeIndex);
        }
        evaluations = calls;
        if (iteration <= tune) {
            tunedNanos = System.nanoTime();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void record() {
        record.add(last);
        if (divergingIndex >= 0 && iteration >= tune && last.number(divergingIndex) != 0) {
            divergences++;
        }
        iteration++;
    }

    /** Its number among the chains. */
    int number() {
        return number;
    }

    /** How many of the finished iterations results can have by now. */
    int kept() {
        return record.kept();
    }

    /** Points in unconstrained space, as {@link ChainRecord#points}. */
    List<double[]> points(int from, int to, int count) {
        return record.points(from, to, count);
    }

    /** What the chain has learnt of the covariance of the coordinates; null if it learns none, or has failed. */
    @Nullable
    CovarianceEstimate covariance() {
        return covariance;
    }

    /** Finished iterations; each is recorded before the number grows. */
    int iteration() {
        return iteration;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** How many of the iterations an earlier process has made. */
    int resumed() {
        return resumed;
    }

    /** Evaluations of the density. */
    long evaluations() {
        return evaluations;
    }

    /** Evaluations after warm-up whose log-density was finite and whose gradient was not. */
    long brokenGradients() {
        return brokenGradients;
    }

    /** The first coordinate in whose direction a gradient was not finite; −1 if there was none. */
    int brokenCoordinate() {
        return brokenCoordinate;
    }

    /** Seconds in warm-up, to be read when the thread has ended. */
    double warmupSeconds() {
        return (tunedNanos - startNanos) * 1e-9;
    }

    /** Seconds in all, to be read when the thread has ended. */
    double seconds() {
        return (endNanos - startNanos) * 1e-9;
    }

    ChainStatus status() {
        long start = startNanos;
        long end = endNanos == 0 ? System.nanoTime() : endNanos;
        double seconds = start == 0 ? 0 : (end - start) * 1e-9;
        int done = iteration;
        return new ChainStatus(
                number,
                done,
                done < tune,
                divergences,
                stepSize,
                evaluations,
                seconds > 0 ? (done - resumed) / seconds : 0);
    }
}
