package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Event;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Tails where the inverse image lies nearer to an end of the support than digits show. Logs of probabilities in closed form. */
class SaturatedTailsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var u() {
        return Uniform.of(c(0), c(1)).draw("u");
    }

    private static Var beta() {
        return Beta.of(c(2), c(3)).draw("b");
    }

    /** An expression, whether its upper tail is asked for, where, the log of its probability, and the slope of that. */
    static List<Arguments> tails() {
        Var u = u();
        Var b = beta();
        Var left = Functions.log1p(u.unaryMinus()).unaryMinus();
        return List.of(
                Arguments.of("logit(U)", Functions.logit(u), true, 40, -40, -1),
                Arguments.of("logit(U)", Functions.logit(u), true, 800, -800, -1),
                Arguments.of("logit(U)", Functions.logit(u), false, -800, -800, 1),
                Arguments.of("logit(1 - U)", Functions.logit(c(1).minus(u)), true, 800, -800, -1),
                Arguments.of("log(U)", u.log(), false, -800, -800, 1),
                Arguments.of("log(1 - U)", c(1).minus(u).log(), false, -800, -800, 1),
                Arguments.of("-log1p(-U)", left, true, 800, -800, -1),
                Arguments.of("log(-log1p(-U))", left.log(), true, 7, -Math.exp(7), -Math.exp(7)),
                Arguments.of("1 / (1 - U)", c(1).div(c(1).minus(u)), true, 1e20, -46.051701859880914, -1e-20),
                Arguments.of("ndtri(U)", Functions.ndtri(u), true, 9, -43.628149113332114, -9.108523105002869),
                Arguments.of("ndtri(U)", Functions.ndtri(u), true, 40, -804.60844201375379, -40.02496884720727),
                Arguments.of("atanh(2 U - 1)", Functions.atanh(u.times(2).minus(1)), true, 400, -800, -2),
                Arguments.of("logit(Beta(2, 3))", Functions.logit(b), true, 40, Math.log(4) - 120, -3),
                Arguments.of("logit(Beta(2, 3))", Functions.logit(b), true, 800, Math.log(4) - 2400, -3),
                Arguments.of("logit(Beta(2, 3))", Functions.logit(b), false, -800, Math.log(6) - 1600, 2),
                Arguments.of("log1p(-Beta)", Functions.log1p(b.unaryMinus()), false, -800, Math.log(4) - 2400, 3),
                Arguments.of("log(Beta)", b.log(), false, -300, Math.log(6) - 600, 2));
    }

    @ParameterizedTest(name = "{0} at {2}")
    @MethodSource("tails")
    void a_tail_is_as_small_as_it_is(String name, Var node, boolean upper, double at, double log, double slope) {
        Var x = Var.input("x");
        Var tail = upper ? Densities.logsf(node, x) : Densities.logcdf(node, x);
        List<Tensor> where = List.of(Tensor.scalar(at));
        assertEquals(log, Laws.values(List.of(x), where, tail)[0], 1e-12 * Math.abs(log), name);
        Var gradient = Gradient.of(tail, List.of(x)).getFirst();
        assertEquals(slope, Laws.values(List.of(x), where, gradient)[0], 1e-10 * Math.abs(slope), name);
        Var other = upper ? Densities.logcdf(node, x) : Densities.logsf(node, x);
        double rest = Laws.values(List.of(x), where, other)[0];
        assertTrue(rest <= 0 && rest > -1e-15, name + ": " + rest);
    }

    @Test
    void intervals_between_numbers_of_equal_digits_have_their_probability() {
        Event event = Event.between(c(40), c(41));
        assertEquals(-40 + Math.log1p(-Math.exp(-1)), logProb(Functions.logit(u()), event), 1e-13);
        assertEquals(Math.log(4) - 120 + Math.log1p(-Math.exp(-3)), logProb(Functions.logit(beta()), event), 1e-12);
        assertEquals(-INF, logProb(Functions.logit(u()), Event.between(c(41), c(40))));
    }

    private static double logProb(Var node, Event event) {
        return Joint.law(node)
                .events()
                .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "it")
                .logProb(event)
                .eval()
                .item();
    }

    @Test
    void what_is_made_of_tails_has_them_too() {
        Var logit = Functions.logit(u());
        assertEquals(
                -40, Densities.logp(Functions.minimum(logit, 40), 40).eval().item(), 1e-13);
        assertEquals(
                -39.5 + Math.log1p(-Math.exp(-1)),
                Densities.logp(Functions.rint(logit), 40).eval().item(),
                1e-13);
        assertEquals(
                -40, Densities.logp(logit.gt(40), Var.constant(true)).eval().item(), 1e-13);
    }

    @Test
    void beyond_all_numbers_tails_are_those_of_nothing_and_of_all_without_slope() {
        Var x = Var.input("x");
        for (Var node : List.of(Functions.logit(u()), Functions.logit(beta()), u().log())) {
            for (double end : new double[] {-INF, INF}) {
                Var tail = Densities.logsf(node, x);
                List<Tensor> at = List.of(Tensor.scalar(end));
                assertEquals(end > 0 ? -INF : 0, Laws.values(List.of(x), at, tail)[0], Double.MIN_VALUE);
                assertEquals(
                        0,
                        Laws.values(
                                List.of(x), at, Gradient.of(tail, List.of(x)).getFirst())[0],
                        Double.MIN_VALUE);
            }
        }
    }

    @Test
    void at_an_end_that_is_no_image_a_tail_has_no_slope() {
        Var x = Var.input("x");
        Var z = Normal.of(c(0), c(1)).draw("z");
        for (Var node : List.of(Functions.tanh(z), Functions.erf(z))) {
            for (Var tail : List.of(Densities.logcdf(node, x), Densities.logsf(node, x))) {
                for (double end : new double[] {-1, 1}) {
                    Var slope = Gradient.of(tail, List.of(x)).getFirst();
                    assertEquals(0, Laws.values(List.of(x), List.of(Tensor.scalar(end)), slope)[0], Double.MIN_VALUE);
                }
            }
        }
    }
}
