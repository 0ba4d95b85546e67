package ppl.aeppl.rule.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.Laws;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Clipped variables: the probability beyond a bound sits in an atom there, also far in the tail. */
class ClipTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var clip(Var x, double lo, double hi) {
        return Functions.minimum(Functions.maximum(x, c(lo)), c(hi));
    }

    private static Var normal(int n) {
        return Normal.of(c(0), c(1)).draw("x", n);
    }

    @Test
    void a_clipped_normal_has_atoms_at_its_bounds_and_its_density_between() {
        double[] got = Laws.logp(clip(normal(6), -1, 0.5), -1.5, -1, 0, 0.25, 0.5, 0.7);
        double half = -0.9189385332046728;
        // log Phi(-1) and log Phi(-0.5) from 60-digit arithmetic
        double[] want = {-INF, -1.8410216450092636, half, half - 0.03125, -1.1759117615936185, -INF};
        assertArrayEquals(want, got, 1e-14);
    }

    @Test
    void the_order_of_the_bounds_does_not_matter() {
        Var other = Functions.maximum(Functions.minimum(normal(6), c(0.5)), c(-1));
        double[] at = {-1.5, -1, 0, 0.25, 0.5, 0.7};
        assertArrayEquals(Laws.logp(clip(normal(6), -1, 0.5), at), Laws.logp(other, at), 1e-15);
    }

    @Test
    void an_atom_far_in_the_tail_keeps_its_digits() {
        double[] got = Laws.logp(clip(normal(2), -INF, 39), 39, 40);
        assertEquals(-765.0831565643775, got[0], 1e-10); // log P(X >= 39) from 60-digit arithmetic
        assertEquals(-INF, got[1]);
    }

    private static double atBound(Var x, boolean lower, Var bound, Given... run) {
        Law law = Joint.law(lower ? Functions.maximum(x, bound) : Functions.minimum(x, bound));
        return law.logDensity(Value.of(bound)).elementwise().eval(run).doubleAt(0);
    }

    /** Twice the log of a half-normal is at most -1500 with probability 1.6e-326, which no float64 holds. */
    @Test
    void a_probability_that_underflows_is_not_replaced_by_a_density() {
        Var b = Var.input("b", TensorType.scalar(DType.F64));
        Var low = HalfNormal.of(c(1)).draw("h").log().times(2);
        Var high = low.unaryMinus();
        assertEquals(-700.2257913526447, atBound(low, true, b, b.with(-1400)), 1e-10); // log(sqrt(2/pi)) - 700
        assertEquals(-INF, atBound(low, true, b, b.with(-1500)));
        assertEquals(-INF, atBound(low, true, c(-1500)));
        assertEquals(-INF, atBound(high, false, b, b.with(1500)));
        assertEquals(-INF, atBound(high, false, c(1500)));
    }

    @Test
    void where_nothing_gathers_at_a_bound_the_density_counts() {
        Var b = Var.input("b", TensorType.scalar(DType.F64));
        Var e = Exponential.of(c(0.5)).draw("e");
        assertEquals(Math.log(0.5), atBound(e, true, c(0)), 1e-15);
        assertEquals(Math.log(0.5), atBound(e, true, b, b.with(0)), 1e-15);
        Var u = Uniform.of(b, c(3)).draw("u");
        assertEquals(Math.log(0.5), atBound(u, true, c(1), b.with(1)), 1e-15);
        assertEquals(Math.log(0.25), atBound(u, true, c(0), b.with(-1)), 1e-15);
    }

    @Test
    void equal_bounds_make_a_point_mass() {
        assertArrayEquals(new double[] {-INF, 0, -INF}, Laws.logp(clip(normal(3), 0.3, 0.3), 0.2, 0.3, 0.4));
    }

    @Test
    void infinite_bounds_do_nothing() {
        double[] at = {-2, 0, 3};
        assertArrayEquals(Laws.logp(normal(3), at), Laws.logp(clip(normal(3), -INF, INF), at));
        assertEquals(
                BaseMeasure.LEBESGUE,
                Joint.law(clip(normal(3), -INF, INF)).type().measure());
        assertEquals(
                BaseMeasure.MIXED, Joint.law(clip(normal(3), 0, INF)).type().measure());
    }

    @Test
    void whole_numbers_stay_discrete() {
        Law law = Joint.law(
                Functions.maximum(Functions.minimum(Binomial.of(c(5L), c(0.4)).draw("k", 4), c(3L)), c(1L)));
        assertEquals(BaseMeasure.COUNTING, law.type().measure());
        double[] p = Arrays.stream(Laws.logp(law, 0, 1, 2, 3)).map(Math::exp).toArray();
        assertArrayEquals(new double[] {0, 0.33696, 0.3456, 0.31744}, p, 1e-14);
    }

    static Stream<Arguments> derived_laws() {
        return Stream.of(
                law("clip(X, -0.5, 1)", n -> clip(normal(n), -0.5, 1)),
                law("2 - 3 clip(X, -0.5, 1)", n -> c(2).minus(
                                clip(normal(n), -0.5, 1).times(3))),
                law("exp(max(X, 0.2))", n -> Functions.maximum(normal(n), c(0.2))
                        .exp()),
                law("max(exp(X), 1.5)", n -> Functions.maximum(normal(n).exp(), c(1.5))),
                law("min(max(2 X, 0), 1) + 1", n -> clip(normal(n).times(2), 0, 1)
                        .plus(1)),
                law("min(E, 2)", n -> Functions.minimum(Exponential.of(c(0.8)).draw("e", n), c(2))),
                law("max(max(X, 0), 0.4)", n -> Functions.maximum(Functions.maximum(normal(n), c(0)), c(0.4))));
    }

    private static Arguments law(String name, IntFunction<Var> node) {
        return Arguments.of(name, (IntFunction<Law>) n -> Joint.law(node.apply(n)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derived_laws")
    void clipped_laws_conform(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), LawConformance.of(name, laws).failures());
    }
}
