package ppl.api.sample;

import static ppl.api.inference.MetricNotes.COORDINATE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Variable;
import ppl.api.predictive.FittedPlan;
import ppl.api.predictive.OutputVariable;
import ppl.graph.random.StreamVersion;

/** Turns what the chains recorded into inference data: draws back in the user's space, statistics, data. */
final class Results {

    /** The facts of the run that results hold beside its draws. */
    record Run(String sampler, long seed, double seconds, boolean interrupted, boolean failed) {}

    private static final System.Logger LOG = System.getLogger(Results.class.getName());
    private static final List<String> ITERATIONS = List.of(Dataset.CHAIN, Dataset.DRAW);

    private final CompiledModel model;
    private final SampleOptions options;
    private final List<ChainRun> all;
    private final List<ChainRun> runs;
    private final Run run;

    Results(CompiledModel model, SampleOptions options, List<ChainRun> runs, Run run) {
        this.model = model;
        this.options = options;
        this.all = runs;
        this.runs = kept(runs, options.run().tune());
        this.run = run;
    }

    /**
     * The chains of the result, which is rectangular. After a whole run these are all chains. After a run that was stopped they are
     * the chains that give the most draws when all are cut to the shortest of them; if none has finished warm-up, iterations count.
     */
    private static List<ChainRun> kept(List<ChainRun> runs, int tune) {
        boolean drawn = runs.stream().anyMatch(r -> r.iteration() > tune);
        int from = drawn ? tune : 0;
        List<ChainRun> best = runs;
        long most = -1;
        for (ChainRun shortest : runs) {
            List<ChainRun> chains = runs.stream()
                    .filter(r -> r.iteration() >= shortest.iteration())
                    .toList();
            long total = (long) chains.size() * Math.max(0, shortest.iteration() - from);
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
                    for (int s = 0; s < record().statistics().size(); s++) {
                        int only = s;
                        tryToAdd(rest, () -> add(sampled(draws), only, from, draws)
                                .build());
                    }
                    tryToAdd(rest, () -> addLogp(sampled(draws), from, draws).build());
                    return rest.build();
                });
        data = withUnlessEmpty(data, Group.OBSERVED_DATA, attempt(model.outputs()::observedData));
        return withUnlessEmpty(data, Group.CONSTANT_DATA, attempt(model.outputs()::constantData));
    }

    private static InferenceData withUnlessEmpty(InferenceData data, Group group, Dataset content) {
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
        int recorded = runs.stream().mapToInt(ChainRun::iteration).min().orElse(0);
        int draws = Math.max(0, recorded - options.run().tune());
        int warmup = Math.min(recorded, options.run().tune());
        InferenceData data = InferenceData.of(
                        Group.POSTERIOR, posterior.make(options.run().tune(), draws))
                .with(Group.SAMPLE_STATS, statistics.make(options.run().tune(), draws));
        if (options.recording().warmup() || draws == 0) {
            data = data.with(Group.WARMUP_POSTERIOR, posterior.make(0, warmup))
                    .with(Group.WARMUP_SAMPLE_STATS, statistics.make(0, warmup));
        }
        return data;
    }

    private Map<String, Object> attributes() {
        Map<String, Object> about = new TreeMap<>();
        about.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("inference_library", "ppl");
        about.put(RunNotes.SAMPLING_TIME, run.seconds());
        about.put("tuning_steps", (long) options.run().tune());
        about.put("sampler", run.sampler());
        about.put("backend", model.backend());
        about.put("backend_choice", model.backendChoice());
        about.put("seed", run.seed());
        about.put(RunNotes.STREAM_VERSION, (long) StreamVersion.CURRENT);
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
            long most = all.stream().mapToInt(ChainRun::iteration).max().orElse(0);
            long least = all.stream().mapToInt(ChainRun::iteration).min().orElse(0);
            about.put(RunNotes.FINISHED_BY_ALL, least);
            about.put(RunNotes.FINISHED_BY_ONE, most);
        }
        return about;
    }

    /** The draws of some variables after warm-up. */
    Dataset posterior(List<OutputVariable> of) {
        int finished = runs.stream().mapToInt(ChainRun::iteration).min().orElse(0);
        int tune = options.run().tune();
        return posterior(tune, Math.max(0, finished - tune), of);
    }

    private Dataset posterior(int from, int draws) {
        return posterior(from, draws, model.outputs().posterior());
    }

    private Dataset posterior(int from, int draws, List<OutputVariable> outputs) {
        List<double[]> blocks = new ArrayList<>();
        for (OutputVariable o : outputs) {
            blocks.add(new double[Math.multiplyExact(Math.multiplyExact(runs.size(), draws), o.size())]);
        }
        int[] places =
                outputs.stream().mapToInt(model.outputs().posterior()::indexOf).toArray();
        List<Constrainer.Caller> constrainers =
                runs.stream().map(_ -> model.constrainer()).toList();
        IntStream chains = IntStream.range(0, runs.size());
        (options.execution().cores() > 1 ? chains.parallel() : chains).forEach(c -> {
            Constrainer.Caller constrainer = constrainers.get(c);
            ChainKeys keys = ChainKeys.of(run.seed(), runs.get(c).number());
            for (int d = 0; d < draws; d++) {
                int iteration = from + d;
                constrainer.apply(
                        runs.get(c).record().position(iteration),
                        keys.forward(iteration, options.run().tune()));
                try {
                    for (int o = 0; o < blocks.size(); o++) {
                        constrainer.copy(
                                places[o],
                                blocks.get(o),
                                (c * draws + d) * outputs.get(o).size());
                    }
                } catch (SamplingException e) {
                    throw new SamplingException(
                            e.code(),
                            "in draw " + d + " of chain " + runs.get(c).number() + " " + e.getMessage(),
                            e,
                            null);
                }
            }
        });
        Dataset.Builder builder = sampled(draws);
        model.outputs().coords().forEach(builder::coord);
        for (int o = 0; o < blocks.size(); o++) {
            OutputValues.add(builder, outputs.get(o), runs.size(), draws, blocks.get(o));
        }
        return builder.build();
    }

    private Dataset statistics(int from, int draws) {
        Dataset.Builder builder = sampled(draws);
        for (int s = 0; s < record().statistics().size(); s++) {
            add(builder, s, from, draws);
        }
        if (from == options.run().tune()) {
            learntMetrics().ifPresent(m -> m.addTo(builder));
        }
        return addLogp(builder, from, draws).build();
    }

    /** What the chains have learnt, if all have learnt something. */
    private Optional<LearntMetrics> learntMetrics() {
        return runs.stream().allMatch(r -> r.covariance() != null)
                ? Optional.of(new LearntMetrics(
                        model.elements(),
                        runs.stream().map(ChainRun::covariance).toList()))
                : Optional.empty();
    }

    private Dataset.Builder add(Dataset.Builder builder, int statistic, int from, int draws) {
        if (!record().has(statistic)) {
            return builder;
        }
        if (!record().statistics().get(statistic).isScalar()) {
            return addVectors(builder, statistic, from, draws);
        }
        double[] values = new double[runs.size() * draws];
        for (int i = 0; i < values.length; i++) {
            values[i] = runs.get(i / draws).record().statistic(statistic, from + i % draws);
        }
        String name = record().statistics().get(statistic).name();
        int[] shape = {runs.size(), draws};
        return switch (record().statistics().get(statistic).kind()) {
            case REAL -> builder.variable(name, ITERATIONS, shape, values);
            case INTEGER -> builder.variable(name, ITERATIONS, shape, OutputValues.toLongs(values));
            case FLAG -> builder.variable(name, ITERATIONS, shape, OutputValues.toFlags(values));
        };
    }

    /** Adds a statistic that is a vector; the labels of its axis are the elements that the coordinates belong to. */
    private Dataset.Builder addVectors(Dataset.Builder builder, int statistic, int from, int draws) {
        int dimension = record().dimension();
        double[] values = new double[Math.multiplyExact(Math.multiplyExact(runs.size(), draws), dimension)];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < runs.size() * draws; i++) {
            double[] vector = runs.get(i / draws).record().vector(statistic, from + i % draws);
            System.arraycopy(vector, 0, values, i * dimension, vector.length);
        }
        return builder.coord(COORDINATE, Coord.of(model.elements()))
                .variable(
                        record().statistics().get(statistic).name(),
                        List.of(Dataset.CHAIN, Dataset.DRAW, COORDINATE),
                        new int[] {runs.size(), draws, dimension},
                        values);
    }

    private Dataset.Builder addLogp(Dataset.Builder builder, int from, int draws) {
        if (ChainRecord.indexOf(record().statistics(), "lp") >= 0) {
            return builder;
        }
        double[] lp = new double[runs.size() * draws];
        for (int i = 0; i < lp.length; i++) {
            lp[i] = runs.get(i / draws).record().logp(from + i % draws);
        }
        return builder.variable("lp", ITERATIONS, new int[] {runs.size(), draws}, lp);
    }

    private ChainRecord record() {
        return runs.getFirst().record();
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
