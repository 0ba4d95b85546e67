package ppl.aeppl.family.composed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.Laws;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.PointMass;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.PplException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Mixtures, inflated zeros and hurdles as distributions; expected numbers are from 60-digit arithmetic. */
class MixtureTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var W = Var.constant(0.3, 0.7);
    private static final Distribution NORMALS =
            Mixture.of(W, Normal.of(Var.constant(-1.0, 2.0), Var.constant(0.5, 1.5)));

    private static Distribution binomial() {
        return Binomial.of(Laws.c(8L), 0.3);
    }

    static Stream<Distribution> distributions() {
        return Stream.of(
                NORMALS,
                Mixture.of(W, Normal.of(-1, 0.5), Normal.of(2, 1.5)),
                Mixture.logit(Var.constant(-1.0, 0.5), Exponential.of(2), HalfNormal.of(3)),
                Mixture.of(Var.constant(0.2, 0.3, 0.5), Normal.of(-3, 1), Normal.of(0, 0.5), LogNormal.of(0.5, 0.4)),
                Mixture.of(W, NORMALS, Normal.of(9, 1)),
                Mixture.of(W, Truncated.of(Normal.of(0, 1), 1, INF), Truncated.of(Normal.of(5, 3), 1, INF)),
                ZeroInflated.of(0.6, binomial()));
    }

    static Stream<Distribution> counts() {
        return Stream.of(
                Mixture.of(W, Poisson.of(3), binomial()),
                ZeroInflated.of(0.6, Poisson.of(3)),
                Hurdle.of(0.6, binomial()));
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("counts")
    void those_of_counts_agree_too(Distribution d) {
        mass_tails_moments_draws_and_gradients_agree(d);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void mass_tails_moments_draws_and_gradients_agree(Distribution d) {
        assertEquals(List.of(), LawConformance.of(d).failures());
    }

    /** Where 0 has a probability of its own beside a density. */
    static Stream<Distribution> with_points() {
        return Stream.of(
                ZeroInflated.of(0.6, Exponential.of(1.5)),
                ZeroInflated.of(0.6, Normal.of(0, 1)),
                Hurdle.of(0.6, Normal.of(1, 1)),
                Hurdle.of(0.6, Exponential.of(2)),
                Mixture.of(W, Censored.of(Normal.of(0, 1), 0, INF), HalfNormal.of(2)),
                Mixture.of(W, Binomial.of(Laws.c(2L), 0.5), Normal.of(0, 2)));
    }

    @ParameterizedTest
    @MethodSource("with_points")
    void mass_and_draws_agree_where_there_are_points_with_a_probability(Distribution d) {
        assertEquals(
                List.of(),
                LawConformance.of(d.toString(), n -> d.law(Shape.of(n))).failures());
    }

    @Test
    void densities_are_those_of_high_precision() {
        assertArrayEquals(
                new double[] {-393.6810785852515695, -1.3296828535987044, -749.2366341408071},
                Laws.logp(NORMALS.law(Shape.of(3)), -40, -1, 60),
                1e-12);
        assertArrayEquals(
                new double[] {-0.844267228346916125, -2.00674822698971661, -INF},
                Laws.logp(ZeroInflated.of(0.6, Poisson.of(3)).law(Shape.of(3)), 0, 2, -1),
                1e-12);
        assertArrayEquals(
                new double[] {Math.log(0.4), -1.6672399740952448126},
                Laws.logp(Hurdle.of(0.6, binomial()).law(Shape.of(2)), 0, 2),
                1e-12);
        assertArrayEquals(
                new double[] {-0.83335496850947301, -1.726616385875053018},
                Laws.logp(ZeroInflated.of(0.6, binomial()).law(Shape.of(2)), 0, 2),
                1e-12);
        double[] inflated = Laws.logp(ZeroInflated.of(0.6, Exponential.of(1.5)).law(Shape.of(3)), 0, 2, -1);
        assertArrayEquals(new double[] {Math.log(0.4), Math.log(0.6 * 1.5) - 3, -INF}, inflated, 1e-13);
    }

    @Test
    void weights_of_0_and_logits_of_minus_infinity_leave_no_nan() {
        Var w = Var.input("w", W.type());
        Var x = Var.constant(0.5, 3.0);
        for (boolean logit : new boolean[] {false, true}) {
            Distribution d = logit
                    ? Mixture.logit(w, Normal.of(0, 1), Exponential.of(1))
                    : Mixture.of(w, Normal.of(0, 1), Exponential.of(1));
            Var total = d.law(Shape.of(2)).logDensity(Value.of(x)).total();
            List<Tensor> at = List.of(logit ? Tensor.of(new double[] {-INF, 2}) : Tensor.of(new double[] {0, 1}));
            assertEquals(-3.5, Laws.values(List.of(w), at, total)[0], 1e-14);
            for (double slope : Laws.values(List.of(w), at, Gradient.of(total, w))) {
                assertEquals(slope, slope, "a gradient is NaN");
                assertEquals(true, Double.isFinite(slope));
            }
        }
    }

    @Test
    void each_element_of_a_batch_has_its_own_weights_and_its_own_component() {
        Var weights = Var.constant(Tensor.of(new double[] {1, 0, 0.25, 0.75, 0, 1}, 3, 2));
        Distribution d = Mixture.of(weights, Normal.of(Var.constant(-100.0, 100.0), 1));
        assertEquals(Shape.of(3), d.law().type().batchShape());
        double[] x =
                d.law(Shape.of(2000, 3)).draw(KeyVar.of(RandomKey.of(3))).eval().toDoubles();
        int[] high = new int[3];
        for (int i = 0; i < x.length; i++) {
            high[i % 3] += x[i] > 0 ? 1 : 0;
        }
        assertEquals(0, high[0]);
        assertEquals(1500, high[1], 100); // 5 standard deviations
        assertEquals(2000, high[2]);
    }

    @Test
    void weights_that_do_not_sum_to_1_are_rescaled_as_those_of_categories_are() {
        Distribution d = Mixture.of(Var.constant(3.0, 7.0), Normal.of(-1, 0.5), Normal.of(2, 1.5));
        assertEquals(-1.3296828535987044, Laws.logp(d.law(Shape.of(1)), -1)[0], 1e-12);
    }

    @Test
    void a_mixture_is_drawn_and_valued_like_any_distribution() {
        Var mu = Normal.of(0, 10).draw("mu");
        Var y = Mixture.of(W, Normal.of(mu, 1), Normal.of(5, 1)).draw("y", 3);
        Var total = Joint.empty()
                .observe("mu", mu, Var.constant(1.0))
                .observe("y", y, Var.constant(1.0, 5.0, 3.0))
                .derive()
                .totalWithoutJacobians();
        double a = Math.log(0.3 + 0.7 * Math.exp(-8));
        double b = Math.log(0.3 * Math.exp(-8) + 0.7);
        double half = 0.5 * Math.log(2 * Math.PI);
        assertEquals(a + b - 2 - 4 * half - Math.log(10) - 0.005, total.eval().item(), 1e-12);
    }

    @Test
    void vectors_on_a_simplex_mix_and_are_reached_by_its_map() {
        Distribution d = Mixture.of(W, Dirichlet.of(1, 2, 3), Dirichlet.of(4, 1, 1));
        assertEquals("ilr", d.law().type().support().bijector().name());
        Var x = Var.constant(0.2, 0.3, 0.5);
        double p = 0.3 * 60 * 0.3 * 0.25 + 0.7 * 20 * 0.008;
        assertEquals(Math.log(p), d.law().logDensity(Value.of(x)).total().eval().item(), 1e-13);
        Distribution two = Mixture.of(
                W, MvNormal.of(Functions.zeros(x.type()), Functions.eye(3)), MvNormal.of(x, Functions.eye(3)));
        assertEquals(Shape.of(5), two.law(Shape.of(5)).type().batchShape());
    }

    private static void refused(String message, Runnable program) {
        PplException e = assertThrows(PplException.class, program::run);
        assertEquals(message, e.getMessage());
    }

    @Test
    void what_cannot_be_mixed_is_refused_with_a_reason() {
        refused(
                "Mixture needs a weight for each component, but got '[0.3, 0.7]' float64[2] for 3 components; give one"
                        + " weight each, along the last axis",
                () -> Mixture.of(W, Normal.of(Var.constant(1.0, 2.0, 3.0), 1)));
        refused(
                "Mixture needs an axis of components, but Normal(mu=0.0, sigma=1.0) is one; give its parameters for"
                        + " each component along a last axis, or give several distributions",
                () -> Mixture.of(W, Normal.of(0, 1)));
        refused(
                "[PARAMETER]: Mixture needs weights >= 0 with sum 1 over the last axis, but weights is [-0.5, 1.5]; correct it,"
                        + " or give unnormalised log-probabilities to mixtureLogit",
                () -> Mixture.of(Var.constant(-0.5, 1.5), Normal.of(0, 1), Normal.of(1, 1)));
        refused(
                "[EVENT_AXES_MISMATCH]: the components of a mixture must have draws of one shape, but those of Normal(mu=0.0,"
                        + " sigma=1.0) are float64 and those of Dirichlet(alpha=[1.0, 1.0]) are float64[2]"
                        + "\n  to fix: give them events of one shape",
                () -> Mixture.of(W, Normal.of(0, 1), Dirichlet.of(1, 1)).law());
        refused(
                "[PARAMETER]: ZeroInflated needs psi in [0, 1], but psi is 1.5; correct it, or take the sigmoid of it",
                () -> ZeroInflated.of(1.5, Poisson.of(3)));
        refused(
                "[EVENT_AXES_MISMATCH]: Hurdle takes single numbers, but a draw of Dirichlet(alpha=[1.0, 1.0]) is a vector,"
                        + " whose elements have a joint law\n  to fix: give a distribution of numbers",
                () -> Hurdle.of(0.5, Dirichlet.of(1, 1)));
        refused(
                "[NO_EVENT_PROBABILITY]: truncation needs the probability of the interval, which of Custom() is not available:"
                        + " Custom is given by its log-density, which says no probability of an interval",
                () -> Hurdle.of(0.5, Custom.of((x, p) -> x.square().unaryMinus())));
    }

    /** In a vector the place of each is an element of its own, though it is one number. */
    @Test
    void a_vector_of_mixtures_with_a_whole_point_has_a_greatest_element() {
        Distribution d = Mixture.of(W, PointMass.of(0), Normal.of(0, 1));
        Var greatest = Functions.max(d.draw("x", 2));
        double atPoint = Densities.logp(greatest, 0).eval().item();
        assertEquals(Math.log(0.65 * 0.65 - 0.35 * 0.35), atPoint, 1e-14);
        double below = 0.3 + 0.7 * 0.8413447460685429;
        double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
        double beyond = Densities.logp(greatest, 1).eval().item();
        assertEquals(Math.log(2 * 0.7 * density * below), beyond, 1e-14);
    }
}
