package ppl.tests.backends;

import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.halfCauchy;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.sigmoid;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.graph.Var;

/**
 * A program that samples three small models on the backends that it is given, and prints a line for each: the model and a number that
 * follows from the bits of all draws. A process of its own can have a driver by property that other tests must not see.
 */
final class SampledModels {

    private SampledModels() {}

    public static void main(String[] backends) {
        for (String backend : backends) {
            print("schools", schools(), backend);
            print("radon", radon(), backend);
            print("logistic", logistic(), backend);
        }
    }

    private static void print(String name, Model model, String backend) {
        InferenceData fit = model.infer()
                .seed(42)
                .chains(2)
                .tune(60)
                .draws(30)
                .backend(backend)
                .run();
        int bits = 1;
        for (Variable variable : fit.posterior().variables()) {
            bits = 31 * bits + Arrays.hashCode(variable.toDoubles());
        }
        System.out.println(name + " " + bits);
    }

    static Model schools() {
        double[] effect = {28, 8, -3, 7, -1, 1, 18, 12};
        double[] error = {15, 10, 16, 11, 9, 11, 10, 18};
        return Model.build(m -> {
            Dim school = m.dim("school", effect.length);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfCauchy(5));
            Var theta = m.sample("z", normal(0, 1), school).times(tau).plus(mu);
            m.observe("effect", normal(theta, m.data("error", error, school)), effect, school);
        });
    }

    private static Model radon() {
        int homes = 70;
        int counties = 9;
        SplittableRandom random = new SplittableRandom(1);
        int[] of = random.ints(homes, 0, counties).toArray();
        double[] level = random.doubles(homes, 0, 2).toArray();
        return Model.build(m -> {
            Dim county = m.dim("county", counties);
            Dim home = m.dim("home", homes);
            Var index = m.data("index", of, home);
            Var sigma = m.sample("sigma", halfNormal(1));
            Var a = m.sample("a", normal(0, 1), county).times(sigma);
            m.observe("level", normal(a.get(index), m.sample("eps", halfNormal(1))), level, home);
        });
    }

    private static Model logistic() {
        int rows = 90;
        SplittableRandom random = new SplittableRandom(2);
        double[][] x = new double[rows][];
        Arrays.setAll(x, _ -> random.doubles(3, -1, 1).toArray());
        int[] y = random.ints(rows, 0, 2).toArray();
        return Model.build(m -> {
            Dim row = m.dim("row", rows);
            Dim column = m.dim("column", 3);
            Var slopes = m.sample("slopes", normal(0, 1), column);
            m.observe("y", bernoulli(sigmoid(m.data("x", x, row, column).dot(slopes))), y, row);
        });
    }

    /** The models, in the order of their lines. */
    static List<String> names() {
        return List.of("schools", "radon", "logistic");
    }
}
