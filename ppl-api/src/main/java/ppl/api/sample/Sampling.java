package ppl.api.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Warning;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.Sampler;

/**
 * The driver: runs the chains of a model on threads and gathers their draws. The draws are a function of the model, the seed and
 * the options other than {@code cores} and {@code progress}.
 *
 * <p>If the calling thread is interrupted, each chain stops after its current evaluation; the draws so far are returned with the
 * attribute {@code interrupted}, and the interrupt status of the thread is set again. If a chain or the listener fails, the chains
 * stop too, and the exception holds the draws so far. When the driver returns, none of its threads is left.
 */
final class Sampling {

    /** The time to look at the draws, or a tenth of the time that the chains ran if that is more. */
    private static final Duration JUDGING = Duration.ofSeconds(1);
    /** The same if the run was stopped, since somebody waits. */
    private static final Duration JUDGING_WHEN_STOPPED = Duration.ofMillis(200);

    private static final System.Logger LOG = System.getLogger("ppl.api.sample");

    private final Model model;
    private final SampleOptions options;
    private final RunControl control;
    private final long asked = System.nanoTime();
    private @Nullable Throwable listenerFailure;

    /**
     * Of a model.
     *
     * @param control what is asked of the run while it runs
     */
    Sampling(Model model, SampleOptions options, RunControl control) {
        this.model = model;
        this.options = options;
        this.control = control;
    }

    InferenceData run() {
        try (Checkpoint checkpoint = Checkpoint.open(options);
                CompiledModel compiled =
                        CompiledModel.of(model, options.execution().compile())) {
            Sampler sampler = Samplers.find()
                    .choose(
                            options.method().sampler(),
                            options.method().samplers(),
                            compiled.density().blocks());
            return run(compiled, sampler, checkpoint, checkpoint.seed(options));
        }
    }

