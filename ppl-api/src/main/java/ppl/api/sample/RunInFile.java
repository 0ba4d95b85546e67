package ppl.api.sample;

import static ppl.api.inference.MetricNotes.COORDINATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.predictive.OutputVariable;
import ppl.api.spi.Statistic;
import ppl.api.store.DrawFile;

/** A run whose chains write the values of the model's variables, and statistics, to a file as they draw. Results are views of it. */
final class RunInFile implements RunRecord {

    /** The statistic that every run has. */
    static final String LOGP = "lp";

    private static final System.Logger LOG = System.getLogger(RunInFile.class.getName());

    private final CompiledModel model;
    private final SampleOptions options;
    private final List<Statistic> statistics;
    private final long seed;
    private final Path path;
    private final DrawFile file;
    private boolean finished;

    /**
     * Makes the file.
     *
     * @param notes the attributes of groups until the run has ended
     * @throws SamplingException with code FILE if it cannot be made
     */
    RunInFile(
            CompiledModel model,
            SampleOptions options,
            Path path,
            List<Statistic> statistics,
            long seed,
            Map<String, Object> notes) {
        this.model = model;
        this.options = options;
        this.statistics = statistics;
        this.seed = seed;
        this.path = path;
        if (options.recording().checkpoint() == null) {
            requireNoDraws(path);
        }
        try {
            this.file = DrawFile.create(path, template(notes));
        } catch (IOException e) {
            throw new SamplingException(
                    SamplingCode.FILE, "the file " + path + " cannot be made: " + e.getMessage(), e, null);
        }
    }

