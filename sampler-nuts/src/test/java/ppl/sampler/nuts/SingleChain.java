package ppl.sampler.nuts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.LogDensity;
import ppl.graph.random.RandomKey;

/** Drives single chains in tests. */
final class SingleChain {

    /** The iterations after warm-up of a chain: draws and statistics, one row each. */
    record Run(double[][] draws, double[][] statistics, long gradients) {

        double[] statistic(NutsStatistic statistic) {
            return Arrays.stream(statistics)
                    .mapToDouble(s -> s[statistic.ordinal()])
                    .toArray();
        }

        double[] coordinate(int i) {
            return Arrays.stream(draws).mapToDouble(d -> d[i]).toArray();
        }
    }

    private SingleChain() {}

    static ChainSpec spec(double[] start, int tune, int draws, long seed, Map<String, Object> options) {
        Block block = new Block("x", Block.Measure.CONTINUOUS, 0, start.length);
        return new ChainSpec(List.of(block), start, tune, draws, RandomKey.of(seed), options);
    }

    static Run run(LogDensity density, double[] start, int tune, int draws, long seed, Map<String, Object> options) {
        Chain chain = new Nuts().start(spec(start, tune, draws, seed, options));
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] gradient = new double[start.length];
        double[][] positions = new double[draws][];
        double[][] statistics = new double[draws][NutsStatistic.SCALARS];
        long gradients = 0;
        while (chain.iteration() < tune + draws) {
            double logp = evaluator.logpAndGradient(chain.ask(), gradient);
            gradients++;
            if (chain.tell(logp, gradient) && chain.iteration() > tune) {
                int draw = chain.iteration() - tune - 1;
                positions[draw] = chain.position().clone();
                for (int i = 0; i < statistics[draw].length; i++) {
                    statistics[draw][i] = chain.statistic(i);
                }
            }
        }
        return new Run(positions, statistics, gradients);
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
