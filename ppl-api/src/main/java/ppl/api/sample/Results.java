package ppl.api.sample;

import static ppl.api.inference.MetricNotes.COORDINATE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Variable;
import ppl.api.predictive.FittedPlan;
import ppl.api.predictive.OutputVariable;
import ppl.api.spi.Statistic;
import ppl.graph.random.StreamVersion;

/** Turns what the chains recorded into inference data: draws back in the user's space, statistics, data. */
final class Results {

    /** What is recorded of a run, and by which chains. */
    record Recorded(RunRecord record, List<Statistic> statistics, List<ChainRun> chains) {}

    /** The facts of the run that results hold beside its draws. */
    record Run(String sampler, long seed, double seconds, boolean interrupted, boolean failed) {}

    private static final System.Logger LOG = System.getLogger(Results.class.getName());

    private final CompiledModel model;
    private final SampleOptions options;
    private final RunRecord record;
    private final List<Statistic> statistics;
    private final List<ChainRun> all;
    private final List<ChainRun> runs;
    private final Run run;

    Results(CompiledModel model, SampleOptions options, Recorded recorded, Run run) {
        this.model = model;
        this.options = options;
        this.record = recorded.record();
        this.statistics = recorded.statistics();
        this.all = recorded.chains();
        this.runs = kept(all, options.run().tune());
        this.run = run;
    }

    /**
     * The chains of the result, which is rectangular. After a whole run these are all chains. After a run that was stopped they are
     * the chains that give the most draws when all are cut to the shortest of them; if none has finished warm-up, iterations count.
     */
    private static List<ChainRun> kept(List<ChainRun> runs, int tune) {
        boolean drawn = runs.stream().anyMatch(r -> r.kept() > tune);
        int from = drawn ? tune : 0;
        List<ChainRun> best = runs;
        long most = -1;
        for (ChainRun shortest : runs) {
            List<ChainRun> chains =
                    runs.stream().filter(r -> r.kept() >= shortest.kept()).toList();
            long total = (long) chains.size() * Math.max(0, shortest.kept() - from);
            if (total > most || (total == most && chains.size() > best.size())) {
                best = chains;
                most = total;
            }
        }
        return best;
    }

