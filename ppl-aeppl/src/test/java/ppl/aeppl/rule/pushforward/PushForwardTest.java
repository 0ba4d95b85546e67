package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Laws of monotone functions of one random variable, against closed forms and against their own mass, tails and draws. */
class PushForwardTest {

    private static final int N = 9;
    private static final double[] AT = {-3, -1, -1e-3, 1e-3, 0.2, 0.5, 0.9, 1.7, 6};
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var normal(int n, double mu, double sigma) {
        return Normal.of(c(mu), c(sigma)).draw("x", n);
    }

    private static Var gamma(int n, double alpha, double beta) {
        return Gamma.of(c(alpha), c(beta)).draw("x", n);
    }

    static Stream<Arguments> closed_forms() {
        return Stream.of(
                Arguments.of("2 + 3 X", normal(N, 0, 1).times(3).plus(2), Normal.of(c(2), c(3))),
                Arguments.of("X / 4 - 1", normal(N, 2, 3).div(4).minus(1), Normal.of(c(-0.5), c(0.75))),
                Arguments.of("5 - X", c(5).minus(normal(N, 2, 3)), Normal.of(c(3), c(3))),
                Arguments.of("-X", normal(N, 2, 3).unaryMinus(), Normal.of(c(-2), c(3))),
                Arguments.of("-2 X", normal(N, 2, 3).times(-2), Normal.of(c(-4), c(6))),
                Arguments.of("exp X", normal(N, 0.3, 0.8).exp(), LogNormal.of(c(0.3), c(0.8))),
                Arguments.of(
                        "exp(2 X + 1)", normal(N, 0.3, 0.8).times(2).plus(1).exp(), LogNormal.of(c(1.6), c(1.6))),
                Arguments.of(
                        "log exp", LogNormal.of(c(0.3), c(0.8)).draw("x", N).log(), Normal.of(c(0.3), c(0.8))),
                Arguments.of("3 E", Exponential.of(c(2)).draw("x", N).times(3), Exponential.of(c(2 / 3.0))),
                Arguments.of("G / 5", gamma(N, 2.5, 2).div(5), Gamma.of(c(2.5), c(10))),
                Arguments.of("1 - B", c(1).minus(Beta.of(c(2), c(5)).draw("x", N)), Beta.of(c(5), c(2))),
                Arguments.of(
                        "U stretched",
                        Uniform.of(c(0), c(1)).draw("x", N).times(4).minus(1),
                        Uniform.of(c(-1), c(3))),
                Arguments.of("1 / C", c(1).div(HalfCauchy.of(c(2)).draw("x", N)), HalfCauchy.of(c(0.5))),
                Arguments.of(
                        "log1p expm1",
                        Functions.log1p(Functions.expm1(Exponential.of(c(2)).draw("x", N))),
                        Exponential.of(c(2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closed_forms")
    void a_monotone_function_has_the_closed_form_of_its_law(String name, Var node, Distribution expected) {
        double[] got = Laws.logp(node, AT);
        double[] want = Laws.logp(expected.law(Shape.of(N)), AT);
        for (int i = 0; i < AT.length; i++) {
            double tolerance = 1e-12 * Math.max(1, Math.abs(want[i]));
            assertEquals(want[i], got[i], want[i] == -INF ? 0 : tolerance, name + " at " + AT[i]);
        }
        assertEquals(
                expected.law(Shape.of(N)).type().support().bounds(),
                Joint.law(node).type().support().bounds());
    }

    static Stream<Arguments> derived_laws() {
        return Stream.of(
                law("exp(X / 2) - 1", n -> normal(n, 0.4, 0.9).div(2).exp().minus(1)),
                law("sqrt G", n -> Exponential.of(c(0.7)).draw("x", n).sqrt()),
                law("1 / (1 + E)", n -> c(1).div(
                                Exponential.of(c(0.7)).draw("x", n).plus(1))),
                law("-3 / E", n -> c(-3).div(Exponential.of(c(0.7)).draw("x", n).plus(0.5))),
                law("log E", n -> Exponential.of(c(0.7)).draw("x", n).log()),
                law("-2 log U", n -> Uniform.of(c(0), c(1)).draw("x", n).log().times(-2)),
                law("sigmoid(1 - X)", n -> Functions.sigmoid(c(1).minus(normal(n, 0.2, 0.7)))),
                law("softplus(2 X)", n -> Functions.softplus(normal(n, 0.2, 0.7).times(2))),
                law("expm1(X)", n -> Functions.expm1(normal(n, -0.3, 0.5))),
                law("log1p(H)", n -> Functions.log1p(HalfNormal.of(c(2)).draw("x", n))),
                law(
                        "exp(-E)",
                        n -> Exponential.of(c(2)).draw("x", n).unaryMinus().exp()),
                law("5 - exp X", n -> c(5).minus(normal(n, 0, 0.6).exp())));
    }

    private static Arguments law(String name, IntFunction<Var> node) {
        return Arguments.of(name, (IntFunction<Law>) n -> Joint.law(node.apply(n)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("derived_laws")
    void derived_laws_conform(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), LawConformance.of(name, laws).failures());
    }

    @Test
    void a_factor_of_unknown_sign_turns_events_around_where_it_is_negative() {
        Var b = Var.input("b");
        Var node = normal(1, 0, 1).exp().times(b);
        Law law = Joint.law(node);
        Var x = Var.constant(new double[] {-2.0});
        var events = law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
        double negative = Laws.values(List.of(b), List.of(Tensor.scalar(-3.0)), events.logsf(x))[0];
        double expected = Laws.values(List.of(), List.of(), Functions.log(Functions.ndtr(c(Math.log(2.0 / 3)))))[0];
        assertEquals(expected, negative, 1e-14);
        double positive = Laws.values(List.of(b), List.of(Tensor.scalar(3.0)), events.logsf(x))[0];
        assertEquals(0, positive, 1e-15);
        double logp = Laws.values(
                List.of(b),
                List.of(Tensor.scalar(-3.0)),
                law.logDensity(Value.of(x)).elementwise())[0];
        double z = Math.log(2.0 / 3);
        assertEquals(-0.5 * z * z - 0.9189385332046728 - Math.log(2), logp, 1e-14);
    }

    @Test
    void a_zero_factor_violates_a_check() {
        var checks = Joint.law(normal(2, 0, 1).times(0)).checks();
        assertEquals(1, checks.size());
        assertEquals(false, checks.getFirst().holds().eval().booleanAt(0));
    }

    /** The reciprocal of 1e-310 is no float64. */
    @Test
    void a_draw_is_divided_by_a_number_next_to_nothing() {
        double sigma = 1e-300;
        double want = -0.9189385332046728 - 0.125 - Math.log(sigma) + Math.log(1e-310);
        Var c = Var.input("c", TensorType.scalar(DType.F64));
        Var x = Normal.of(c(0), c(sigma)).draw("x");
        for (Var divisor : List.of(c(1e-310), c)) {
            Law law = Joint.law(x.div(divisor));
            Var logp = law.logDensity(Value.of(c(0.5e10))).total();
            assertEquals(want, logp.eval(c.with(1e-310)).item(), 1e-9);
        }
        Law falling = Joint.law(Exponential.of(c(1e300)).draw("e").div(c(-1e-310)));
        assertEquals(
                Math.log(1e300) + Math.log(1e-310) - 0.5,
                falling.logDensity(Value.of(c(-0.5e10))).total().eval().item(),
                1e-9);
    }

    @Test
    void whole_numbers_are_shifted_negated_and_cast_without_a_jacobian() {
        Var k = Binomial.of(c(4L), c(0.3)).draw("k", 6);
        double[] at = {2, 3, 4, 5, 6, 7};
        double[] shifted = Laws.logp(k.plus(c(3L)), at);
        double[] original = Laws.logp(k, -1, 0, 1, 2, 3, 4);
        assertArrayEquals(original, shifted);
        assertArrayEquals(original, Laws.logp(k.unaryMinus(), 1, 0, -1, -2, -3, -4));
        assertArrayEquals(original, Laws.logp(k.plus(0.5), -0.5, 0.5, 1.5, 2.5, 3.5, 4.5));
        assertEquals(-INF, Laws.logp(k.cast(DType.F64), 0.5, 1, 2, 3, 4, 4)[0]);
    }

    @Test
    void elements_of_a_joint_event_share_one_jacobian_term_each() {
        Var cov = Var.constant(Tensor.of(new double[][] {{2, 0.3}, {0.3, 1}}));
        Var x = MvNormal.of(Var.constant(0.5, -1), cov).draw("x", 3);
        Var node = x.times(Var.constant(2.0, -4.0)).plus(1);
        Law law = Joint.law(node);
        assertEquals(Set.of(1), law.type().eventAxes());
        Var scaled = Var.constant(Tensor.of(new double[][] {{8, -2.4}, {-2.4, 16}}));
        Law expected = MvNormal.of(Var.constant(2.0, 5), scaled).law(Shape.of(3));
        Var at = Var.constant(Tensor.of(new double[][] {{1, 2}, {0, 9}, {-3, 4}}));
        assertArrayEquals(
                expected.logDensity(Value.of(at)).elementwise().eval().toDoubles(),
                law.logDensity(Value.of(at)).elementwise().eval().toDoubles(),
                1e-13);
    }

    @Test
    void a_derived_law_keeps_the_type_of_its_source() {
        Var x = normal(4, 0, 1);
        LawType type = Joint.law(x.exp().times(2)).type();
        assertEquals(Set.of(x), type.sources().draws());
        assertEquals("(0.0, inf)", type.support().toString());
        assertEquals("Lebesgue", type.measure().toString());
    }
}
