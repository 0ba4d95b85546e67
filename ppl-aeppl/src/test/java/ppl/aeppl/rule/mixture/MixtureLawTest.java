package ppl.aeppl.rule.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Mixtures of several laws, and of the components along an axis of one: expected numbers are from 50-digit arithmetic. */
class MixtureLawTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var WEIGHTS = Var.constant(0.3, 0.7).log();

    /** 0.3 N(−1, 0.5) + 0.7 N(2, 1.5), as an axis of components. */
    private static Law along(int n) {
        return MixtureLaw.along(
                Normal.of(Var.constant(-1.0, 2.0), Var.constant(0.5, 1.5)).law(Shape.of(n, 2)),
                WEIGHTS,
                Sources.none());
    }

    /** The same as two laws. */
    private static Law several(int n) {
        return MixtureLaw.of(
                List.of(Normal.of(-1, 0.5).law(Shape.of(n)), Normal.of(2, 1.5).law(Shape.of(n))),
                WEIGHTS,
                Sources.none());
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "an interval");
    }

    private static final double[] AT = {-40, -1, 0.5, 2, 60};

    @Test
    void the_density_is_the_weighted_sum_of_densities_in_both_forms_and_in_both_tails() {
        double[] want = {
            -393.6810785852515695, -1.3296828535987044, -2.1578028993730382, -1.6810785656701672, -749.2366341408071
        };
        assertArrayEquals(want, Laws.logp(along(5), AT), 1e-12);
        assertArrayEquals(want, Laws.logp(several(5), AT), 1e-12);
    }

    @Test
    void both_tails_of_intervals_keep_their_digits() {
        Var x = Var.constant(-40.0, -1.0, 2.0, 60.0);
        double[] below = {-396.60908945556977, -1.7962188432908159, -0.4307829165478024, -0.0};
        double[] above = {-0.0, -0.18143206334704163, -1.0498221236530311, -752.4868146670317};
        for (Law law : List.of(along(4), several(4))) {
            assertArrayEquals(below, events(law).logcdf(x).eval().toDoubles(), 1e-12);
            assertArrayEquals(above, events(law).logsf(x).eval().toDoubles(), 1e-12);
        }
        Var between = events(along(1)).logProb(Event.between(Var.constant(50.0), Var.constant(51.0)));
        assertEquals(-516.7423235700903, between.eval().doubleAt(0), 1e-11);
        double close = events(along(1)).logcdf(Var.constant(20.0)).eval().doubleAt(0);
        assertTrue(close < 0 && close > -1e-30, "the rest near probability 1 is lost: " + close);
    }

    @Test
    void the_gradient_by_the_value_is_right_in_the_tails() {
        Var x = Var.input("x", Var.constant(60.0, 0.5).type());
        for (Law law : List.of(along(2), several(2))) {
            Var slope = Gradient.of(law.logDensity(Value.of(x)).total(), x);
            double[] got = Laws.values(List.of(x), List.of(Tensor.of(new double[] {60, 0.5})), slope);
            assertArrayEquals(new double[] {-25.77777777777778, 0.5132873562717686}, got, 1e-10);
        }
    }

    @Test
    void moments_are_those_of_the_mixture() {
        Moments m = along(1).moments().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "moments");
        assertEquals(1.1, m.mean().eval().doubleAt(0), 1e-15);
        // 0.3 (0.25 + 2.1²) + 0.7 (2.25 + 0.9²)
        assertEquals(3.54, m.variance().eval().doubleAt(0), 1e-14);
    }

    private static void conform(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), LawConformance.of(name, laws).failures());
    }

    @Test
    void mixtures_have_mass_1_and_draws_that_follow_their_density() {
        conform("along", MixtureLawTest::along);
        conform("several", MixtureLawTest::several);
        conform(
                "two supports",
                n -> MixtureLaw.of(
                        List.of(
                                Exponential.of(2).law(Shape.of(n)),
                                HalfNormal.of(3).law(Shape.of(n))),
                        WEIGHTS,
                        Sources.none()));
    }

    @Test
    void mixtures_of_counts_are_counts() {
        IntFunction<Law> counts = MixtureLawTest::counts;
        assertEquals(BaseMeasure.COUNTING, counts.apply(1).type().measure());
        double[] want = {-2.648365779837484, -1.1545147619230323, -3.414747672758146, -4.3738718411213335, -INF};
        assertArrayEquals(want, Laws.logp(counts.apply(5), 0, 2, 5, 6, -1), 1e-12);
    }

    @Tag("nightly")
    @Test
    void mixtures_of_counts_conform() {
        conform("counts", MixtureLawTest::counts);
    }

    private static Law counts(int n) {
        return MixtureLaw.of(
                List.of(Poisson.of(3).law(Shape.of(n)), Binomial.of(5, 0.4).law(Shape.of(n))),
                Var.constant(0.25, 0.75).log(),
                Sources.none());
    }

    private static Law countsAndReals(int n) {
        return MixtureLaw.of(
                List.of(Poisson.of(3).law(Shape.of(n)), Normal.of(2, 1).law(Shape.of(n))),
                Var.constant(0.4, 0.6).log(),
                Sources.none());
    }

    @Test
    void at_a_point_of_any_component_only_probabilities_count() {
        assertEquals(BaseMeasure.MIXED, countsAndReals(1).type().measure());
        // log(0.4 Poisson(2)), log(0.6 N(2.5)), log(0.6 N(-1))
        double[] want = {-2.412213335097881, -1.5547641569706634, -5.929764156970663};
        assertArrayEquals(want, Laws.logp(countsAndReals(3), 2, 2.5, -1), 1e-12);
    }

    @Test
    void a_point_of_weight_0_hides_no_density() {
        Law law = MixtureLaw.of(
                List.of(Poisson.of(3).law(Shape.of(2)), Normal.of(2, 1).law(Shape.of(2))),
                Var.constant(-INF, 0.0),
                Sources.none());
        assertArrayEquals(new double[] {-0.9189385332046727, -1.0439385332046727}, Laws.logp(law, 2, 2.5), 1e-14);
    }

    @Test
    void points_of_several_components_are_listed_once_with_all_their_probability() {
        Var clipped = Functions.maximum(Normal.of(0, 1).draw("x", 3), Var.constant(0.0));
        Law law = MixtureLaw.of(
                List.of(Joint.law(clipped), Binomial.of(1, 0.25).law(Shape.of(3))),
                Var.constant(0.5, 0.5).log(),
                Sources.none());
        List<Atom> atoms = law.atoms();
        double[] mass = atoms.stream()
                .mapToDouble(a -> Math.exp(a.logMass().eval().doubleAt(0)))
                .toArray();
        assertArrayEquals(new double[] {0.5 * 0.5 + 0.5 * 0.75, 0.5 * 0.25}, mass, 1e-15);
        double[] want = {Math.log(0.625), Math.log(0.125), Math.log(0.5 * 0.3520653267642995)};
        assertArrayEquals(want, Laws.logp(law, 0, 1, 0.5), 1e-12);
    }

    @Test
    void points_that_cannot_be_listed_are_refused_where_a_rule_needs_them() {
        LogDensityException e =
                assertThrows(LogDensityException.class, () -> countsAndReals(1).atoms());
        assertEquals("""
                [ATOMS]: the points with a probability of their own cannot be listed, as a function of a mixture with \
                densities needs it: among its components is Poisson(mu=3.0) on {0, ...}
                  to fix: truncate that component to numbers between two constants, or give the mixture itself a value""", e.getMessage());
    }

    @Test
    void a_component_without_weight_counts_for_nothing_and_leaves_no_nan_in_gradients() {
        Var x = Var.input("x", Var.constant(0.5, 0.0).type());
        Var logWeights = Var.input("w", Var.constant(-INF, 0.0).type());
        Var scale = Var.input("s", Var.constant(1.0, 1.0).type());
        // a density of its own that is infinite at 0, and one whose scale is no number
        Law law = MixtureLaw.along(HalfNormal.of(scale).law(Shape.of(2, 2)), logWeights, Sources.none());
        Var total = law.logDensity(Value.of(x)).total();
        List<Var> inputs = List.of(x, logWeights, scale);
        List<Tensor> at =
                List.of(Tensor.of(new double[] {0.5, 0}), Tensor.of(new double[] {-INF, 0}), Tensor.of(new double[] {
                    Double.NaN, 1
                }));
        assertEquals(2 * Math.log(Math.sqrt(2 / Math.PI)) - 0.125, Laws.values(inputs, at, total)[0], 1e-14);
        assertArrayEquals(new double[] {-0.5, 0}, Laws.values(inputs, at, Gradient.of(total, x)), 1e-15);
        assertArrayEquals(new double[] {0, 2}, Laws.values(inputs, at, Gradient.of(total, logWeights)), 1e-15);
        assertEquals(0, Laws.values(inputs, at, Gradient.of(total, scale))[0]);
    }

    @Test
    void outside_of_all_supports_density_and_all_gradients_are_those_of_nothing() {
        Var x = Var.input("x", Var.constant(-1.0).type());
        Var logWeights = Var.input("w", WEIGHTS.type());
        Law law =
                MixtureLaw.of(List.of(Exponential.of(1).law(), Uniform.of(0, 2).law()), logWeights, Sources.none());
        Var total = law.logDensity(Value.of(x)).total();
        List<Tensor> at = List.of(Tensor.scalar(-1.0), WEIGHTS.eval());
        assertEquals(-INF, Laws.values(List.of(x, logWeights), at, total)[0]);
        assertEquals(0, Laws.values(List.of(x, logWeights), at, Gradient.of(total, x))[0]);
        assertArrayEquals(new double[2], Laws.values(List.of(x, logWeights), at, Gradient.of(total, logWeights)), 0);
    }

    @Test
    void the_support_is_the_hull_of_those_of_the_components() {
        Law ends = MixtureLaw.along(
                Uniform.of(Var.constant(-3.0, 1.0), Var.constant(0.0, 5.0)).law(Shape.of(2)), WEIGHTS, Sources.none());
        Support.RealInterval hull = ends.type().support().hull();
        assertEquals(-3, Objects.requireNonNull(hull.lo()).eval().item());
        assertEquals(5, Objects.requireNonNull(hull.hi()).eval().item());
        assertEquals(
                -INF,
                ends.logDensity(Value.of(Var.constant(0.5))).total().eval().item());
        Law same =
                MixtureLaw.of(List.of(Exponential.of(1).law(), Exponential.of(2).law()), WEIGHTS, Sources.none());
        assertEquals(Exponential.of(1).law().type().support(), same.type().support());
        Law all = MixtureLaw.of(List.of(Exponential.of(1).law(), Normal.of(0, 1).law()), WEIGHTS, Sources.none());
        assertEquals(Support.reals(), all.type().support());
    }

    @Test
    void vectors_are_picked_as_a_whole() {
        Var mu = Var.constant(Tensor.of(new double[] {0, 0, 4, -4}, 2, 2));
        Law law = MixtureLaw.along(MvNormal.of(mu, Functions.eye(2)).law(Shape.of(3, 2)), WEIGHTS, Sources.none());
        assertEquals(Shape.of(3), law.type().batchShape());
        Var x = Functions.broadcastTo(Var.constant(1.0, 2.0), Shape.of(3, 2));
        double a = 0.3 * Math.exp(-0.5 * 5) / (2 * Math.PI);
        double b = 0.7 * Math.exp(-0.5 * (9 + 36)) / (2 * Math.PI);
        assertEquals(
                Math.log(a + b),
                law.logDensity(Value.of(x)).elementwise().eval().doubleAt(1),
                1e-13);
    }

    @Test
    void elements_have_their_own_weights_and_components() {
        Var mu = Var.constant(Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, 3, 2));
        Var weights = Var.constant(Tensor.of(new double[] {0.5, 0.5, 0.2, 0.8, 0.9, 0.1}, 3, 2));
        Law law = MixtureLaw.along(Normal.of(mu, 1).law(), weights.log(), Sources.none());
        Rearrangement reversed = new Rearrangement(
                Shape.of(3),
                Shape.of(3),
                List.of(-1),
                x -> Functions.take(x, Var.constant(2L, 1L, 0L), 0),
                x -> Functions.take(x, Var.constant(2L, 1L, 0L), 0),
                () -> new int[] {2, 1, 0});
        Law picked = law.elements(reversed).orElseThrow(DensityCode.NO_RULE, "elements");
        double[] straight = Laws.logp(law, 0.1, 1.2, 2.3);
        assertArrayEquals(
                new double[] {straight[2], straight[1], straight[0]}, Laws.logp(picked, 2.3, 1.2, 0.1), 1e-15);
    }

    @Test
    void laws_whose_draws_differ_in_shape_are_refused() {
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> MixtureLaw.of(
                        List.of(
                                Normal.of(0, 1).law(Shape.of(3)),
                                Exponential.of(1).law(Shape.of(2))),
                        WEIGHTS,
                        Sources.none()));
        assertEquals(DensityCode.EVENT_AXES_MISMATCH, e.code());
        assertTrue(e.getMessage().contains("must have draws of one shape"), e.getMessage());
    }
}
