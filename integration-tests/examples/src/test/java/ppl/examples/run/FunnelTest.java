package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.studentT;
import static ppl.graph.Functions.exp;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Warning;
import ppl.graph.Var;

/** A variable whose sampled scale makes a funnel is named, with the form that has none. */
class FunnelTest {

    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    private static InferenceData fit(Model model) {
        return Fits.brief(model).tune(300).draws(300).run();
    }

    private static List<Warning> funnels(InferenceData fit) {
        return fit.warnings().stream()
                .filter(w -> w.kind() == Warning.Kind.FUNNEL)
                .toList();
    }

    private static boolean wasDifficult(InferenceData fit) {
        return fit.warnings().stream()
                .anyMatch(w -> w.kind() == Warning.Kind.FEW_EFFECTIVE_DRAWS || w.kind() == Warning.Kind.DIVERGENCES);
    }

    /** The schools, each effect seen with an error that is so many times the real one. */
    private static Model schools(double error) {
        return Model.build(m -> {
            Dim school = m.dim("school", EFFECTS.length);
            Var errors = m.data(
                    "error", Arrays.stream(ERRORS).map(e -> e * error).toArray(), school);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfNormal(5));
            Var theta = m.sample("theta", normal(mu, tau), school);
            m.observe("y", normal(theta, errors), EFFECTS, school);
        });
    }

    @Test
    void the_effects_of_the_centred_schools_are_named_with_their_form() {
        List<Warning> found = funnels(fit(schools(1)));
        assertEquals(1, found.size());
        assertEquals("theta", found.getFirst().element());
        assertTrue(found.getFirst().message().startsWith("the scale of 'theta' is tau, and "));
        assertEquals(
                "Write it in non-centred form: theta = mu + tau * z with z ~ Normal(mu=0.0, sigma=1.0).",
                found.getFirst().remedy());
        assertTrue(found.getFirst().number() > 16);
    }

    @Test
    void effects_that_the_data_tell_exactly_make_no_funnel() {
        InferenceData fit = Fits.brief(schools(0.01)).run();
        assertTrue(wasDifficult(fit), "so it is looked for");
        assertEquals(List.of(), funnels(fit));
    }

    @Test
    void a_variable_with_a_known_scale_makes_no_funnel() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var x = m.sample("x", normal(mu, 0.1));
            m.observe("y", normal(exp(x.times(4)), 1), 2);
        });
        InferenceData fit = Fits.brief(model).run();
        assertTrue(wasDifficult(fit), "so it is looked for");
        assertEquals(List.of(), funnels(fit));
    }

    @Test
    void the_worst_of_several_is_named_and_a_location_of_zero_left_out() {
        Model model = Model.build(m -> {
            Var calm = m.sample("calm", normal(0, 0.2));
            Var wild = m.sample("wild", normal(0, 3));
            m.sample("a", studentT(4, 0, exp(calm)));
            Var x = m.sample("x", studentT(4, 0, exp(wild.times(0.5))));
            m.observe("y", normal(x, 100), 1);
        });
        List<Warning> found = funnels(fit(model));
        assertEquals("x", found.getFirst().element());
        assertEquals(
                "Write it in non-centred form: x = exp(wild * 0.5) * z with z ~ StudentT(nu=4.0, mu=0.0, sigma=1.0).",
                found.getFirst().remedy());
    }

    @Test
    void the_form_that_is_advised_has_no_funnel() {
        Model model = Model.build(m -> {
            Dim school = m.dim("school", EFFECTS.length);
            Var errors = m.data("error", ERRORS, school);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfNormal(5));
            Var z = m.sample("z", normal(0, 1), school);
            Var theta = m.deterministic("theta", mu.plus(tau.times(z)), school);
            m.observe("y", normal(theta, errors), EFFECTS, school);
        });
        assertFalse(fit(model).warnings().stream().anyMatch(w -> w.kind() == Warning.Kind.FUNNEL));
    }
}