    InferenceData gather() {
        if (!run.failed()) {
            return gathered();
        }
        try {
            return gathered();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "values cannot be computed where the chains have run", e);
            model.constrainElsewhere();
            return gathered();
        }
    }

    private InferenceData gathered() {
        InferenceData data = iterations(this::posterior, this::statistics);
        data = withUnlessEmpty(data, Group.OBSERVED_DATA, model.outputs().observedData());
        data = withUnlessEmpty(data, Group.CONSTANT_DATA, model.outputs().constantData());
        FittedPlan fitted =
                FittedPlan.of(model.plan(), model.outputs(), options.execution().compile());
        Dataset whole = fitted.withRagged(
                data.posterior(), run.seed(), options.execution().cores());
        return data.with(Group.POSTERIOR, whole).with(fitted);
    }

    /** As much of the results as can be made if {@link #gather()} has failed: each variable is tried on its own. */
    InferenceData salvage() {
        InferenceData data = iterations(
                (from, draws) -> {
                    Dataset.Builder rest = sampled(draws);
                    model.outputs().coords().forEach(rest::coord);
                    for (OutputVariable output : model.outputs().posterior()) {
                        tryToAdd(rest, () -> posterior(from, draws, List.of(output)));
                    }
                    return rest.build();
                },
                (from, draws) -> {
                    Dataset.Builder rest = sampled(draws);
                    for (int s = 0; s < statistics.size(); s++) {
                        int only = s;
                        tryToAdd(rest, () -> with(sampled(draws), record.statistic(runs, from, draws, only))
                                .build());
                    }
                    tryToAdd(rest, () -> with(sampled(draws), record.logp(runs, from, draws))
                            .build());
                    return rest.build();
                });
        data = withUnlessEmpty(data, Group.OBSERVED_DATA, attempt(model.outputs()::observedData));
        return withUnlessEmpty(data, Group.CONSTANT_DATA, attempt(model.outputs()::constantData));
    }

    static InferenceData withUnlessEmpty(InferenceData data, Group group, Dataset content) {
        return content.names().isEmpty() ? data : data.with(group, content);
    }

    private static void tryToAdd(Dataset.Builder rest, Supplier<Dataset> part) {
        for (Variable variable : attempt(part).variables()) {
            attempt(() -> rest.add(variable).build());
        }
    }

    /** A part of the results, or an empty one if it cannot be made. */
    private static Dataset attempt(Supplier<Dataset> part) {
        try {
            return part.get();
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "a part of the results is lost", e);
            return Dataset.empty();
        }
    }

    /** Makes a group of a number of iterations from a first one on. */
    private interface Maker {
        Dataset make(int from, int draws);
    }

    private InferenceData iterations(Maker posterior, Maker statistics) {
        int recorded = runs.stream().mapToInt(ChainRun::kept).min().orElse(0);
        int draws = Math.max(0, recorded - options.run().tune());
        int warmup = Math.min(recorded, options.run().tune());
        InferenceData data = InferenceData.of(
                        Group.POSTERIOR, posterior.make(options.run().tune(), draws))
                .with(Group.SAMPLE_STATS, statistics.make(options.run().tune(), draws));
        if (record.hasWarmup() && (options.recording().warmup() || draws == 0)) {
            data = data.with(Group.WARMUP_POSTERIOR, posterior.make(0, warmup))
                    .with(Group.WARMUP_SAMPLE_STATS, statistics.make(0, warmup));
        }
        return data;
    }

    /** The attributes of a run of which nothing is known but how it begins: if it were killed, its file had these. */
    static Map<String, Object> begun(CompiledModel model, SampleOptions options, String sampler, long seed) {
        Map<String, Object> about = new TreeMap<>();
        about.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("inference_library", "ppl");
        about.put("tuning_steps", (long) options.run().tune());
        about.put("sampler", sampler);
        about.put("backend", model.backend());
        about.put("backend_choice", model.backendChoice());
        about.put("seed", seed);
        about.put(RunNotes.STREAM_VERSION, (long) StreamVersion.CURRENT);
        about.put(RunNotes.INTERRUPTED, 1L);
        return about;
    }

    private Map<String, Object> attributes() {
        Map<String, Object> about = begun(model, options, run.sampler(), run.seed());
        about.remove(RunNotes.INTERRUPTED);
        about.put(RunNotes.SAMPLING_TIME, run.seconds());
        about.put("evaluations", all.stream().mapToLong(ChainRun::evaluations).sum());
        long broken = all.stream().mapToLong(ChainRun::brokenGradients).sum();
        if (broken > 0) {
            about.put(RunNotes.BROKEN_GRADIENTS, broken);
            all.stream()
                    .filter(r -> r.brokenCoordinate() >= 0)
                    .findFirst()
                    .ifPresent(r -> about.put(RunNotes.BROKEN_ALONG, model.element(r.brokenCoordinate())));
        }
        if (run.interrupted() || run.failed()) {
            about.put(run.failed() ? RunNotes.FAILED : RunNotes.INTERRUPTED, 1L);
            long most = all.stream().mapToInt(ChainRun::kept).max().orElse(0);
            long least = all.stream().mapToInt(ChainRun::kept).min().orElse(0);
            about.put(RunNotes.FINISHED_BY_ALL, least);
            about.put(RunNotes.FINISHED_BY_ONE, most);
        }
        return about;
    }

    /** The draws of some variables after warm-up. */
    Dataset posterior(List<OutputVariable> of) {
        int finished = runs.stream().mapToInt(ChainRun::kept).min().orElse(0);
        int tune = options.run().tune();
        return posterior(tune, Math.max(0, finished - tune), of);
    }

    private Dataset posterior(int from, int draws) {
        return posterior(from, draws, model.outputs().posterior());
    }

    private Dataset posterior(int from, int draws, List<OutputVariable> outputs) {
        Dataset.Builder builder = sampled(draws);
        model.outputs().coords().forEach(builder::coord);
        record.outputs(runs, from, draws, outputs).forEach(builder::add);
        return builder.build();
    }

    private Dataset statistics(int from, int draws) {
        Dataset.Builder builder = sampled(draws);
        for (int s = 0; s < statistics.size(); s++) {
            with(builder, record.statistic(runs, from, draws, s));
        }
        if (from == options.run().tune()) {
            learntMetrics().ifPresent(m -> m.addTo(builder));
        }
        return with(builder, record.logp(runs, from, draws)).build();
    }

    /** What the chains have learnt, if all have learnt something. */
    private Optional<LearntMetrics> learntMetrics() {
        return runs.stream().allMatch(r -> r.covariance() != null)
                ? Optional.of(new LearntMetrics(
                        model.elements(),
                        runs.stream().map(ChainRun::covariance).toList()))
                : Optional.empty();
    }

    /** Adds a statistic; where it is a vector, the labels of its axis are the elements that the coordinates belong to. */
    private Dataset.Builder with(Dataset.Builder builder, Optional<Variable> statistic) {
        statistic.ifPresent(v -> {
            if (v.dims().contains(COORDINATE)) {
                builder.coord(COORDINATE, Coord.of(model.elements()));
            }
            builder.add(v);
        });
        return builder;
    }

    private Dataset.Builder sampled(int draws) {
        Dataset.Builder builder = Dataset.builder()
                .coord(
                        Dataset.CHAIN,
                        Coord.of(runs.stream().mapToLong(ChainRun::number).toArray()))
                .coord(Dataset.DRAW, Coord.range(draws));
        attributes().forEach(builder::attribute);
        return builder;
    }
}
