package ppl.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.Nuts;

/**
 * What NUTS spends beside the gradient, for each leapfrog of independent normals: the density is written by hand, is timed alone, and its time is taken off. All that is done for
 * a draw counts, so short trajectories cost more for a leapfrog: the mean length of trajectories is noted.
 *
 * @param name by which it is listed
 */
record OverheadBenchmark(String name) implements Benchmark {

    private static final int TUNE = 300;
    private static final int DRAWS = 1000;
    private static final int RUNS = 40;
    private static final int STATISTICS = 13;

    @Override
    public void run(Consumer<Figure> figures) {
        for (int dimension : List.of(10, 100, 1000)) {
            for (String metric : List.of("diagonal", "auto")) {
                measure(dimension, metric, figures);
            }
        }
    }

    private void measure(int dimension, String metric, Consumer<Figure> figures) {
        double best = Double.POSITIVE_INFINITY;
        double steps = 0;
        for (int run = 0; run < RUNS; run++) {
            Chain chain = new Nuts()
                    .start(new ChainSpec(
                            List.of(new Block("x", Block.Measure.CONTINUOUS, 0, dimension)),
                            new double[dimension],
                            TUNE,
                            DRAWS,
                            RandomKey.of(run),
                            Map.of("metric", metric)));
            double[] gradient = new double[dimension];
            while (chain.iteration() < TUNE) {
                chain.tell(density(chain.ask(), gradient), gradient);
            }
            double used = 0;
            int leapfrogs = 0;
            long start = System.nanoTime();
            while (chain.iteration() < TUNE + DRAWS) {
                leapfrogs++;
                if (chain.tell(density(chain.ask(), gradient), gradient)) {
                    for (int s = 0; s < STATISTICS; s++) {
                        used += chain.statistic(s);
                    }
                }
            }
            long all = System.nanoTime() - start;
            double[] point = chain.position().clone();
            start = System.nanoTime();
            for (int k = 0; k < leapfrogs; k++) {
                point[k % dimension] += 1e-9;
                used += density(point, gradient);
            }
            long alone = System.nanoTime() - start;
            if (!Double.isNaN(used)) {
                best = Math.min(best, (double) (all - alone) / leapfrogs);
            }
            steps = (double) leapfrogs / DRAWS;
        }
        String length = Double.toString(steps);
        figures.accept(Figure.of(name, "beside the gradient, a leapfrog", best, "ns")
                .with("dimension", Integer.toString(dimension))
                .with("metric", metric)
                .with("leapfrogs per draw", length));
        figures.accept(Figure.of(name, "beside the gradient, a leapfrog and a coordinate", best / dimension, "ns")
                .with("dimension", Integer.toString(dimension))
                .with("metric", metric)
                .with("leapfrogs per draw", length));
    }

    /** Normals of two scales. */
    private static double density(double[] x, double[] gradient) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i < x.length; i += 2) {
            gradient[i] = -x[i];
            gradient[i + 1] = -0.25 * x[i + 1];
            even = Math.fma(x[i], gradient[i], even);
            odd = Math.fma(x[i + 1], gradient[i + 1], odd);
        }
        return 0.5 * (even + odd);
    }
}