    private InferenceData run(CompiledModel compiled, Sampler sampler, Checkpoint checkpoint, long seed) {
        compiled.density().compileFor(sampler.needsGradient());
        new Precision(options.until(), compiled.outputs().posterior()); // refuses names before the first draw
        RunSize size = RunSize.of(compiled, options, sampler);
        size.check(Runtime.getRuntime().maxMemory());
        if (options.recording().file() != null) {
            size.checkDisk(options.recording().file());
        }
        Results.Recorded recorded;
        try {
            recorded = prepare(compiled, sampler, checkpoint, seed);
        } catch (OutOfMemoryError e) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    "there is not enough memory for the draws: " + size
                            + ". Ask for fewer draws, or give Java more memory (-Xmx)",
                    e,
                    null);
        }
        try (RunRecord record = recorded.record();
                EndOfProgram end = record instanceof RunInFile ? EndOfProgram.watch(control) : null) {
            return drive(compiled, sampler, recorded, seed);
        }
    }

    private InferenceData drive(CompiledModel compiled, Sampler sampler, Results.Recorded recorded, long seed) {
        List<ChainRun> runs = recorded.chains();
        RunEnding ending = new RunEnding(recorded.record(), runs);
        Progress.RunInfo info = new Progress.RunInfo(
                nameOf(sampler),
                compiled.backend(),
                compiled.density().dimension(),
                options.run().chains(),
                Math.min(options.execution().cores(), options.run().chains()),
                options.run().tune(),
                options.run().draws(),
                seed);
        tell(() -> options.execution().progress().started(info));
        long start = System.nanoTime();
        Rounds.Outcome outcome = new Rounds(compiled, options, recorded, control, () -> {
                    double seconds = (System.nanoTime() - start) * 1e-9;
                    tell(() -> options.execution().progress().advanced(statuses(runs), seconds));
                    control.answer(() -> new Results(
                                    compiled,
                                    options,
                                    recorded,
                                    new Results.Run(nameOf(sampler), seed, seconds, true, false))
                            .gather());
                })
                .drive();
        boolean interrupted = outcome.end() == Rounds.End.INTERRUPTED;
        boolean partial = interrupted || outcome.end() == Rounds.End.LATE || outcome.end() == Rounds.End.STOPPED;
        long drawn = System.nanoTime();
        double seconds = (drawn - start) * 1e-9;
        boolean failed = listenerFailure != null || runs.stream().anyMatch(r -> r.failure() != null);
        Results results = new Results(
                compiled, options, recorded, new Results.Run(nameOf(sampler), seed, seconds, partial, failed));
        try {
            InferenceData gathered = noted(gather(results, runs), outcome.notes());
            long transformed = System.nanoTime();
            Duration limit = partial || failed ? JUDGING_WHEN_STOPPED : judgingTime(seconds);
            List<Warning> warnings = warnings(gathered, limit);
            Map<String, Object> notes = new LinkedHashMap<>();
            if (sampler.needsGradient() && !partial && !failed && wasDifficult(warnings)) {
                funnel(compiled, runs).ifPresent(f -> notes.putAll(f.notes()));
                warnings = notes.isEmpty() ? warnings : warnings(noted(gathered, notes), limit);
            }
            List<Warning> told = warnings;
            notes.put(RunNotes.COMPILE_TIME, (start - asked) * 1e-9);
            notes.put(RunNotes.WARMUP_TIME, seconds * warmupShare(runs));
            notes.put(RunNotes.TRANSFORM_TIME, (transformed - drawn) * 1e-9);
            notes.put(RunNotes.DIAGNOSE_TIME, (System.nanoTime() - transformed) * 1e-9);
            if (!warnings.isEmpty()) {
                notes.put(
                        RunNotes.WARNINGS,
                        warnings.stream().map(Warning::toString).toList());
            }
            RunEnding.Kept kept = ending.keep(noted(gathered, notes));
            InferenceData data = kept.data();
            tell(() -> options.execution().progress().finished(statuses(runs), data.timings(), told));
            logUnseen(warnings);
            ending.throwFailure(kept, listenerFailure);
            return data;
        } catch (SamplingException e) {
            throw ending.keptAfter(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String nameOf(Sampler sampler) {
        return sampler instanceof CompoundSampler compound ? compound.assignment() : sampler.name();
    }

    /** Advice that cannot be given is left out: the draws matter more. */
    private Optional<Funnels.Funnel> funnel(CompiledModel compiled, List<ChainRun> runs) {
        try {
            return Funnels.worst(compiled, runs, options.run().tune());
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "no funnel was looked for", e);
            return Optional.empty();
        }
    }

    private static boolean wasDifficult(List<Warning> warnings) {
        return warnings.stream().anyMatch(w -> switch (w.kind()) {
            case DIVERGENCES, DISAGREEMENT, LOW_BFMI, FEW_EFFECTIVE_DRAWS, TREE_DEPTH -> true;
            case FAILED,
                    INTERRUPTED,
                    IMPRECISE,
                    NO_MAXIMUM,
                    POOR_APPROXIMATION,
                    GRADIENT_NOT_FINITE,
                    FUNNEL,
                    STUCK,
                    NOT_FINITE,
                    HEAVY_TAIL,
                    ONE_CHAIN,
                    FEW_DRAWS,
                    NOT_JUDGED -> false;
        });
    }

    private void logUnseen(List<Warning> warnings) {
        if (listenerFailure != null || !options.execution().progress().showsWarnings()) {
            for (Warning warning : warnings) {
                LOG.log(System.Logger.Level.WARNING, warning.toString());
            }
        }
    }

    private static Duration judgingTime(double seconds) {
        Duration share = Duration.ofMillis((long) (seconds * 100));
        return share.compareTo(JUDGING) > 0 ? share : JUDGING;
    }

    /** The share of warm-up in the time of the chains. It is added up by chain, since chains share the threads. */
    private static double warmupShare(List<ChainRun> runs) {
        double all = runs.stream().mapToDouble(ChainRun::seconds).sum();
        return all > 0 ? runs.stream().mapToDouble(ChainRun::warmupSeconds).sum() / all : 0;
    }

    private static InferenceData noted(InferenceData data, Map<String, Object> notes) {
        Dataset.Builder posterior = data.posterior().toBuilder();
        notes.forEach(posterior::attribute);
        return data.with(Group.POSTERIOR, posterior.build());
    }

    private static InferenceData gather(Results results, List<ChainRun> runs) {
        try {
            return results.gather();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            runs.stream().map(ChainRun::failure).filter(Objects::nonNull).forEach(e::addSuppressed);
            throw new SamplingException(
                    SamplingCode.RESULT,
                    "the chains have finished, but not all results could be computed: " + e
                            + "; the others are in partial()",
                    e,
                    results.salvage());
        }
    }

    private static List<Warning> warnings(InferenceData data, Duration limit) {
        try {
            return data.warnings(limit);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            throw new SamplingException(
                    SamplingCode.RESULT,
                    "the chains have finished, but the diagnostics of their draws failed: " + e
                            + "; all draws are in partial()",
                    e,
                    data);
        }
    }

    /** Calls the listener until it fails for the first time, which stops the chains. */
    private void tell(Runnable event) {
        if (listenerFailure != null) {
            return;
        }
        try {
            event.run();
        } catch (Throwable t) {
            listenerFailure = t;
            control.stop();
        }
    }

    private Results.Recorded prepare(CompiledModel compiled, Sampler sampler, Checkpoint checkpoint, long seed) {
        Map<String, Object> settings = sampler instanceof CompoundSampler
                ? options.method().options()
                : SamplerSettings.of(sampler, List.of(sampler), options.method().options());
        StartPoints starts = new StartPoints(compiled, options, sampler, settings);
        GradientCheck gradients = new GradientCheck(compiled.density());
        InferenceData earlier = options.method().learnt();
        LearntMetrics learnt = earlier == null ? null : LearntMetrics.of(earlier);
        List<CovarianceEstimate> given = learnt == null
                ? List.of()
                : IntStream.range(0, options.run().chains())
                        .mapToObj(c -> learnt.of(c, compiled.elements()))
                        .toList();
        double work = compiled.density().work();
        List<Chain> chains = new ArrayList<>();
        for (int c = 0; c < options.run().chains(); c++) {
            ChainKeys keys = ChainKeys.of(seed, c);
            double[] start = starts.of(c, keys.start());
            Chain chain = start(
                    sampler,
                    new ChainSpec(
                            compiled.density().blocks(),
                            start,
                            options.run().tune(),
                            options.run().draws(),
                            keys.sampler(),
                            settings,
                            options.recording().divergences(),
                            given.isEmpty() ? null : given.get(c),
                            work));
            if (sampler.needsGradient()) {
                gradients.at(start, c, keys.gradient());
            }
            if (c == 0) {
                // What cannot be computed from a draw is known before there are any.
                Constrainer.Caller constrainer = compiled.constrainer();
                constrainer.apply(start, keys.forward(0, options.run().tune()));
                constrainer.requireDrawn();
            }
            chains.add(chain);
        }
        // A run that cannot start leaves nothing behind.
        checkpoint.begin(KeptRun.of(compiled, options, nameOf(sampler), seed, given));
        RunRecord record = record(compiled, sampler, seed);
        try {
            return new Results.Recorded(
                    record,
                    sampler.statistics(),
                    IntStream.range(0, chains.size())
                            .mapToObj(c -> new ChainRun(
                                    c,
                                    chains.get(c),
                                    compiled.density().dimension(),
                                    Answers.of(compiled, sampler),
                                    sampler.statistics(),
                                    options,
                                    record.chain(c),
                                    checkpoint,
                                    control))
                            .toList());
        } catch (RuntimeException | Error e) {
            record.close();
            throw e;
        }
    }

    private RunRecord record(CompiledModel compiled, Sampler sampler, long seed) {
        Path file = options.recording().file();
        return file == null
                ? new RunInMemory(compiled, options, sampler.statistics(), seed)
                : new RunInFile(
                        compiled,
                        options,
                        file,
                        sampler.statistics(),
                        seed,
                        Results.begun(compiled, options, nameOf(sampler), seed));
    }

    private static Chain start(Sampler sampler, ChainSpec spec) {
        try {
            return sampler.start(spec);
        } catch (SamplingException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            String said = e.getMessage();
            throw e instanceof IllegalArgumentException && said != null
                    ? new SamplingException(SamplingCode.OPTION, said, e, null)
                    : new SamplingException(
                            SamplingCode.SAMPLER,
                            "the sampler '" + sampler.name() + "' failed to start: " + e,
                            e,
                            null);
        }
    }

    private static List<ChainStatus> statuses(List<ChainRun> runs) {
        return runs.stream().map(ChainRun::status).toList();
    }
}
