package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.betaBinomial;
import static ppl.api.Distributions.discreteUniform;
import static ppl.api.Distributions.geometric;
import static ppl.api.Distributions.gumbel;
import static ppl.api.Distributions.halfStudentT;
import static ppl.api.Distributions.inverseGamma;
import static ppl.api.Distributions.laplace;
import static ppl.api.Distributions.logistic;
import static ppl.api.Distributions.negativeBinomial;
import static ppl.api.Distributions.negativeBinomialLog;
import static ppl.api.Distributions.negativeBinomialProbability;
import static ppl.api.Distributions.orderedLogistic;
import static ppl.api.Distributions.studentT;
import static ppl.api.Distributions.truncatedNormal;
import static ppl.api.Distributions.weibull;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/**
 * Draws against the probabilities of their law, so closely that a thousand of them show an error of one percent: those made of one uniform
 * number must have it as their probability, and those made of others are looked at where these hardly vary. That the shape of the rest is
 * right is what {@link LawConformanceTest} asks of many draws.
 */
class FamilyDrawsTest {

    private static final KeyVar KEY = KeyVar.of(RandomKey.of(29));
    private static final int N = 500;

    private static double[] draws(Distribution d, int n) {
        return d.law(Shape.of(n)).draw(KEY).eval().toDoubles();
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
    }

    static Stream<Distribution> byInversion() {
        return Stream.of(
                laplace(2, 0.5),
                logistic(-1, 3),
                gumbel(1, 0.25),
                weibull(1.7, 2.5),
                weibull(0.3, 1),
                truncatedNormal(0.5, 1.5, -1, 3),
                truncatedNormal(0, 1, 30, 31),
                geometric(0.3),
                geometric(1e-6),
                discreteUniform(-3, 9),
                discreteUniform(-1_000_000, 1_000_000),
                orderedLogistic(0.5, Var.constant(-1, 0.25, 2)));
    }

    @ParameterizedTest
    @MethodSource("byInversion")
    void a_draw_by_inversion_has_its_uniform_number_as_probability(Distribution d) {
        Law law = d.law(Shape.of(N));
        double[] x = draws(d, N);
        double[] u = KEY.uniform(Shape.of(N)).eval().toDoubles();
        double[] below = events(law).logcdf(Var.constant(x)).exp().eval().toDoubles();
        boolean whole = !law.type().measure().isContinuous();
        double[] before = whole
                ? events(law).logcdf(Var.constant(x).minus(1)).exp().eval().toDoubles()
                : below;
        boolean rising = holds(u, before, below);
        double[] mirrored = Arrays.stream(u).map(v -> 1 - v).toArray();
        assertTrue(rising || holds(mirrored, before, below), () -> d + ": " + x[0] + " has " + below[0] + " of " + u[0]);
    }

    private static boolean holds(double[] u, double[] from, double[] to) {
        for (int i = 0; i < u.length; i++) {
            if (u[i] < from[i] - 1e-9 || u[i] > to[i] + 1e-9) {
                return false;
            }
        }
        return true;
    }

    /** Laws whose draws differ from their mean by about one in a thousand. */
    static Stream<Distribution> nearlyConstant() {
        return Stream.of(
                negativeBinomial(1e7, 1e6),
                negativeBinomialLog(Math.log(3e6), 1e7),
                negativeBinomialProbability(1e6, 0.25),
                inverseGamma(1e6, 5e6),
                betaBinomial(10_000_000, 3e6, 1e6));
    }

    /** The threshold is of five standard errors of the mean: a false alarm in 1.7 million. */
    @ParameterizedTest
    @MethodSource("nearlyConstant")
    void draws_that_hardly_vary_have_the_mean_and_the_spread_of_their_law(Distribution d) {
        double[] x = draws(d, N);
        Moments m = d.law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        double mean = m.mean().eval().item();
        double sd = Math.sqrt(m.variance().eval().item());
        double found = Arrays.stream(x).average().orElseThrow();
        assertEquals(mean, found, 5 * sd / Math.sqrt(N));
        assertTrue(sd < 2e-3 * mean, () -> d + " varies by " + sd);
        double spread = Math.sqrt(Arrays.stream(x)
                .map(v -> (v - mean) * (v - mean) / N)
                .sum());
        assertEquals(1, spread / sd, 5 / Math.sqrt(2.0 * N));
    }

    @Test
    void a_half_student_draw_is_the_absolute_value_of_a_student_draw() {
        double[] whole = Arrays.stream(draws(studentT(3.5, 0, 2), 50)).map(Math::abs).toArray();
        assertArrayEquals(whole, draws(halfStudentT(3.5, 2), 50), 1e-14);
    }
}
