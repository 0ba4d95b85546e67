package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

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
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Laws of the functions of the table, alone and through one another, against their own mass, tails, quantiles and draws. */
class MonotoneFunctionsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var normal(int n) {
        return Normal.of(c(0.2), c(0.8)).draw("x", n);
    }

    private static Var beta(int n) {
        return Beta.of(c(2), c(3)).draw("b", n);
    }

    static Stream<Arguments> derived_laws() {
        return Stream.of(
                law("tanh(2 X)", n -> Functions.tanh(normal(n).times(2))),
                law("sinh(X)", n -> Functions.sinh(normal(n))),
                law("asinh(10 X)", n -> Functions.asinh(normal(n).times(10))),
                law("atanh(B)", n -> Functions.atanh(beta(n))),
                law(
                        "acosh(1 + E)",
                        n -> Functions.acosh(Exponential.of(c(2)).draw("e", n).plus(1))),
                law("atan(C)", n -> Functions.atan(Cauchy.of(c(0.5), c(2)).draw("x", n))),
                law("erf(X)", n -> Functions.erf(normal(n))),
                law("erfc(X)", n -> Functions.erfc(normal(n))),
                law("ndtr(X / 2)", n -> Functions.ndtr(normal(n).div(2))),
                law("ndtri(B)", n -> Functions.ndtri(beta(n))),
                law("logit(B)", n -> Functions.logit(beta(n))),
                law("logit(sigmoid(X))", n -> Functions.logit(Functions.sigmoid(normal(n)))),
                law("tanh(atanh(B))", n -> Functions.tanh(Functions.atanh(beta(n)))),
                law(
                        "log1mexp(-E)",
                        n -> Functions.log1mexp(
                                Exponential.of(c(2)).draw("e", n).unaryMinus())),
                law("log_ndtr(X)", n -> Functions.logNdtr(normal(n))),
                law("(X + 8)^3", n -> Functions.pow(normal(n).plus(8), 3)),
                law("H^2.5", n -> Functions.pow(HalfNormal.of(c(2)).draw("h", n), 2.5)),
                law(
                        "E^-1.5",
                        n -> Functions.pow(Exponential.of(c(2)).draw("e", n).plus(0.5), -1.5)),
                law("2^X", n -> Functions.pow(2, normal(n))),
                law("0.3^X - 1", n -> Functions.pow(0.3, normal(n)).minus(1)),
                law("max(tanh(X), 0)", n -> Functions.maximum(Functions.tanh(normal(n)), c(0))));
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
    void functions_of_counts_keep_their_probabilities() {
        Var k = Poisson.of(c(3)).draw("k", 5);
        double[] want = Laws.logp(k, 0, 1, 2, 5, 9);
        Var x = Functions.toFloat(k);
        assertArrayEquals(want, Laws.logp(k.times(2), 0, 2, 4, 10, 18), 0);
        assertArrayEquals(want, Laws.logp(x.div(3), 0, 1 / 3.0, 2 / 3.0, 5 / 3.0, 3), 0);
        assertArrayEquals(want, Laws.logp(x.exp(), 1, Math.exp(1), Math.exp(2), Math.exp(5), Math.exp(9)), 0);
        assertArrayEquals(want, Laws.logp(x.sqrt(), 0, 1, Math.sqrt(2), Math.sqrt(5), 3), 0);
        assertArrayEquals(want, Laws.logp(Functions.pow(x, 3), 0, 1, 8, 125, 729), 0);
        assertArrayEquals(want, Laws.logp(Functions.pow(2, x), 1, 2, 4, 32, 512), 0);
        assertArrayEquals(
                want, Laws.logp(Functions.log1p(x), 0, Math.log(2), Math.log(3), Math.log(6), Math.log(10)), 0);
        double[] between = Laws.logp(x.exp(), 0, 2, 7, -1, INF);
        assertArrayEquals(new double[] {-INF, -INF, -INF, -INF, -INF}, between);
        double[] halves = Laws.logp(k.times(2), 1, 3, -2, 5, 7);
        assertArrayEquals(new double[] {-INF, -INF, -INF, -INF, -INF}, halves);
    }

    private static void refused(DensityCode code, Var node, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertEquals(code, e.code(), e.getMessage());
        for (String word : words) {
            assertTrue(e.getMessage().contains(word), e::getMessage);
        }
    }

    @Test
    void functions_that_round_counts_together_are_refused() {
        Var k = Functions.toFloat(Poisson.of(c(3)).draw("k"));
        refused(
                DensityCode.NO_RULE,
                Functions.tanh(k),
                "a discrete law is carried over by functions that keep its values apart, but tanh is not known to do so on {0.0, ...}",
                "bound the operand");
        refused(DensityCode.NO_RULE, k.log(), "log is not known to do so");
        refused(DensityCode.NO_RULE, Functions.pow(k, -1), "keep its values apart");
        assertEquals(
                Math.log(0.3),
                Laws.logp(
                        Functions.toFloat(Binomial.of(c(1L), c(0.3)).draw("k", 1))
                                .plus(1)
                                .log(),
                        Math.log(2))[0],
                1e-15);
    }

    @Test
    void functions_outside_their_domain_are_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.atanh(x),
                "atanh is one-to-one on [-1.0, 1.0], but the support of its operand is (-inf, inf)");
        refused(DensityCode.DOMAIN_NOT_COVERED, Functions.acosh(x), "acosh is one-to-one on [1.0, Infinity]");
        refused(DensityCode.DOMAIN_NOT_COVERED, Functions.logit(x), "logit is one-to-one on [0.0, 1.0]");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.pow(x, 2.5),
                "a power of a random variable that may be negative has a rule for whole constants as exponents only");
        refused(DensityCode.NO_RULE, Functions.erfcx(x), "no rule knows the function 'erfcx'");
        Var u = Uniform.of(c(0), c(1)).draw("u");
        refused(DensityCode.NO_RULE, Functions.pow(u, u.plus(x)));
    }

    @Test
    void a_variable_of_single_points_cannot_be_free() {
        Var k = Poisson.of(c(3)).draw("k");
        Joint joint = Joint.empty().free("half", k.div(2));
        LogDensityException e = assertThrows(LogDensityException.class, joint::derive);
        assertEquals(DensityCode.ATOMS, e.code());
        assertTrue(
                e.getMessage().contains("points in [0.0, inf), which no sampler knows how to step between"),
                e::getMessage);
    }
}
