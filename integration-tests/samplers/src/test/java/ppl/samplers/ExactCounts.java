package ppl.samplers;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import ppl.api.spi.Block;
import ppl.graph.random.RandomKey;

/** Targets with whole numbers of which everything is known. Their densities are those of Commons Statistics; they have no gradients. */
final class ExactCounts {

    private ExactCounts() {}

    /**
     * A target and which of its coordinates are whole.
     *
     * @param blocks a variable for each coordinate
     */
    record Mixed(ExactTarget target, List<Block> blocks) {
        @Override
        public String toString() {
            return target.name();
        }
    }

    static List<Mixed> all() {
        return List.of(
                of("binomial", _ -> BinomialDistribution.of(10, 0.3)),
                of("Poisson", _ -> PoissonDistribution.of(3.5)),
                of("a count and a part of it", _ -> PoissonDistribution.of(3), k -> BinomialDistribution.of(k, 0.4)),
                of("three signs", _ -> sign(0.5), k -> sign(k == 0 ? 0.2 : 0.7), k -> sign(k == 0 ? 0.9 : 0.3)),
                classAndReal());
    }

    private static BinomialDistribution sign(double p) {
        return BinomialDistribution.of(1, p);
    }

    /** Each whole number has a law that the one before it decides. */
    @SafeVarargs
    private static Mixed of(String name, IntFunction<DiscreteDistribution>... laws) {
        int n = laws.length;
        ExactTarget target = new ExactTarget(
                name,
                n,
                n,
                (x, _) -> {
                    double logp = 0;
                    for (int i = 0; i < n && logp > Double.NEGATIVE_INFINITY; i++) {
                        logp += law(laws, x, i).logProbability((int) x[i]);
                    }
                    return logp;
                },
                (x, key) -> {
                    for (int i = 0; i < n; i++) {
                        x[i] = law(laws, x, i).inverseCumulativeProbability(key.uniform(i));
                    }
                },
                (x, key, u) -> {
                    for (int i = 0; i < n; i++) {
                        DiscreteDistribution law = law(laws, x, i);
                        int k = (int) x[i];
                        u[i] = law.cumulativeProbability(k - 1) + key.uniform(i) * law.probability(k);
                    }
                });
        return new Mixed(target, blocks(n, n));
    }

    private static DiscreteDistribution law(IntFunction<DiscreteDistribution>[] laws, double[] x, int i) {
        return laws[i].apply(i == 0 ? 0 : (int) x[i - 1]);
    }

    /** A class k ~ Bernoulli(0.3), and x | k ~ normal(±1, 1). */
    private static Mixed classAndReal() {
        BinomialDistribution law = sign(0.3);
        NormalDistribution unit = NormalDistribution.of(0, 1);
        ExactTarget target = new ExactTarget(
                "a class and a real number",
                2,
                2,
                (x, _) -> law.logProbability((int) x[0]) + unit.logDensity(x[1] - 2 * x[0] + 1),
                (x, key) -> {
                    x[0] = law.inverseCumulativeProbability(key.uniform(0));
                    x[1] = 2 * x[0] - 1 + unit.inverseCumulativeProbability(key.uniform(1));
                },
                (x, key, u) -> {
                    int k = (int) x[0];
                    u[0] = law.cumulativeProbability(k - 1) + key.uniform(0) * law.probability(k);
                    u[1] = unit.cumulativeProbability(x[1] - 2 * k + 1);
                });
        return new Mixed(target, blocks(2, 1));
    }

    private static List<Block> blocks(int dimension, int whole) {
        return IntStream.range(0, dimension)
                .mapToObj(i -> new Block(
                        "x" + i, i < whole ? Block.Measure.DISCRETE : Block.Measure.CONTINUOUS, i, 1))
                .toList();
    }
}
