package ppl.sampler.rw;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ppl.api.spi.Block;
import ppl.api.spi.Block.Measure;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.graph.random.RandomKey;

/** Drives single chains in tests. */
final class SingleChain {

    static final List<Block> ONE_REAL = List.of(new Block("x", Measure.CONTINUOUS, 0, 1));
    static final List<Block> ONE_WHOLE = List.of(new Block("k", Measure.DISCRETE, 0, 1));

    /** The iterations after warm-up of a chain: draws and statistics, one row each. */
    record Run(double[][] draws, double[][] statistics) {

        double[] coordinate(int i) {
            return Arrays.stream(draws).mapToDouble(d -> d[i]).toArray();
        }

        double mean(RandomWalkStatistic statistic) {
            return Arrays.stream(statistics)
                    .mapToDouble(s -> s[statistic.ordinal()])
                    .average()
                    .orElseThrow();
        }
    }

    private SingleChain() {}

    static ChainSpec spec(
            List<Block> blocks, double[] start, int tune, int draws, long seed, Map<String, Object> options) {
        return new ChainSpec(blocks, start, tune, draws, RandomKey.of(seed), options);
    }

    static Run run(ToDoubleFunction<double[]> logp, ChainSpec spec) {
        Chain chain = new RandomWalk().start(spec);
        double[][] draws = new double[spec.draws()][];
        double[][] statistics = new double[spec.draws()][RandomWalkStatistic.values().length];
        double[] gradient = {};
        while (chain.iteration() < spec.tune() + spec.draws()) {
            if (chain.tell(logp.applyAsDouble(chain.ask()), gradient) && chain.iteration() > spec.tune()) {
                int draw = chain.iteration() - spec.tune() - 1;
                draws[draw] = chain.position().clone();
                for (int i = 0; i < statistics[draw].length; i++) {
                    statistics[draw][i] = chain.statistic(i);
                }
            }
        }
        return new Run(draws, statistics);
    }

    /**
     * How many Monte Carlo standard errors the mean of a chain is away from a number; the error is estimated from the
     * means of 50 batches.
     */
    static double errors(double[] x, double mean) {
        int batches = 50;
        int length = x.length / batches;
        double[] means = new double[batches];
        for (int b = 0; b < batches; b++) {
            means[b] = Arrays.stream(x, b * length, (b + 1) * length).average().orElseThrow();
        }
        double grand = Arrays.stream(means).average().orElseThrow();
        double variance =
                Arrays.stream(means).map(m -> (m - grand) * (m - grand)).sum() / (batches - 1);
        return Math.abs(grand - mean) / Math.sqrt(variance / batches);
    }
}
