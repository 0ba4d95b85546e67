package ppl.aeppl.family.composed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Truncated and censored distributions; expected numbers are from 60-digit arithmetic. */
class TruncatedTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Distribution normal(double lo, double hi) {
        return Truncated.of(Normal.of(0, 1), lo, hi);
    }

    @Test
    void the_density_far_in_a_tail_keeps_its_digits() {
        double[] got = Laws.logp(normal(39, 40).law(Shape.of(5)), 38.9, 39, 39.5, 40, 40.1);
        double[] want = {-INF, 3.664218031172871669, -15.960781968827128331, -35.835781968827128331, -INF};
        assertArrayEquals(want, got, 1e-10);
    }

    private static double[] gradients(double x, double lo, double hi) {
        List<Var> in = Stream.of("x", "mu", "sigma", "lo", "hi")
                .map(n -> Var.input(n, Laws.c(0.0).type()))
                .toList();
        Var logp = Truncated.of(Normal.of(in.get(1), in.get(2)), in.get(3), in.get(4))
                .law()
                .logDensity(Value.of(in.get(0)))
                .total();
        List<Tensor> at = Stream.of(x, 0.0, 1.0, lo, hi).map(Tensor::scalar).toList();
        double[] all = new double[6];
        all[0] = Laws.values(in, at, logp)[0];
        for (int i = 0; i < 5; i++) {
            all[i + 1] = Laws.values(in, at, Gradient.of(logp, in.get(i)))[0];
        }
        return all;
    }

    @Test
    void gradients_by_value_parameters_and_ends_keep_their_digits_far_in_a_tail() {
        double[] far = {
            3.274168031172871669,
            -39.01,
            -0.015607419930108449583,
            -1.2185893772742292604,
            39.025607419930108723,
            -2.7334909240424957e-16
        };
        assertArrayEquals(far, gradients(39.01, 39, 40), 1e-10);
        double[] near = {
            -0.73262830762154788136,
            -10.3,
            0.20193162506698085555,
            4.1095943232752773982,
            10.098346447538487987,
            -0.00027807260546884271908
        };
        assertArrayEquals(near, gradients(10.3, 10, 11), 1e-10);
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "an interval");
    }

    @Test
    void both_tails_of_a_truncated_law_keep_their_digits() {
        EventProbability p = events(normal(10, 11).law());
        assertEquals(-0.45015796580782147, p.logcdf(Laws.c(10.1)).eval().item(), 1e-10);
        assertEquals(-9.892426708330183, p.logsf(Laws.c(10.9)).eval().item(), 1e-10);
        assertEquals(-INF, p.logcdf(Laws.c(9.9)).eval().item());
        assertEquals(0, p.logsf(Laws.c(9.9)).eval().item());
        assertEquals(-INF, p.logsf(Laws.c(11)).eval().item());
    }

    @Test
    void quantiles_far_in_a_tail_are_right_where_probabilities_underflow() {
        Law law = normal(39, 40).law();
        var q = law.quantile().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "quantiles");
        assertEquals(39.017757305232351403, q.of(Laws.c(0.5)).eval().item(), 1e-13);
        assertEquals(39.058957397329471411, q.of(Laws.c(0.9)).eval().item(), 1e-13);
        assertEquals(
                -39.017757305232351403,
                normal(-40, -39)
                        .law()
                        .quantile()
                        .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "quantiles")
                        .of(Laws.c(0.5))
                        .eval()
                        .item(),
                1e-13);
    }

    @Test
    void draws_far_in_a_tail_follow_the_law() {
        for (double[] ends : new double[][] {{39, 40}, {10, 11}, {-40, -39}}) {
            Law law = normal(ends[0], ends[1]).law(Shape.of(20_000));
            double[] x = law.draw(KeyVar.of(RandomKey.of(7))).eval().toDoubles();
            double[] u =
                    events(law).logcdf(Var.constant(Tensor.of(x))).exp().eval().toDoubles();
            Arrays.sort(u);
            double distance = 0;
            for (int i = 0; i < u.length; i++) {
                distance = Math.max(distance, Math.abs(u[i] - (i + 0.5) / u.length));
            }
            // Kolmogorov's distance exceeds this once in 10^6
            assertTrue(distance < 2.7 / Math.sqrt(u.length), Arrays.toString(ends) + ": " + distance);
        }
    }

    static Stream<Distribution> distributions() {
        return Stream.of(
                normal(-1, 2),
                normal(1, INF),
                normal(-INF, -0.5),
                normal(-INF, INF),
                normal(10, 11),
                Truncated.of(Exponential.of(1.5), 1, 3),
                Truncated.of(LogNormal.of(0.5, 0.6), 0.5, INF),
                Truncated.of(HalfNormal.of(2), -3, 1.5),
                Truncated.of(Uniform.of(0, 4), 1, 9),
                Truncated.of(Truncated.of(Normal.of(0, 2), -1, 5), 1, 8),
                Truncated.of(Binomial.of(Laws.c(8L), 0.3), 0.5, INF),
                Censored.of(Normal.of(0, 1), -1, 0.5),
                Censored.of(Exponential.of(1.5), -INF, 2));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void mass_tails_moments_draws_and_gradients_agree(Distribution d) {
        assertEquals(List.of(), LawConformance.of(d).failures());
    }

    /** Their density jumps where a value or an end moves, so that it has no gradient there. */
    static Stream<Distribution> stepped() {
        return Stream.of(
                Censored.of(Normal.of(0, 1), 0, INF),
                Censored.of(Binomial.of(Laws.c(8L), 0.3), 2, 4),
                Truncated.of(Censored.of(Normal.of(0, 1), 0, INF), -1, 2));
    }

    @Tag("nightly")
    @Test
    void counts_between_ends_agree_too() {
        mass_tails_and_draws_agree_where_densities_jump(Truncated.of(Binomial.of(Laws.c(8L), 0.3), 2, 5.5));
    }

    @ParameterizedTest
    @MethodSource("stepped")
    void mass_tails_and_draws_agree_where_densities_jump(Distribution d) {
        assertEquals(
                List.of(),
                LawConformance.of(d.toString(), n -> d.law(Shape.of(n))).failures());
    }

    @Test
    void a_truncated_count_is_renormalised_by_the_whole_numbers_inside() {
        double[] got =
                Laws.logp(Truncated.of(Binomial.of(Laws.c(8L), 0.3), 1.5, 5.2).law(Shape.of(3)), 1, 3, 6);
        assertArrayEquals(new double[] {-INF, -1.0598903173355994, -INF}, got, 1e-12);
    }

    @Test
    void a_truncated_variable_is_reached_by_the_map_onto_its_interval() {
        assertEquals(
                "interval", normal(10, 11).law().type().support().bijector().name());
        assertEquals(
                "lowerbound", normal(10, INF).law().type().support().bijector().name());
        assertEquals(
                "logit",
                Truncated.of(Normal.of(0, 1), 0, 1)
                        .law()
                        .type()
                        .support()
                        .bijector()
                        .name());
    }

    @Test
    void a_censored_variable_has_the_law_of_the_clipped_draw() {
        Var x = Normal.of(0, 1).draw("x", 4);
        Var clipped = Functions.minimum(Functions.maximum(x, -1), 0.5);
        double[] at = {-1, 0, 0.5, 0.7};
        assertArrayEquals(
                Laws.logp(clipped, at),
                Laws.logp(Censored.of(Normal.of(0, 1), -1, 0.5).law(Shape.of(4)), at),
                0);
    }

    @Test
    void a_function_of_a_truncated_draw_has_a_law() {
        Var y = normal(10, 11).draw("x", 1).log();
        // log f(10.5) + log 10.5 - log P(10 <= X <= 11)
        double expected = Laws.logp(normal(10, 11).law(Shape.of(1)), 10.5)[0] + Math.log(10.5);
        assertEquals(expected, Laws.logp(y, Math.log(10.5))[0], 1e-10);
        assertTrue(Joint.law(y).type().support().bounds().hi() < 2.4);
    }

    private static void refused(DensityCode code, String message, Runnable program) {
        LogDensityException e = assertThrows(LogDensityException.class, program::run);
        assertEquals(code, e.code());
        assertEquals(message, e.getMessage());
    }

    @Test
    void what_cannot_be_truncated_is_refused_with_a_reason() {
        refused(
                DensityCode.PARAMETER,
                "[PARAMETER]: Truncated needs upper >= lower, but upper is 1.0 and lower is 2.0; correct the ends, or exchange"
                        + " them",
                () -> normal(2, 1));
        refused(
                DensityCode.PARAMETER,
                "[PARAMETER]: Truncated needs the probability of the interval > 0, but the probability of the interval is 0.0;"
                        + " give an interval that meets the support of Exponential, [0.0, inf)",
                () -> Truncated.of(Exponential.of(1), -3, -2));
        refused(
                DensityCode.EVENT_AXES_MISMATCH,
                "[EVENT_AXES_MISMATCH]: Truncated takes single numbers, but a draw of Dirichlet(alpha=[1.0, 1.0]) is a vector,"
                        + " whose elements have a joint law\n  to fix: give a distribution of numbers",
                () -> Truncated.of(Dirichlet.of(1, 1), 0, 1));
    }
}
