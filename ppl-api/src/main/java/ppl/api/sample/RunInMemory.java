package ppl.api.sample;

import static ppl.api.inference.MetricNotes.COORDINATE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.predictive.OutputVariable;
import ppl.api.spi.Statistic;

/** A run whose chains keep points and statistics in memory. The values of the model's variables are computed from the points when results are made. */
final class RunInMemory implements RunRecord {

    private static final List<String> ITERATIONS = List.of(Dataset.CHAIN, Dataset.DRAW);

    private final CompiledModel model;
    private final SampleOptions options;
    private final List<Statistic> statistics;
    private final long seed;
    private final List<ChainInMemory> chains = new ArrayList<>();

    RunInMemory(CompiledModel model, SampleOptions options, List<Statistic> statistics, long seed) {
        this.model = model;
        this.options = options;
        this.statistics = statistics;
        this.seed = seed;
    }

    @Override
    public ChainRecord chain(int number) {
        ChainInMemory chain = new ChainInMemory(
                model.density().dimension(),
                statistics,
                options.run().iterations(),
                options.recording().divergences());
        chains.add(chain);
        return chain;
    }

    @Override
    public boolean hasWarmup() {
        return true;
    }

    private ChainInMemory of(List<ChainRun> runs, int index) {
        return chains.get(runs.get(index).number());
    }

    @Override
    public List<Variable> outputs(List<ChainRun> runs, int from, int draws, List<OutputVariable> outputs) {
        List<double[]> blocks = new ArrayList<>();
        for (OutputVariable o : outputs) {
            blocks.add(new double[Math.multiplyExact(Math.multiplyExact(runs.size(), draws), o.size())]);
        }
        int[] places =
                outputs.stream().mapToInt(model.outputs().posterior()::indexOf).toArray();
        List<Constrainer.Caller> constrainers =
                runs.stream().map(_ -> model.constrainer()).toList();
        IntStream indices = IntStream.range(0, runs.size());
        (options.execution().cores() > 1 ? indices.parallel() : indices).forEach(c -> {
            Constrainer.Caller constrainer = constrainers.get(c);
            ChainKeys keys = ChainKeys.of(seed, runs.get(c).number());
            for (int d = 0; d < draws; d++) {
                int iteration = from + d;
                constrainer.apply(
                        of(runs, c).position(iteration),
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
        return IntStream.range(0, blocks.size())
                .mapToObj(o -> OutputValues.variable(outputs.get(o), runs.size(), draws, blocks.get(o)))
                .toList();
    }

    @Override
    public Optional<Variable> statistic(List<ChainRun> runs, int from, int draws, int index) {
        Statistic statistic = statistics.get(index);
        if (!statistic.isScalar()) {
            return options.recording().divergences()
                    ? Optional.of(vectors(runs, from, draws, index))
                    : Optional.empty();
        }
        double[] values = new double[runs.size() * draws];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(runs, i / draws).statistic(index, from + i % draws);
        }
        int[] shape = {runs.size(), draws};
        return Optional.of(
                switch (statistic.kind()) {
                    case REAL -> Variable.of(statistic.name(), ITERATIONS, shape, values);
                    case INTEGER -> Variable.of(statistic.name(), ITERATIONS, shape, OutputValues.toLongs(values));
                    case FLAG -> Variable.of(statistic.name(), ITERATIONS, shape, OutputValues.toFlags(values));
                });
    }

    private Variable vectors(List<ChainRun> runs, int from, int draws, int index) {
        int dimension = model.density().dimension();
        double[] values = new double[Math.multiplyExact(Math.multiplyExact(runs.size(), draws), dimension)];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < runs.size() * draws; i++) {
            double[] vector = of(runs, i / draws).vector(index, from + i % draws);
            System.arraycopy(vector, 0, values, i * dimension, vector.length);
        }
        return Variable.of(
                statistics.get(index).name(),
                List.of(Dataset.CHAIN, Dataset.DRAW, COORDINATE),
                new int[] {runs.size(), draws, dimension},
                values);
    }

    @Override
    public Optional<Variable> logp(List<ChainRun> runs, int from, int draws) {
        if (Iteration.indexOf(statistics, RunInFile.LOGP) >= 0) {
            return Optional.empty();
        }
        double[] lp = new double[runs.size() * draws];
        for (int i = 0; i < lp.length; i++) {
            lp[i] = of(runs, i / draws).logp(from + i % draws);
        }
        return Optional.of(Variable.of(RunInFile.LOGP, ITERATIONS, new int[] {runs.size(), draws}, lp));
    }

    @Override
    public InferenceData finish(InferenceData result) {
        return result;
    }

    @Override
    public boolean isFinished() {
        return true;
    }

    @Override
    public void close() {}
}
