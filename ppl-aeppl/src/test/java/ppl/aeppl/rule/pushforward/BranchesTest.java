package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Agreement;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Laws of functions that are monotone in pieces: what the pieces have at a value adds up. */
class BranchesTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var normal(int n) {
        return Normal.of(c(0.2), c(0.8)).draw("x", n);
    }

    static Stream<Arguments> derived_laws() {
        return Stream.of(
                law("|X|", n -> normal(n).abs()),
                law("|X - 3|", n -> normal(n).minus(3).abs()),
                law("X^2", n -> normal(n).square()),
                law("log(X^2)", n -> normal(n).square().log()),
                law("sqrt(|X|)", n -> normal(n).abs().sqrt()),
                law("(X + 1)^4", n -> Functions.pow(normal(n).plus(1), 4)),
                law("X^-2", n -> Functions.pow(normal(n).plus(3), -2)),
                law("log(cosh(X))", n -> Functions.cosh(normal(n)).log()),
                law("1 / C", n -> c(1).div(Cauchy.of(c(1), c(2)).draw("x", n))),
                law("-2 / (1 + X)", n -> c(-2).div(normal(n).plus(1))),
                law("exp(-X^2)", n -> normal(n).square().unaryMinus().exp()),
                law("min(|X|, 1)", n -> Functions.minimum(normal(n).abs(), c(1))),
                law("|clip(X, -1, 1)|", n -> Functions.clip(normal(n), -1, 1).abs()),
                law("sin(U)", n -> Functions.sin(Uniform.of(c(-1), c(1.5)).draw("u", n))),
                law("|k - 2|", n -> Binomial.of(c(6L), c(0.4))
                        .draw("k", n)
                        .minus(c(2L))
                        .abs()),
                law("(k - 2)^2", n -> Binomial.of(c(6L), c(0.4))
                        .draw("k", n)
                        .minus(c(2L))
                        .square()),
                law("| |k - 3| - 1 |", n -> Binomial.of(c(6L), c(0.4))
                        .draw("k", n)
                        .minus(c(3L))
                        .abs()
                        .minus(c(1L))
                        .abs()));
    }

    /** Densities with jumps or poles, on which quadrature does not converge. */
    static Stream<Arguments> laws_with_jumps() {
        return Stream.of(
                law("|U|", n -> Uniform.of(c(-1), c(3)).draw("u", n).abs()),
                law("||X| - 1|", n -> normal(n).abs().minus(1).abs()),
                law("|max(X, -0.5)|", n -> Functions.maximum(normal(n), c(-0.5)).abs()),
                law("clip(X, -1, 2)^2", n -> Functions.clip(normal(n), -1, 2).square()),
                law("|cos(U)|", n -> Functions.cos(Uniform.of(c(0.5), c(2)).draw("u", n))
                        .abs()),
                law("cosh(X)", n -> Functions.cosh(normal(n))),
                law("X^3", n -> Functions.pow(normal(n), 3)),
                law("|X|^-1", n -> Functions.pow(normal(n), -1).abs()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("laws_with_jumps")
    void densities_events_and_draws_agree(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), Agreement.of(laws));
    }

    private static Arguments law(String name, IntFunction<Var> node) {
        return Arguments.of(name, (IntFunction<Law>) n -> Joint.law(node.apply(n)));
    }

    /** Every third, which is what there is time for each time. */
    static Stream<Arguments> some_derived_laws() {
        List<Arguments> all = derived_laws().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("some_derived_laws")
    void derived_laws_conform(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), LawConformance.of(name, laws).failures());
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("derived_laws")
    void all_derived_laws_conform(String name, IntFunction<Law> laws) {
        assertEquals(List.of(), LawConformance.of(name, laws).failures());
    }

    @Test
    void the_size_of_a_centred_normal_is_half_normal() {
        double[] at = {-1, 0, 0.5, 3, 50, INF};
        assertArrayEquals(
                Laws.logp(HalfNormal.of(c(2)).law(Shape.of(6)), at),
                Laws.logp(Normal.of(c(0), c(2)).draw("x", 6).abs(), at),
                1e-12);
    }

    @Test
    void a_positive_variable_is_its_own_size() {
        Law law = Joint.law(Exponential.of(c(2)).draw("e", 3).abs());
        assertEquals(
                "Exponential(rate=2.0)",
                law.describe().replace("lambda", "rate").replace("lam=", "rate="));
        double[] at = {0.5, 1, 2};
        assertArrayEquals(
                Laws.logp(Exponential.of(c(2)).draw("e", 3), at),
                Laws.logp(Exponential.of(c(2)).draw("e", 3).unaryMinus().abs(), at),
                0);
    }

    @Test
    void probabilities_that_fall_together_add_up() {
        Var k = Binomial.of(c(4L), c(0.5)).draw("k", 4).minus(c(2L));
        double[] want = {Math.log(6 / 16.0), Math.log(8 / 16.0), Math.log(2 / 16.0), -INF};
        assertArrayEquals(want, Laws.logp(k.abs(), 0, 1, 2, 3), 1e-15);
        assertArrayEquals(want, Laws.logp(k.square(), 0, 1, 4, 2), 1e-15);
        assertArrayEquals(
                want, Laws.logp(Functions.cosh(Functions.toFloat(k)), 1, Math.cosh(1), Math.cosh(2), 1.25), 1e-15);
    }

    @Test
    void atoms_that_fall_together_add_up() {
        Var x = Functions.clip(Normal.of(c(0), c(1)).draw("x", 3), -1, 1).abs();
        double tail = 0.15865525393145707;
        assertArrayEquals(
                new double[] {Math.log(2 * tail), Math.log(2) - 0.9189385332046727 - 0.125, -INF},
                Laws.logp(x, 1, 0.5, 1.5),
                1e-14);
    }

    @Test
    void an_event_of_sizes_is_two_intervals() {
        var events = Joint.law(Normal.of(c(0), c(1)).draw("x").abs())
                .events()
                .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
        assertEquals(Math.log(2) - 804.6084420137538, events.logsf(c(40)).eval().item(), 1e-10);
        assertEquals(-2.2571768119076e-19, events.logcdf(c(9)).eval().item(), 1e-30);
        assertEquals(-INF, events.logcdf(c(-1)).eval().item());
        assertEquals(0, events.logsf(c(-1)).eval().item());
        assertEquals(-INF, events.logProb(Event.between(c(2), c(1))).eval().item());
    }

    @Test
    void outside_the_density_is_nothing_and_flat() {
        Var mu = Var.input("mu");
        for (Var node : List.of(
                Normal.of(mu, c(1)).draw("x").abs(),
                Normal.of(mu, c(1)).draw("x").square(),
                Functions.cosh(Normal.of(mu, c(1)).draw("x")))) {
            Law law = Joint.law(node);
            for (double at : new double[] {-1, -1e300, 0.999 - 1, INF}) {
                Var x = Var.input("x");
                Var logp = law.logDensity(Value.of(x)).total();
                for (Var by : List.of(x, mu)) {
                    double[] slope = Laws.values(
                            List.of(x, mu), List.of(Tensor.scalar(at), Tensor.scalar(0.3)), Gradient.of(logp, by));
                    assertEquals(0, slope[0], node + " at " + at);
                }
                double[] got = Laws.values(List.of(x, mu), List.of(Tensor.scalar(at), Tensor.scalar(0.3)), logp);
                assertEquals(-INF, got[0], node + " at " + at);
            }
        }
    }

    @Test
    void the_value_of_a_power_or_of_a_size_says_no_more_of_its_draw_than_it_can() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        assertTrue(Joint.law(x.square()).recover(Value.of(c(4))).isEmpty());
        assertEquals(
                2,
                Joint.law(Functions.pow(x, 3))
                        .recover(Value.of(c(8)))
                        .get(x)
                        .var()
                        .eval()
                        .item(),
                1e-15);
        assertEquals(
                0.25,
                Joint.law(c(1).div(x))
                        .recover(Value.of(c(4)))
                        .get(x)
                        .var()
                        .eval()
                        .item());
    }

    private static void refused(DensityCode code, Var node, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertSame(code, e.code(), e.getMessage());
        Arrays.stream(words).forEach(w -> assertTrue(e.getMessage().contains(w), e::getMessage));
    }

    @Test
    void what_has_too_many_pieces_or_several_operands_is_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.cos(x),
                "cos has infinitely many monotone pieces, and a rule on [0, pi] only, but the support of its operand is (-inf, inf)",
                "bound the operand within [0, pi]");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.sin(x.exp()),
                "a rule on [-pi/2, pi/2] only, but the support of its operand is (0.0, inf)",
                "bound the operand within [-pi/2, pi/2]");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.sin(Uniform.of(c(0), c(3)).draw("u")),
                "but the support of its operand is [0.0, 3.0]");
        refused(DensityCode.DEPENDENT_OPERANDS, x.times(x.plus(1)), "both depend on ['x']");
        refused(DensityCode.NO_RULE, x.times(Normal.of(c(0), c(1)).draw("y")), "the product of two random variables");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                c(1).div(Functions.toFloat(Poisson.of(c(3)).draw("k")).minus(1)),
                "division by a discrete random variable has a rule for positive ones only");
        Var cov = Var.constant(Tensor.of(new double[][] {{2, 0.3}, {0.3, 1}}));
        refused(
                DensityCode.EVENT_AXES_MISMATCH,
                MvNormal.of(Var.constant(0.0, 1), cov).draw("v").abs(),
                "abs works on single elements, but the elements of");
    }
}
