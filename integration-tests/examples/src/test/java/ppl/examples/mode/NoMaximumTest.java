package ppl.examples.mode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.Warning;
import ppl.api.mode.MapEstimate;
import ppl.api.mode.MapStop;
import ppl.graph.Var;

/** What is no maximum is said to be none, and why. */
class NoMaximumTest {

    private static void assertNone(MapEstimate estimate, MapStop stop, String... words) {
        assertFalse(estimate.converged());
        assertEquals(stop, estimate.stop(), estimate::toString);
        List<Warning> warnings = estimate.data().warnings();
        assertEquals(
                List.of(Warning.Kind.NO_MAXIMUM),
                warnings.stream().map(Warning::kind).toList());
        for (String word : words) {
            assertTrue(estimate.toString().startsWith("NO MAXIMUM (" + stop + ")"), estimate::toString);
            assertTrue(estimate.toString().contains(word), estimate::toString);
            assertTrue(warnings.getFirst().message().contains(word), warnings::toString);
        }
        estimate.data().posterior().elements().forEach(e -> assertTrue(Double.isNaN(estimate.sd(e.label())), e::label));
    }

    /** In the centred form the density grows without bound where all effects are the mean and their scale is 0. */
    @Test
    void a_funnel_has_none_and_the_scale_that_goes_to_0_is_named() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfNormal(5));
            Var theta = m.sample("theta", normal(mu, tau), m.dim("school", 8));
            m.observe("y", normal(theta, vector(15.0, 10, 16, 11, 9, 11, 10, 18)), new double[] {
                28, 8, -3, 7, -1, 1, 18, 12
            });
        });
        assertNone(model.findMap(), MapStop.RAN_OFF, "'tau' goes to 0", "the log-density still rises");
    }

    /** Not centred, it is bounded, and highest at the end of the support, where there is no normal law. */
    @Test
    void a_density_that_is_highest_at_the_end_of_a_support_has_none() {
        Model model = Model.build(m -> {
            Var scale = m.sample("scale", halfNormal(1));
            m.observe("y", normal(0, scale.plus(3)), new double[] {0.1, -0.2});
        });
        assertNone(model.findMap(), MapStop.RAN_OFF, "'scale' goes to 0", "does not fall");
        MapEstimate free = model.findMap(o -> o.jacobian(true));
        assertTrue(free.converged(), "with the Jacobian there is one: " + free);
    }

    /** Rounding leaves a little curvature where the density has become flat. */
    @Test
    void a_density_that_is_highest_at_the_end_of_an_interval_has_none() {
        Model heads = Model.build(m -> m.observe("heads", binomial(10, m.sample("p", beta(1, 1))), 10));
        assertNone(heads.findMap(), MapStop.RAN_OFF, "'p' goes to the end of its support", "does not fall");
    }

    @Test
    void a_likelihood_that_rises_for_ever_has_none() {
        Model separated = Model.build(m -> {
            Var b = m.sample("b", flat());
            m.observe("y", bernoulliLogit(b.times(vector(-2.0, -1, 1, 2))), new int[] {0, 0, 1, 1});
        });
        assertNone(separated.findMap(), MapStop.FLAT, "does not fall along b");
    }

    @Test
    void what_the_data_do_not_tell_apart_is_named_as_a_direction() {
        Model model = Model.build(m -> {
            Var a = m.sample("a", flat());
            Var b = m.sample("b", flat());
            Var c = m.sample("c", normal(0, 1));
            m.observe("y", normal(a.plus(b.times(2)).plus(c), 1), new double[] {1, 2});
        });
        MapEstimate estimate = model.findMap();
        assertNone(estimate, MapStop.FLAT, "does not fall along 1.0 a - 0.50 b", "do not determine it");
        assertTrue(Double.isNaN(estimate.sd("a")));
    }

    @Test
    void too_few_iterations_are_said() {
        Model model = Model.build(m -> {
            Var x = m.sample("x", normal(0, 1));
            m.sample("y", normal(x.square(), 0.01));
        });
        MapEstimate estimate = model.findMap(o -> o.iterations(3).starts(1).start("x", 4));
        assertNone(estimate, MapStop.LIMIT, "after 3 iterations the log-density still rises, by a slope of");
        assertEquals(3, estimate.searches().getFirst().iterations());
        assertTrue(model.findMap(o -> o.start("x", 4)).converged());
    }

    @Test
    void a_saddle_is_left_for_the_maximum() {
        Model model = Model.build(m -> m.sample("x", mixture(vector(0.5, 0.5), normal(-3, 1), normal(3, 1))));
        MapEstimate estimate = model.findMap(o -> o.starts(1).start("x", 0));
        assertTrue(estimate.converged(), estimate::toString);
        assertEquals(3, Math.abs(estimate.get("x")), 1e-3, "at 0 the slope is 0, and the density least");
    }
}
