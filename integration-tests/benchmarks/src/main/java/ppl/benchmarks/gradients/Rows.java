package ppl.benchmarks.gradients;

import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.halfNormal;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import ppl.api.Dim;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.api.Model;
import ppl.graph.Var;

/** Many rows of one law with two parameters. */
final class Rows {

    private Rows() {}

    static HandWritten normal(int rows) {
        double[] y = new Random(1).doubles(rows, -1, 4).toArray();
        return located("normal", "normal", y, false);
    }

    static HandWritten studentT(int rows) {
        Random random = new Random(2);
        double[] y = new double[rows];
        Arrays.setAll(y, _ -> 1.5 + random.nextGaussian() / (0.2 + random.nextDouble()));
        return located("Student t", "student", y, true);
    }

    private static HandWritten located(String name, String kernel, double[] y, boolean tails) {
        return new HandWritten(name + ", N = " + y.length, kernel, Map.of("y", y), () -> Model.build(m -> {
            Dim row = m.dim("row", y.length);
            Var mu = m.sample("mu", Distributions.normal(0, 10));
            Var sigma = m.sample("sigma", halfNormal(5));
            Distribution law =
                    tails ? Distributions.studentT(4, mu, sigma) : Distributions.normal(mu, sigma);
            m.observe("y", law, y, row);
        }));
    }

    static HandWritten poisson(int rows) {
        Random random = new Random(3);
        double[] x = random.doubles(rows, -2, 2).toArray();
        double[] y = new double[rows];
        Arrays.setAll(y, i -> Math.floor(StrictMath.exp(0.2 + 0.7 * x[i]) * 2 * random.nextDouble()));
        return regression("Poisson, log link", "poisson", x, y, false);
    }

    static HandWritten bernoulli(int rows) {
        Random random = new Random(4);
        double[] x = random.doubles(rows, -3, 3).toArray();
        double[] y = new double[rows];
        Arrays.setAll(y, i -> random.nextDouble() < 1 / (1 + StrictMath.exp(-x[i])) ? 1 : 0);
        return regression("Bernoulli, logit link", "bernoulli", x, y, true);
    }

    private static HandWritten regression(String name, String kernel, double[] x, double[] y, boolean binary) {
        int[] counts = Arrays.stream(y).mapToInt(v -> (int) v).toArray();
        return new HandWritten(name + ", N = " + y.length, kernel, Map.of("x", x, "y", y), () -> Model.build(m -> {
            Dim row = m.dim("row", y.length);
            Var a = m.sample("a", Distributions.normal(0, 1));
            Var b = m.sample("b", Distributions.normal(0, 1));
            Var linear = m.data("x", x, row).times(b).plus(a);
            m.observe(
                    "y", binary ? bernoulliLogit(linear) : Distributions.poisson(linear.exp()), counts, row);
        }));
    }
}
