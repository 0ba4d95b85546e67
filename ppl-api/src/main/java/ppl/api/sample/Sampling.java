package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.Sampler;
import ppl.graph.random.RandomKey;

/**
 * The driver: runs the chains of a model on threads and gathers what they drew. The draws are a function of the model,
 * the options without {@code cores} and {@code progress}, and the seed.
 *
 * <p>If the calling thread is interrupted the chains stop after the leapfrog they are in, what all of them drew is
 * returned, marked by the attribute {@code interrupted}, and the thread's interrupt status is set again.
 */
final class Sampling {

    private static final long POLL_MILLIS = 50;

    private final Model model;
    private final SampleOptions options;
    private final AtomicBoolean stop = new AtomicBoolean();

    Sampling(Model model, SampleOptions options) {
        this.model = model;
        this.options = options;
    }

    InferenceData run() {
        long seed = options.seed() == null ? RandomKey.fresh().bits() : options.seed();
        try (CompiledModel compiled = CompiledModel.of(model, options.compile())) {
            Sampler sampler =
                    Samplers.find().choose(options.sampler(), compiled.density().blocks());
            List<ChainRun> runs = prepare(compiled, sampler, RandomKey.of(seed));
            options.progress()
                    .started(new Progress.RunInfo(
                            sampler.name(),
                            compiled.backend(),
                            compiled.density().dimension(),
                            options.chains(),
                            Math.min(options.cores(), options.chains()),
                            options.tune(),
                            options.draws(),
                            seed));
            long start = System.nanoTime();
            boolean interrupted = drive(runs, start);
            double seconds = (System.nanoTime() - start) * 1e-9;
            Throwable failure = firstFailure(runs);
            InferenceData data = new Results(compiled, options, runs)
                    .gather(new Results.Run(sampler.name(), seed, seconds, interrupted, failure != null));
            List<String> warnings = Warnings.of(data, options);
            options.progress().finished(statuses(runs), seconds, warnings);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw new SamplingException("a chain failed: " + failure, failure, data);
            }
            return data;
        }
    }

    private List<ChainRun> prepare(CompiledModel compiled, Sampler sampler, RandomKey key) {
        StartPoints starts = new StartPoints(compiled, options);
        List<ChainRun> runs = new ArrayList<>();
        for (int c = 0; c < options.chains(); c++) {
            RandomKey chainKey = key.fold("chain").fold(c);
            double[] start = starts.of(c, chainKey.fold("start"));
            Chain chain = sampler.start(new ChainSpec(
                    compiled.density().blocks(),
                    start,
                    options.tune(),
                    options.draws(),
                    chainKey.fold("sampler"),
                    options.settings()));
            runs.add(new ChainRun(c, chain, compiled.density(), sampler.statistics(), options, stop));
        }
        return runs;
    }

    /** Runs the chains and reports progress from this thread; true if this thread was interrupted meanwhile. */
    private boolean drive(List<ChainRun> runs, long start) {
        boolean interrupted = false;
        int threads = Math.min(options.cores(), runs.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads, new ChainThreads());
        try {
            runs.forEach(pool::execute);
            pool.shutdown();
            while (!pool.isTerminated()) {
                try {
                    pool.awaitTermination(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    options.progress().advanced(statuses(runs), (System.nanoTime() - start) * 1e-9);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.set(true);
                }
            }
        } finally {
            stop.set(true); // a listener that threw must not leave chains running
            pool.shutdown();
        }
        return interrupted;
    }

    private static List<ChainStatus> statuses(List<ChainRun> runs) {
        return runs.stream().map(ChainRun::status).toList();
    }

    private static @Nullable Throwable firstFailure(List<ChainRun> runs) {
        for (ChainRun run : runs) {
            Throwable failure = run.failure();
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** Daemon threads, so that a program that ends does not wait for chains. */
    private static final class ChainThreads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            return Thread.ofPlatform()
                    .daemon()
                    .name("ppl-chains-" + count.getAndIncrement())
                    .unstarted(task);
        }
    }
}
