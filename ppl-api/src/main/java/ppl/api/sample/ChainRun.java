package ppl.api.sample;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Chain;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.LogDensity;
import ppl.api.spi.Statistic;

/** Drives one chain: it asks, evaluates, tells and records. It runs on one thread, and another thread reads its status. */
final class ChainRun implements Runnable {

    private static final System.Logger LOG = System.getLogger(ChainRun.class.getName());

    private final int number;
    private final Chain chain;
    private final LogDensity.Evaluator evaluator;
    private final ChainRecord record;
    private final int tune;
    private final int iterations;
    private final AtomicBoolean stop;
    private final int stepSizeIndex;
    private final int divergingIndex;

    // Other threads read these when this one has ended.
    private @Nullable CovarianceEstimate covariance;
    private long brokenGradients;
    private int brokenCoordinate = -1;

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
            LogDensity density,
            List<Statistic> statistics,
            SampleOptions options,
            AtomicBoolean stop) {
        this.number = number;
        this.chain = chain;
        this.evaluator = density.evaluator();
        this.tune = options.run().tune();
        this.iterations = options.run().iterations();
        this.stop = stop;
        this.record = new ChainRecord(
                density.dimension(), statistics, iterations, options.recording().divergences());
        this.stepSizeIndex = ChainRecord.indexOf(statistics, "step_size");
        this.divergingIndex = ChainRecord.indexOf(statistics, "diverging");
    }

    @Override
    public void run() {
        startNanos = System.nanoTime();
        tunedNanos = startNanos;
        try {
            drive();
            covariance = learnt();
        } catch (Throwable t) {
            failure = t;
            stop.set(true);
        } finally {
            endNanos = System.nanoTime();
        }
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

    private void drive() {
        double[] gradient = new double[record.dimension()];
        long calls = 0;
        while (iteration < iterations && !stop.get()) {
            double[] point = chain.ask();
            boolean steep = chain.needsGradient();
            double logp = steep ? evaluator.logpAndGradient(point, gradient) : evaluator.logp(point);
            calls++;
            if (steep && iteration >= tune && Double.isFinite(logp)) {
                checkGradient(gradient);
            }
            if (chain.tell(logp, gradient)) {
                finishIteration(calls);
            }
        }
    }

    /** To a sampler this looks like a divergence at a cliff; only here it is known that the model has a density but no gradient. */
    private void checkGradient(double[] gradient) {
        int place = Finite.firstNot(gradient);
        if (place >= 0) {
            brokenGradients++;
            brokenCoordinate = brokenCoordinate < 0 ? place : brokenCoordinate;
        }
    }

    // Only this thread writes these fields; they are volatile so that the thread of the driver sees new values.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void finishIteration(long calls) {
        record.add(chain);
        if (divergingIndex >= 0 && iteration >= tune && chain.statistic(divergingIndex) != 0) {
            divergences++;
        }
        if (stepSizeIndex >= 0) {
            stepSize = chain.statistic(stepSizeIndex);
        }
        evaluations = calls;
        iteration++;
        if (iteration <= tune) {
            tunedNanos = System.nanoTime();
        }
    }

    /** Its number among the chains. */
    int number() {
        return number;
    }

    ChainRecord record() {
        return record;
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
                number, done, done < tune, divergences, stepSize, evaluations, seconds > 0 ? done / seconds : 0);
    }
}
