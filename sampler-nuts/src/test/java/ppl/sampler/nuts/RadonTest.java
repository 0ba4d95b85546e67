package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;

/** The reference problem: 175 parameters, whose posterior two other systems agree about. */
class RadonTest {

    private static final RadonDensity RADON = new RadonDensity();

    @Test
    void the_gradient_is_the_derivative_of_the_density() {
        RandomKey key = RandomKey.of(1);
        double[] q = new double[RadonDensity.DIMENSION];
        for (int i = 0; i < q.length; i++) {
            q[i] = key.uniform(i) - 0.5;
        }
        double[] gradient = new double[q.length];
        RADON.evaluator().logpAndGradient(q, gradient);
        double h = 1e-5;
        for (int i = 0; i < q.length; i++) {
            double at = q[i];
            q[i] = at + h;
            double above = RADON.evaluator().logp(q);
            q[i] = at - h;
            double below = RADON.evaluator().logp(q);
            q[i] = at;
            assertEquals((above - below) / (2 * h), gradient[i], 1e-5 * Math.max(1, Math.abs(gradient[i])), "" + i);
        }
    }

    /**
     * Means of 16,000 draws within 5 errors of the reference, the reference's own rounding added. With about 2,000
     * effective draws for the worst parameter.
     */
    @Test
    void the_posterior_is_that_of_the_reference() {
        SingleChain.Run[] runs = new SingleChain.Run[4];
        long gradients = 0;
        for (int chain = 0; chain < 4; chain++) {
            RandomKey key = RandomKey.of(40).fold(chain);
            double[] start = new double[RadonDensity.DIMENSION];
            for (int i = 0; i < start.length; i++) {
                start[i] = 2 * key.uniform(i) - 1;
            }
            runs[chain] = SingleChain.run(RADON, start, 1000, 4000, key.bits(999), Map.of("target_accept", 0.9));
            gradients += runs[chain].gradients();
            assertEquals(
                    0,
                    Arrays.stream(runs[chain].statistic(NutsStatistic.DIVERGING))
                            .sum());
        }
        assertMean(runs, RadonDensity.MU_A, x -> x, 1.493);
        assertMean(runs, RadonDensity.LOG_SIGMA_A, Math::exp, 0.323);
        assertMean(runs, RadonDensity.MU_B, x -> x, -0.648);
        assertMean(runs, RadonDensity.LOG_SIGMA_B, Math::exp, 0.257);
        assertMean(runs, RadonDensity.LOG_EPS, Math::exp, 0.721);
        assertSd(runs, RadonDensity.MU_A, x -> x, 0.051);
        assertSd(runs, RadonDensity.LOG_SIGMA_A, Math::exp, 0.046);
        assertSd(runs, RadonDensity.MU_B, x -> x, 0.080);
        assertSd(runs, RadonDensity.LOG_SIGMA_B, Math::exp, 0.126);
        assertSd(runs, RadonDensity.LOG_EPS, Math::exp, 0.018);
        // Stan's windows need 44 a warm-up iteration and 26 a draw; this is what makes the difference.
        assertTrue(gradients < 20 * 4 * 5000, gradients + " gradients");
    }

    private static double[] all(SingleChain.Run[] runs, int coordinate, DoubleUnaryOperator transform) {
        return Arrays.stream(runs)
                .flatMapToDouble(r -> Arrays.stream(r.coordinate(coordinate)))
                .map(transform)
                .toArray();
    }

    private static void assertMean(
            SingleChain.Run[] runs, int coordinate, DoubleUnaryOperator transform, double reference) {
        double[] x = all(runs, coordinate, transform);
        // Half a unit of the reference's last digit may be rounding.
        double errors = Math.min(SingleChain.errors(x, reference - 0.0005), SingleChain.errors(x, reference + 0.0005));
        double mean = Arrays.stream(x).average().orElseThrow();
        assertTrue(errors < 5, "coordinate " + coordinate + ": mean " + mean + " is off by " + errors + " errors");
    }

    private static void assertSd(
            SingleChain.Run[] runs, int coordinate, DoubleUnaryOperator transform, double reference) {
        double[] x = all(runs, coordinate, transform);
        double mean = Arrays.stream(x).average().orElseThrow();
        double sd = Math.sqrt(
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        assertEquals(1, sd / reference, 0.06, "coordinate " + coordinate);
    }
}
