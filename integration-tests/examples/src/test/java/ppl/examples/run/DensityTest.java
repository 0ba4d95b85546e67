package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.family.Distribution;
import ppl.api.Model;
import ppl.api.spi.LogDensity;
import ppl.examples.EightSchools;
import ppl.graph.GraphException;
import ppl.graph.Var;

/** The log-density of a model, as those use it who drive a sampler by hand. */
class DensityTest {

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void several_points_at_once_give_the_bits_of_each_alone(String backend) {
        try (LogDensity density = EightSchools.model().infer().backend(backend).density()) {
            int n = density.dimension();
            LogDensity.Evaluator evaluator = density.evaluator();
            for (int count : new int[] {1, 5, 3, 0}) {
                double[] points = new double[count * n];
                Arrays.setAll(points, i -> Math.sin(1.0 + i));
                double[] logp = new double[count];
                double[] same = new double[count];
                double[] gradients = new double[count * n];
                evaluator.logp(points, logp);
                evaluator.logpAndGradient(points, same, gradients);
                for (int i = 0; i < count; i++) {
                    double[] point = Arrays.copyOfRange(points, i * n, (i + 1) * n);
                    double[] gradient = new double[n];
                    assertEquals(evaluator.logp(point), logp[i]);
                    assertEquals(evaluator.logpAndGradient(point, gradient), same[i]);
                    assertArrayEquals(gradient, Arrays.copyOfRange(gradients, i * n, (i + 1) * n));
                }
            }
            double[] tooLong = new double[2 * n + 1];
            assertTrue(refusal(() -> evaluator.logp(tooLong, new double[2]))
                    .endsWith("needs an array double[" + 2 * n + "] for a batch of 2, but got double[" + (2 * n + 1)
                            + "]"));
        }
    }

    private static String refusal(Executable call) {
        return assertThrows(GraphException.class, call).getMessage();
    }

    @Test
    void a_closed_density_refuses_every_call() {
        LogDensity density = EightSchools.model().infer().density();
        double[] point = new double[density.dimension()];
        LogDensity.Evaluator used = density.evaluator();
        LogDensity.Evaluator unused = density.evaluator();
        used.logpAndGradient(point, point.clone());
        density.close();
        density.close();
        String words =
                "this log-density has been closed: ask the model for another, by infer().density(), to evaluate it";
        assertEquals(words, refusal(() -> used.logpAndGradient(point, point.clone())));
        assertEquals(words, refusal(() -> unused.logp(point)));
        assertEquals(words, refusal(() -> unused.logp(point, new double[1])));
        assertEquals(words, refusal(density::evaluator));
    }

    /** At 0 these densities are as steep as they like, but where a hurdle is not taken they count for nothing. */
    @Test
    void zeros_before_a_hurdle_tell_nothing_of_what_is_above_it() {
        List<UnaryOperator<Var>> shapes = List.of(a -> a, a -> a.plus(3), a -> a.times(0.1));
        List<Function<Var, Distribution>> above =
                List.of(a -> gamma(a, 1), a -> weibull(a, 1), a -> beta(a, 2), a -> inverseGamma(a, 1));
        for (UnaryOperator<Var> shape : shapes) {
            for (Function<Var, Distribution> law : above) {
                double[] with = logpAndSlope(a -> law.apply(shape.apply(a)), 0.1, 0, 0.7, 0);
                double[] without = logpAndSlope(a -> law.apply(shape.apply(a)), 0.1, 0.7);
                assertEquals(without[0] + 2 * Math.log(0.4), with[0], 1e-12);
                assertEquals(without[1], with[1], 1e-12);
                assertTrue(Math.abs(with[1]) > 1e-3, "there is a slope");
            }
        }
    }

    private static double[] logpAndSlope(Function<Var, Distribution> above, double... y) {
        Model model = Model.build(m -> m.observe("y", hurdle(0.6, above.apply(m.sample("a", exponential(1)))), y));
        try (LogDensity density = model.infer().backend("interp").density()) {
            double[] slope = new double[1];
            double logp = density.evaluator().logpAndGradient(new double[] {0.3}, slope);
            return new double[] {logp, slope[0]};
        }
    }
}
