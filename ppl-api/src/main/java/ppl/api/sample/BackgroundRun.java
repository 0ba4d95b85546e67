package ppl.api.sample;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Timings;
import ppl.api.inference.Warning;

/**
 * A run that goes on while the program does something else: see {@link Inference#start}. Any thread may ask how far it is, look at the draws so far, hold it, let it go on, and
 * stop it. Its draws are those of {@link Inference#run}, whatever is asked meanwhile.
 *
 * {@snippet :
 * var run = model.infer().start();
 * System.out.println(run.soFar().summary()); // the draws that all chains have by now
 * InferenceData fit = run.result();
 * }
 */
public final class BackgroundRun {

    private final RunControl control = new RunControl();
    private final CompletableFuture<InferenceData> result = new CompletableFuture<>();
    private final int iterations;
    private final int threads;
    private volatile List<ChainStatus> chains = List.of();

    private BackgroundRun(SampleOptions options) {
        this.iterations = options.run().iterations();
        this.threads = Math.min(options.execution().cores(), options.run().chains());
    }

    static BackgroundRun start(Model model, SampleOptions options) {
        BackgroundRun run = new BackgroundRun(options);
        SampleOptions.Execution execution = options.execution();
        SampleOptions heard = options.with(new SampleOptions.Execution(
                execution.cores(), execution.compile(), run.new Heard(execution.progress())));
        Thread.ofPlatform().daemon().name("ppl-run").start(() -> {
            try {
                run.result.complete(new Sampling(model, heard, run.control).run());
            } catch (Throwable t) {
                run.result.completeExceptionally(t);
            } finally {
                run.control.answer(() -> run.result.join());
            }
        });
        return run;
    }

    /** Takes note of what the user's listener is told. */
    private final class Heard implements Progress {
        private final Progress listener;

        Heard(Progress listener) {
            this.listener = listener;
        }

        @Override
        public void started(RunInfo run) {
            listener.started(run);
        }

        @Override
        public void advanced(List<ChainStatus> now, double seconds) {
            chains = now;
            listener.advanced(now, seconds);
        }

        @Override
        public void finished(List<ChainStatus> now, Timings timings, List<Warning> warnings) {
            chains = now;
            listener.finished(now, timings, warnings);
        }

        @Override
        public boolean showsWarnings() {
            return listener.showsWarnings();
        }
    }

    /** How far each chain is, as of a twentieth of a second ago; empty before chains have begun. */
    public List<ChainStatus> chains() {
        return chains;
    }

    /** How long the run will take from now on, at the present speed; a day for each chain where that is not known yet. A run that ends by precision may end before. */
    public Duration remaining() {
        if (isOver()) {
            return Duration.ZERO;
        }
        List<ChainStatus> now = chains;
        double seconds = Remaining.seconds(now, iterations, threads);
        return now.isEmpty() || !(seconds < Duration.ofDays(1).toSeconds())
                ? Duration.ofDays(1)
                : Duration.ofMillis((long) (seconds * 1000));
    }

    /**
     * The draws that all chains have by now, as a result that is marked as interrupted; if the run is over, its result. It is computed by the thread that drives the run, which takes as long as for the
     * whole, and chains go on meanwhile. Before any chain has finished warm-up it has no draws.
     *
     * @throws SamplingException if the run cannot start, or has failed
     */
    public InferenceData soFar() {
        CompletableFuture<InferenceData> now = control.soFar();
        if (isOver()) {
            return joined(result);
        }
        // Whichever comes first: a run that ends meanwhile has no thread to answer.
        CompletableFuture<Object> first = CompletableFuture.anyOf(now, result);
        return (InferenceData) joined(first);
    }

    /** Holds all chains, each after its current evaluation, until {@link #resume}; a deadline goes on. */
    public void pause() {
        control.hold(true);
    }

    /** Lets them go on. */
    public void resume() {
        control.hold(false);
    }

    /** Whether they are held. */
    public boolean isPaused() {
        return control.isHeld() && !isOver();
    }

    /** Whether there is a result, or a failure. */
    public boolean isOver() {
        return result.isDone();
    }

    /**
     * Ends the run with what it has: the draws of all chains up to the shortest, marked as interrupted.
     *
     * @throws SamplingException as {@link #result}
     */
    public InferenceData stop() {
        control.stopAsAsked();
        return joined(result);
    }

    /**
     * The result; waits for it.
     *
     * @throws SamplingException as {@link Inference#run}
     * @throws InterruptedException if the calling thread is interrupted meanwhile; the run goes on
     */
    public InferenceData result() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    /**
     * The result; waits for it for some time.
     *
     * @throws TimeoutException if there is none by then; the run goes on
     * @throws SamplingException as {@link Inference#run}
     * @throws InterruptedException if the calling thread is interrupted meanwhile; the run goes on
     */
    public InferenceData result(Duration most) throws InterruptedException, TimeoutException {
        try {
            return result.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException | CancellationException e) {
            throw thrown(e.getCause());
        }
    }

    /** What ended the run, as the run would have thrown it. */
    private static RuntimeException thrown(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> throw new AssertionError("what a run throws is not checked", cause);
        };
    }
}
