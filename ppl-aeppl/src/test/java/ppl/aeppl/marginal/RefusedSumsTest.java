package ppl.aeppl.marginal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Sums that are not made, each refused with what stands against it and what to do. */
class RefusedSumsTest {

    private static void refused(DensityCode code, Joint joint, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, joint::derive);
        assertEquals(code, e.code(), e::getMessage);
        for (String w : words) {
            assertTrue(e.getMessage().contains(w), () -> "'" + w + "' is not in: " + e.getMessage());
        }
        assertTrue(e.getMessage().contains("to fix: "), e::getMessage);
    }

    @Test
    void infinitely_many_values() {
        Var n = Poisson.of(3).draw("n");
        refused(
                DensityCode.NOT_SUMMABLE,
                Joint.empty().marginalize("n", n),
                "'n'",
                "{0, ...}",
                "infinite",
                "sample it");
    }

    @Test
    void values_that_end_where_only_a_run_tells() {
        Var trials = Poisson.of(3).draw("trials");
        Var n = Binomial.of(trials, 0.5).draw("n");
        refused(
                DensityCode.NOT_SUMMABLE,
                Joint.empty().free("trials", trials).marginalize("n", n),
                "'n'",
                "no end that is known before a run");
    }

    @Test
    void a_continuous_variable() {
        Var x = Normal.of(0, 1).draw("x");
        refused(DensityCode.NOT_SUMMABLE, Joint.empty().marginalize("x", x), "'x'", "not of whole numbers", "Normal");
    }

    @Test
    void a_law_that_depends_on_a_draw_without_value() {
        Var p = Uniform.of(0, 1).draw("p");
        Var z = Bernoulli.of(p).draw("z");
        refused(DensityCode.UNVALUED_SOURCE, Joint.empty().marginalize("z", z), "'z'", "give p a value");
    }

    @Test
    void a_variable_with_a_value() {
        Var z = Bernoulli.of(0.5).draw("z");
        refused(DensityCode.OVERDETERMINED, Joint.empty().value("a", z, c(1)).marginalize("z", z), "'z'");
    }

    @Test
    void a_factor_of_too_many_variables() {
        Var z = Bernoulli.of(0.4).draw("z", 30);
        Var y = Normal.of(z.sum(), 1).draw("y");
        refused(
                DensityCode.NOT_SUMMABLE,
                Joint.empty().observe("y", y, c(3.0)).marginalize("z", z),
                "more than 24 elements",
                "'z' [30]",
                "4194304 are the most");
        Var few = Bernoulli.of(0.4).draw("few", 23);
        Var x = Normal.of(few.sum(), 1).draw("x");
        refused(
                DensityCode.NOT_SUMMABLE,
                Joint.empty().observe("x", x, c(3.0)).marginalize("few", few),
                "8388608 entries",
                "'few[0]'",
                "17 others");
    }

    @Test
    void a_support_that_depends_on_a_variable() {
        Var z = Bernoulli.of(0.4).draw("z");
        Var x = Uniform.of(0, Functions.vector(1, 2).get(z)).draw("x");
        refused(
                DensityCode.NOT_SUMMABLE,
                Joint.empty().free("x", x).marginalize("z", z),
                "the support of 'x'",
                "'z'",
                "one support");
    }

    @Test
    void a_quantity_that_depends_on_a_variable() {
        Var z = Bernoulli.of(0.4).draw("z");
        JointDensity density = Joint.empty().marginalize("z", z).derive();
        LogDensityException e = assertThrows(LogDensityException.class, () -> density.valuesOf(List.of(z.plus(1))));
        assertEquals(DensityCode.UNVALUED_SOURCE, e.code());
        assertTrue(e.getMessage().contains("'z', which is summed out"), e::getMessage);
    }
}