    /** Draws that a killed run left behind are not thrown away unasked. A checkpoint has them all. */
    private static void requireNoDraws(Path path) {
        Path partial = DrawFile.partial(path);
        if (!Files.exists(partial)) {
            return;
        }
        int draws;
        try {
            draws = DrawFile.recover(partial)
                    .find(Group.POSTERIOR)
                    .map(Dataset::draws)
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "what an earlier run left cannot be read", e);
            return;
        }
        if (draws > 0) {
            throw new SamplingException(
                    SamplingCode.FILE,
                    partial + " holds " + draws
                            + " draws of each chain of a run that goes on or was killed: read them with DrawFile.recover and save them, or delete the"
                            + " file. With checkpoint(folder) as well, a killed run goes on where it stood",
                    null,
                    null);
        }
    }

    private InferenceData template(Map<String, Object> notes) {
        int draws = options.run().draws();
        InferenceData data = InferenceData.of(Group.POSTERIOR, outputs(draws, notes))
                .with(Group.SAMPLE_STATS, statistics(draws, notes));
        if (hasWarmup()) {
            int tune = options.run().tune();
            data = data.with(Group.WARMUP_POSTERIOR, outputs(tune, notes))
                    .with(Group.WARMUP_SAMPLE_STATS, statistics(tune, notes));
        }
        data = Results.withUnlessEmpty(
                data, Group.OBSERVED_DATA, model.outputs().observedData());
        return Results.withUnlessEmpty(
                data, Group.CONSTANT_DATA, model.outputs().constantData());
    }

    private Dataset outputs(int iterations, Map<String, Object> notes) {
        Dataset.Builder builder = builder(iterations, notes);
        model.outputs().coords().forEach(builder::coord);
        for (OutputVariable output : model.outputs().posterior()) {
            builder.add(OutputValues.slots(output, options.run().chains(), iterations));
        }
        return builder.build();
    }

    private Dataset statistics(int iterations, Map<String, Object> notes) {
        Dataset.Builder builder = builder(iterations, notes);
        int chains = options.run().chains();
        int dimension = model.density().dimension();
        boolean vectors = options.recording().divergences();
        if (vectors && statistics.stream().anyMatch(s -> !s.isScalar())) {
            builder.coord(COORDINATE, Coord.of(model.elements()));
        }
        for (Statistic s : statistics) {
            if (s.isScalar()) {
                builder.add(slots(s.name(), type(s.kind()), chains, iterations));
            } else if (vectors) {
                builder.add(Variable.filled(
                        s.name(),
                        List.of(Dataset.CHAIN, Dataset.DRAW, COORDINATE),
                        new int[] {chains, iterations, dimension},
                        DataType.FLOAT64,
                        Double.NaN));
            }
        }
        if (Iteration.indexOf(statistics, LOGP) < 0) {
            builder.add(slots(LOGP, DataType.FLOAT64, chains, iterations));
        }
        return builder.build();
    }

    private static DataType type(Statistic.Kind kind) {
        return switch (kind) {
            case REAL -> DataType.FLOAT64;
            case INTEGER -> DataType.INT64;
            case FLAG -> DataType.BOOL;
        };
    }

    private static Variable slots(String name, DataType type, int chains, int iterations) {
        return Variable.filled(
                name,
                List.of(Dataset.CHAIN, Dataset.DRAW),
                new int[] {chains, iterations},
                type,
                type == DataType.FLOAT64 ? Double.NaN : 0);
    }

    private Dataset.Builder builder(int iterations, Map<String, Object> notes) {
        Dataset.Builder builder = Dataset.builder()
                .coord(
                        Dataset.CHAIN,
                        Coord.of(IntStream.range(0, options.run().chains())
                                .asLongStream()
                                .toArray()))
                .coord(Dataset.DRAW, Coord.range(iterations));
        notes.forEach(builder::attribute);
        return builder;
    }

    @Override
    public ChainRecord chain(int number) {
        return new ChainInFile(file, number, ChainKeys.of(seed, number), model, statistics, options);
    }

    @Override
    public boolean hasWarmup() {
        return options.recording().warmup();
    }

    @Override
    public List<Variable> outputs(List<ChainRun> chains, int from, int draws, List<OutputVariable> outputs) {
        Dataset slots = slots(from, Group.POSTERIOR, Group.WARMUP_POSTERIOR);
        return outputs.stream()
                .map(o -> view(slots.get(o.name()), chains, draws))
                .toList();
    }

    @Override
    public Optional<Variable> statistic(List<ChainRun> chains, int from, int draws, int index) {
        return view(chains, from, draws, statistics.get(index).name());
    }

    @Override
    public Optional<Variable> logp(List<ChainRun> chains, int from, int draws) {
        return Iteration.indexOf(statistics, LOGP) >= 0 ? Optional.empty() : view(chains, from, draws, LOGP);
    }

    private Optional<Variable> view(List<ChainRun> chains, int from, int draws, String name) {
        Dataset slots = slots(from, Group.SAMPLE_STATS, Group.WARMUP_SAMPLE_STATS);
        return slots.contains(name) ? Optional.of(view(slots.get(name), chains, draws)) : Optional.empty();
    }

    private Dataset slots(int from, Group afterwards, Group warmup) {
        boolean tuning = from < options.run().tune();
        try {
            return file.slots().get(tuning ? warmup : afterwards);
        } catch (IOException e) {
            throw new SamplingException(
                    SamplingCode.FILE, "the file " + path + " cannot be read: " + e.getMessage(), e, null);
        }
    }

    private static Variable view(Variable slots, List<ChainRun> chains, int draws) {
        Variable some = slots;
        if (chains.size() < slots.extent(Dataset.CHAIN)) {
            some = some.select(
                    Dataset.CHAIN, chains.stream().mapToInt(ChainRun::number).toArray());
        }
        return draws < slots.extent(Dataset.DRAW)
                ? some.select(Dataset.DRAW, IntStream.range(0, draws).toArray())
                : some;
    }

    @Override
    public InferenceData finish(InferenceData result) throws IOException {
        finished = true;
        return file.complete(result);
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    /** A file without a draw is of no use. */
    @Override
    public void close() {
        boolean empty = IntStream.range(0, options.run().chains()).allMatch(c -> file.committed(c) == 0);
        try {
            file.close();
            if (empty) {
                Files.deleteIfExists(DrawFile.partial(path));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the file " + path + " cannot be closed", e);
        }
    }
}
