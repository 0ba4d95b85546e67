package com.example.amplitude;

import static com.example.amplitude.Hypot.hypot;
import static com.example.amplitude.Rayleigh.rayleigh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.joint.Densities.explainDerivation;
import static ppl.aeppl.joint.Densities.logcdf;
import static ppl.aeppl.joint.Densities.logp;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.normal;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.rule.Guide;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

class AmplitudeOfNormalsTest {

    private static Var amplitude(int... shape) {
        return hypot(normal(0, 2).draw("x", shape), normal(0, 2).draw("y", shape));
    }

    private static void assertRefused(DensityCode code, String why, Var expression) {
        var e = assertThrows(LogDensityException.class, () -> logp(expression, 1));
        assertEquals(code, e.code(), e::getMessage);
        assertTrue(e.getMessage().contains("amplitude.normal"), e::getMessage);
        assertTrue(e.getMessage().contains(why), e::getMessage);
        assertTrue(e.getMessage().contains("to fix: "), e::getMessage);
    }

    @Test
    void the_law_conforms() {
        LawConformance.of("hypot of normals", n -> Joint.law(amplitude(n))).requirePassed();
    }

    /** The law was not made from the draws: so this compares two derivations. A false alarm once in a million keys. */
    @Test
    void draws_of_the_expression_follow_its_law() {
        int n = 20_000;
        int bins = 20;
        Var draws = Var.constant(amplitude(n).eval(RandomKey.of(5)));
        double[] p = logcdf(amplitude(n), draws).exp().eval().toDoubles();
        double[] counts = new double[bins];
        for (double share : p) {
            counts[(int) (share * bins)]++;
        }
        double expected = (double) n / bins;
        double chiSquare = Arrays.stream(counts)
                .map(c -> (c - expected) * (c - expected) / expected)
                .sum();
        assertTrue(chiSquare < 63.7, () -> "chi-squared " + chiSquare + " of 19 degrees of freedom");
    }

    @Test
    void the_example_of_its_guide_is_right() {
        Guide.Example example = new AmplitudeOfNormals().guide().orElseThrow().example();
        Var value = Var.constant(Double.parseDouble(example.value()));
        assertEquals(example.logDensity(), logp(amplitude(), value).eval().item(), 1e-15);
        assertEquals(
                example.logDensity(), logp(rayleigh(2).draw("r"), value).eval().item(), 1e-15);
    }

    @Test
    void two_rows_of_one_draw_are_independent() {
        Var z = normal(0, 2).draw("z", 2, 3);
        Var r = Var.constant(1.0, 2, 3);
        double[] want = logp(rayleigh(2).draw("r", 3), r).eval().toDoubles();
        assertArrayEquals(want, logp(hypot(z.get(0), z.get(1)), r).eval().toDoubles(), 1e-14);
    }

    @Test
    void a_side_may_be_scaled_to_the_other() {
        Var r = hypot(normal(0, 1).draw("x").times(-2), normal(0, 2).draw("y"));
        assertEquals(
                logp(rayleigh(2).draw("r"), 3).eval().item(), logp(r, 3).eval().item(), 1e-15);
    }

    @Test
    void other_rules_go_on_from_its_law() {
        Var r = amplitude(3);
        double want = logp(rayleigh(2).draw("r"), Math.E).eval().item() + 1;
        assertEquals(want, logp(r.log().get(1), 1).eval().item(), 1e-14);
    }

    @Test
    void an_explanation_names_the_rule_and_the_law() {
        String text = explainDerivation(amplitude());
        assertTrue(text.contains("| amplitude.normal: Rayleigh(sigma=2.0), support (0.0, inf)"), text);
    }

    @Test
    void a_mean_that_is_not_0_is_refused() {
        assertRefused(
                DensityCode.NO_RULE,
                "the means of its sides are 1.0 and 0.0",
                hypot(normal(1, 2).draw("x"), normal(0, 2).draw("y")));
    }

    @Test
    void unequal_standard_deviations_are_refused() {
        assertRefused(
                DensityCode.NO_RULE,
                "the standard deviations of its sides are 2.0 and 3.0",
                hypot(normal(0, 2).draw("x"), normal(0, 3).draw("y")));
    }

    @Test
    void another_law_is_refused() {
        assertRefused(
                DensityCode.NO_RULE,
                "its sides are Normal(mu=0.0, sigma=2.0) and Exponential(rate=3.0)",
                hypot(normal(0, 2).draw("x"), exponential(3).draw("y")));
    }

    @Test
    void sides_that_share_a_draw_are_refused() {
        Var x = normal(0, 2).draw("x");
        assertRefused(DensityCode.DEPENDENT_OPERANDS, "both sides of the hypotenuse depend on [x]", hypot(x, x));
    }

    /** A broadcast draw is the same in every element, so the elements of the result are not independent. */
    @Test
    void a_side_that_is_repeated_is_refused() {
        assertRefused(
                DensityCode.NO_RULE,
                "independent of the others, but its sides are",
                hypot(normal(0, 2).draw("x"), normal(0, 2).draw("y", 3)));
    }

    /** Each element alone is what it should be; all share one draw. */
    @Test
    void elements_that_depend_on_each_other_are_refused() {
        Var gust = normal(0, 3).draw("gust");
        Var east = normal(0, 4).draw("east", 3).plus(gust);
        Var north = normal(0, 5).draw("north", 3);
        assertRefused(DensityCode.NO_RULE, "independent of the others, but its sides are", hypot(east, north));
    }

    @Test
    void a_fixed_side_is_refused_and_its_remedy_works() {
        Var x = normal(0, 2).draw("x");
        assertRefused(DensityCode.NO_RULE, "one side of the hypotenuse is fixed", hypot(x, 3));
        double size = logp(x, 4).eval().item() + Math.log(2);
        double slope = Math.log(5.0 / 4.0);
        assertEquals(size + slope, logp(x.square().plus(9).sqrt(), 5).eval().item(), 1e-14);
    }
}
