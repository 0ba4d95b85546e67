package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;
import ppl.graph.Var;

/**
 * A model as a user writes it, with two static imports and nothing but the names in them: numbers beside nodes, indices, choices, a
 * prediction. Its log-density is compared with one written down in Java.
 */
class IndexedModelTest {

    private static final double[] X = {-1, 0.5, 2, -0.3, 1};
    private static final double[] Y = {0.2, 0.9, -1.4, 0.7, 0.3};
    private static final int[] GROUP = {2, 0, 1, 2, 0};
    private static final int[] CHANCE = {0, 1, 1, 2};
    private static final int[] Z = {1, 0, 1, 1};

    private static Model model() {
        return Model.build(m -> {
            Dim obs = m.dim("obs", X.length);
            Dim group = m.dim("group", "a", "b", "c");
            Var x = m.data("x", X, obs);
            Var p = m.sample("p", beta(2, 3));
            Var mu = m.sample("mu", normal(0, 2), group);
            Var sigma = m.sample("sigma", halfNormal(1));
            Var line = mu.get(GROUP).times(x);
            Var mean = where(x.gt(0), line, subtract(1, p));
            Var rows = stack(List.of(negate(mean), mean), 0);
            m.observe("y", normal(rows.get(1), sigma), Y, obs);
            Var chances = vector(p, subtract(1, p), 0.5);
            m.observe("z", bernoulli(chances.get(CHANCE)), Z, m.dim("trial", Z.length));
            m.sample("y_new", normal(mu.get(-2), sigma));
        });
    }

    /** Of logit p, mu and log sigma, with the terms of the change of variables. */
    private static double byHand(double[] at) {
        double p = 1 / (1 + Math.exp(-at[0]));
        double sigma = Math.exp(at[4]);
        double sum = Math.log(12) + Math.log(p) + 2 * Math.log(1 - p) + Math.log(p) + Math.log(1 - p);
        for (int g = 0; g < 3; g++) {
            sum += normalLogp(at[1 + g], 0, 2);
        }
        sum += Math.log(2) + normalLogp(sigma, 0, 1) + at[4];
        for (int i = 0; i < X.length; i++) {
            sum += normalLogp(Y[i], X[i] > 0 ? at[1 + GROUP[i]] * X[i] : 1 - p, sigma);
        }
        double[] chances = {p, 1 - p, 0.5};
        for (int i = 0; i < Z.length; i++) {
            sum += Math.log(Z[i] == 1 ? chances[CHANCE[i]] : 1 - chances[CHANCE[i]]);
        }
        return sum;
    }

    private static double normalLogp(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void its_log_density_is_that_written_by_hand(String backend) {
        LogDensity density = model().infer().backend(backend).density();
        assertEquals(5, density.dimension());
        LogDensity.Evaluator evaluator = density.evaluator();
        SplittableRandom random = new SplittableRandom(7);
        for (int k = 0; k < 100; k++) {
            double[] at = random.doubles(5, -2, 2).toArray();
            double expected = byHand(at);
            double logp = evaluator.logpAndGradient(at, new double[5]);
            assertEquals(expected, logp, 1e-12 * Math.max(1, Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void its_prediction_lies_about_the_mean_of_its_group(String backend) {
        InferenceData fit = model().infer()
                .backend(backend)
                .seed(3)
                .progress(Progress.silent())
                .run();
        double[] mu = fit.posterior().get("mu").toDoubles();
        double[] sigma = fit.posterior().get("sigma").toDoubles();
        double[] drawn = fit.posterior().get("y_new").toDoubles();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < drawn.length; i++) {
            double z = (drawn[i] - mu[3 * i + 1]) / sigma[i];
            sum += z;
            squares += z * z;
        }
        // Independent standard normal numbers: a false alarm of either has a chance below 1e-6.
        assertTrue(Math.abs(sum / Math.sqrt(drawn.length)) < 5, "mean " + sum / drawn.length);
        assertTrue(
                Math.abs(squares / drawn.length - 1) < 5 * Math.sqrt(2.0 / drawn.length),
                "square " + squares / drawn.length);
    }
}
