package ppl.samplers;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Block;
import ppl.graph.random.RandomKey;

/** Targets with whole numbers of which everything is known. Their densities are those of Commons Statistics; they have no gradients. */
final class ExactCounts {

    private static final NormalDistribution UNIT = NormalDistribution.of(0, 1);

    /** Nobody may need to know it. */
    private static final double CONSTANT = -2000;

    private ExactCounts() {}

    /**
     * A target as a sampler gets it.
     *
     * @param blocks its variables
     * @param parts what the density is made of, where its one block is separable
     */
    record Mixed(ExactTarget target, List<Block> blocks, @Nullable Parts parts) {

        Mixed(ExactTarget target, List<Block> blocks) {
            this(target, blocks, null);
        }

        /** Whether each coordinate has few values. */
        boolean isFinite() {
            return blocks.stream().allMatch(b -> b.values() < Double.POSITIVE_INFINITY);
        }

        @Override
        public String toString() {
            return target.name();
        }
    }

    /** Writes a number for each coordinate. */
    interface Parts {
        void at(double[] x, double[] parts);
    }

    static List<Mixed> all() {
        return List.of(
                of("binomial", _ -> BinomialDistribution.of(10, 0.3)),
                of("Poisson", _ -> PoissonDistribution.of(3.5)),
                of("a count and a part of it", _ -> PoissonDistribution.of(3), k -> BinomialDistribution.of(k, 0.4)),
                of("three signs", _ -> sign(0.5), k -> sign(k == 0 ? 0.2 : 0.7), k -> sign(k == 0 ? 0.9 : 0.3)),
                classAndReal(),
                apart("four independent counts from -2 on", _ -> BinomialDistribution.of(4, 0.6), -2),
                apart("four independent counts without end", _ -> PoissonDistribution.of(1.5), 0),
                apartWithOthers());
    }

    /** Four of one law, as one variable whose coordinates are known to be independent; their parts are known but for a constant. */
    private static Mixed apart(String name, IntFunction<DiscreteDistribution> law, int lowest) {
        ExactTarget whole = of(name, law, law, law, law).target();
        ExactTarget target = new ExactTarget(
                name,
                4,
                4,
                (x, gradient) -> whole.density().at(shifted(x, -lowest), gradient),
                (x, key) -> {
                    whole.draw().into(x, key);
                    System.arraycopy(shifted(x, lowest), 0, x, 0, x.length);
                },
                (x, key, u) -> whole.toUniforms().of(shifted(x, -lowest), key, u));
        DiscreteDistribution one = law.apply(0);
        Block block = new Block("x", Block.Measure.DISCRETE, 0, 4, lowest, lowest + highest(one), true);
        return new Mixed(target, List.of(block), (x, parts) -> {
            for (int i = 0; i < x.length; i++) {
                parts[i] = one.logProbability((int) x[i] - lowest) + CONSTANT;
            }
        });
    }

    private static double[] shifted(double[] x, int by) {
        return Arrays.stream(x).map(k -> k + by).toArray();
    }

    /** Two counts k that are known to be independent given y ~ normal(k₀ - 1, 1) and z ~ binomial(2, 0.2 (1 + k₀)), which move by themselves, before and after them. */
    private static Mixed apartWithOthers() {
        BinomialDistribution law = BinomialDistribution.of(3, 0.4);
        DoubleFunction<BinomialDistribution> ofZ = k -> BinomialDistribution.of(2, 0.2 * (1 + k));
        ExactTarget target = new ExactTarget(
                "two independent counts and others",
                4,
                4,
                (x, _) -> outside(x, 3)
                        ? Double.NEGATIVE_INFINITY
                        : law.logProbability((int) x[0])
                                + law.logProbability((int) x[1])
                                + UNIT.logDensity(x[2] - x[0] + 1)
                                + ofZ.apply(x[0]).logProbability((int) x[3]),
                (x, key) -> {
                    x[0] = law.inverseCumulativeProbability(key.uniform(0));
                    x[1] = law.inverseCumulativeProbability(key.uniform(1));
                    x[2] = x[0] - 1 + UNIT.inverseCumulativeProbability(key.uniform(2));
                    x[3] = ofZ.apply(x[0]).inverseCumulativeProbability(key.uniform(3));
                },
                (x, key, u) -> {
                    u[0] = spread(law, (int) x[0], key.uniform(0));
                    u[1] = spread(law, (int) x[1], key.uniform(1));
                    u[2] = UNIT.cumulativeProbability(x[2] - x[0] + 1);
                    u[3] = spread(ofZ.apply(x[0]), (int) x[3], key.uniform(3));
                });
        List<Block> blocks = List.of(
                new Block("k", Block.Measure.DISCRETE, 0, 2, 0, 3, true),
                new Block("y", Block.Measure.CONTINUOUS, 2, 1),
                new Block("z", Block.Measure.DISCRETE, 3, 1, 0, 2, false));
        return new Mixed(target, blocks, (x, parts) -> {
            parts[0] = outside(x, 3)
                    ? Double.NEGATIVE_INFINITY
                    : law.logProbability((int) x[0])
                            + UNIT.logDensity(x[2] - x[0] + 1)
                            + ofZ.apply(x[0]).logProbability((int) x[3])
                            + CONSTANT;
            parts[1] = law.logProbability((int) x[1]) + CONSTANT;
        });
    }

    /** Where the law of z has no parameter. */
    private static boolean outside(double[] x, int most) {
        return !(x[0] >= 0 && x[0] <= most);
    }

    private static double spread(DiscreteDistribution law, int k, double u) {
        return law.cumulativeProbability(k - 1) + u * law.probability(k);
    }

    private static double highest(DiscreteDistribution law) {
        int most = law.getSupportUpperBound();
        return most == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : most;
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
                        u[i] = spread(law(laws, x, i), (int) x[i], key.uniform(i));
                    }
                });
        // The first law says how many values there are, as no other has more.
        return new Mixed(target, blocks(n, n, highest(laws[0].apply(0))));
    }

    private static DiscreteDistribution law(IntFunction<DiscreteDistribution>[] laws, double[] x, int i) {
        return laws[i].apply(i == 0 ? 0 : (int) x[i - 1]);
    }

    /** A class k ~ Bernoulli(0.3), and x | k ~ normal(±1, 1). */
    private static Mixed classAndReal() {
        BinomialDistribution law = sign(0.3);
        ExactTarget target = new ExactTarget(
                "a class and a real number",
                2,
                2,
                (x, _) -> law.logProbability((int) x[0]) + UNIT.logDensity(x[1] - 2 * x[0] + 1),
                (x, key) -> {
                    x[0] = law.inverseCumulativeProbability(key.uniform(0));
                    x[1] = 2 * x[0] - 1 + UNIT.inverseCumulativeProbability(key.uniform(1));
                },
                (x, key, u) -> {
                    u[0] = spread(law, (int) x[0], key.uniform(0));
                    u[1] = UNIT.cumulativeProbability(x[1] - 2 * x[0] + 1);
                });
        return new Mixed(target, blocks(2, 1, 1));
    }

    private static List<Block> blocks(int dimension, int whole, double highest) {
        return IntStream.range(0, dimension)
                .mapToObj(i -> i < whole
                        ? new Block("x" + i, Block.Measure.DISCRETE, i, 1, 0, highest, false)
                        : new Block("x" + i, Block.Measure.CONTINUOUS, i, 1))
                .toList();
    }
}
