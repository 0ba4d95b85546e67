package ppl.posteriors.mixed;

import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.discreteUniform;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.arange;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.reshape;
import static ppl.graph.Functions.where;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ppl.api.ModelBuilder;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A model with whole numbers whose posterior means are known, as a sum over all that the whole numbers may be.
 *
 * @param name what it is
 * @param samplers which sampler takes which variables by default
 * @param model the model
 * @param means of elements of the posterior, by label
 */
record MixedModel(String name, String samplers, Consumer<ModelBuilder> model, Map<String, Double> means) {

    static MixedModel[] all() {
        return new MixedModel[] {change(), regression(), recapture(), unseenCount()};
    }

    @Override
    public String toString() {
        return name;
    }

    /** Weights of cases and what is known in each, averaged. */
    private static final class Cases {
        private final Map<String, Double> sums = new LinkedHashMap<>();
        private double greatest = Double.NEGATIVE_INFINITY;
        private double mass;

        void add(double logWeight, Map<String, Double> values) {
            if (logWeight > greatest) {
                double shrink = Math.exp(greatest - logWeight);
                sums.replaceAll((_, sum) -> sum * shrink);
                mass *= shrink;
                greatest = logWeight;
            }
            double weight = Math.exp(logWeight - greatest);
            mass += weight;
            values.forEach((name, value) -> sums.merge(name, weight * value, Double::sum));
        }

        Map<String, Double> means() {
            Map<String, Double> means = new LinkedHashMap<>();
            sums.forEach((name, sum) -> means.put(name, sum / mass));
            return means;
        }
    }

    private static double logFactorial(long n) {
        double sum = 0;
        for (long i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }

    /** The log of the beta function of whole numbers. */
    private static double logBeta(long a, long b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    private static double logChoose(long n, long k) {
        return k < 0 || k > n ? Double.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Two rates of a Poisson, and the year of the change between them. */
    private static MixedModel change() {
        Cases cases = new Cases();
        int years = CoalMining.DISASTERS.length;
        long all = Arrays.stream(CoalMining.DISASTERS).sum();
        long before = 0;
        for (int k = 0; k <= years; k++) {
            double early = 2.0 + before;
            double late = 2.0 + all - before;
            double logWeight = logFactorial(before + 1)
                    - early * Math.log(1.0 + k)
                    + logFactorial(all - before + 1)
                    - late * Math.log(1.0 + years - k);
            cases.add(logWeight, Map.of("k", (double) k, "early", early / (1 + k), "late", late / (1 + years - k)));
            before += k < years ? CoalMining.DISASTERS[k] : 0;
        }
        return new MixedModel(
                "change point",
                "rw (k) and nuts (early, late)",
                m -> {
                    Var k = m.sample("k", discreteUniform(0, years));
                    Var early = m.sample("early", gamma(2, 1));
                    Var late = m.sample("late", gamma(2, 1));
                    m.observe("y", poisson(where(arange(years).lt(k), early, late)), CoalMining.DISASTERS);
                },
                cases.means());
    }

    /** Columns of a regression that are in or out. */
    private static MixedModel regression() {
        double[][] x = {
            {1, 0.2, -0.5, 0.3}, {0.4, 0.6, 0.1, -1}, {-0.8, -0.7, 1.2, 0.5}, {0.3, 0.1, 0.9, 0.8},
            {-1.1, -0.9, -0.4, 1.5}, {0.7, 0.9, -1.3, -0.2}, {1.6, 1.1, 0.4, 0.1}, {-0.5, 0.3, 0.2, -0.6}
        };
        double[] y = {1.9, 0.4, -1.1, 0.9, -2.9, 0.3, 3.1, -0.7};
        Cases cases = new Cases();
        for (int in = 0; in < 16; in++) {
            int chosen = in;
            int[] columns =
                    IntStream.range(0, 4).filter(j -> (chosen >> j & 1) == 1).toArray();
            Ridge ridge = Ridge.of(x, y, columns);
            Map<String, Double> values = new LinkedHashMap<>();
            for (int j = 0; j < 4; j++) {
                values.put("z[" + j + "]", (double) (in >> j & 1));
                values.put("effect[" + j + "]", 0.0);
            }
            for (int c = 0; c < columns.length; c++) {
                values.put("effect[" + columns[c] + "]", ridge.mean()[c]);
            }
            cases.add(ridge.logEvidence() + columns.length * Math.log(0.4 / 0.6), values);
        }
        Var rows = Var.constant(Tensor.of(
                Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray(), x.length, 4));
        return new MixedModel(
                "spike and slab",
                "gibbs (z) and nuts (b)",
                m -> {
                    Var z = m.sample("z", bernoulli(repeated(0.4, 4)));
                    Var b = m.sample("b", normal(repeated(0, 4), 1));
                    Var effect = m.deterministic("effect", z.cast(DType.F64).times(b));
                    m.observe("y", normal(reshape(matmul(rows, reshape(effect, 4, 1)), x.length), 1), y);
                },
                cases.means());
    }

    private static Var repeated(double x, int size) {
        return broadcastTo(Var.constant(x), Shape.of(size));
    }

    /** Animals that were seen, and how many of those that were not there are. */
    private static MixedModel recapture() {
        int occasions = 5;
        int most = 40;
        long[] seen = new long[most];
        long[] first = {1, 2, 1, 3, 1, 1, 2, 2, 1, 4, 1, 2, 1, 1, 3, 2};
        System.arraycopy(first, 0, seen, 0, first.length);
        long sightings = Arrays.stream(seen).sum();
        Cases cases = new Cases();
        for (int n = first.length; n <= most; n++) {
            double logWeight = logChoose(most - first.length, n - first.length)
                    + logBeta(n + 1, most - n + 1)
                    + logBeta(sightings + 1, (long) occasions * n - sightings + 1);
            double p = (sightings + 1.0) / (occasions * n + 2);
            cases.add(logWeight, Map.of("n", (double) n, "p", p, "there", (n + 1.0) / (most + 2)));
        }
        return new MixedModel(
                "capture and recapture",
                "nuts (there, p) and gibbs (z)",
                m -> {
                    Var there = m.sample("there", beta(1, 1));
                    Var p = m.sample("p", beta(1, 1));
                    Var z = m.sample("z", bernoulli(broadcastTo(there, Shape.of(most))));
                    m.deterministic("n", z.sum());
                    m.observe("y", binomial(occasions, z.cast(DType.F64).times(p)), seen);
                },
                cases.means());
    }

    /** How many there are, from how many were counted several times. */
    private static MixedModel unseenCount() {
        long[] counted = {14, 19, 11, 16, 17, 12};
        long sum = Arrays.stream(counted).sum();
        Cases cases = new Cases();
        for (int n = 0; n <= 80; n++) {
            double logWeight = logBeta(sum + 20, counted.length * (long) n - sum + 20);
            for (long c : counted) {
                logWeight += logChoose(n, c);
            }
            if (n >= 19) {
                cases.add(logWeight, Map.of("n", (double) n, "p", (sum + 20.0) / (counted.length * n + 40)));
            }
        }
        return new MixedModel(
                "a count that nobody saw",
                "rw (n) and nuts (p)",
                m -> {
                    Var n = m.sample("n", discreteUniform(0, 80));
                    Var p = m.sample("p", beta(20, 20));
                    m.observe("y", binomial(broadcastTo(n, Shape.of(counted.length)), p), counted);
                },
                cases.means());
    }
}
