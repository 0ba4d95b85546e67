package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import ppl.graph.DType;
import ppl.api.sample.SamplingException;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.Progress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.sample.Diagnosis;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Where a log-density at a point comes from, and what is said where it is no use. */
class DiagnosisTest {

    private static final double NAN = Double.NaN;

    private static Model model() {
        return Model.build(m -> {
            Dim school = m.dim("school", "A", "B", "C");
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfNormal(5));
            Var theta = m.sample("theta", normal(mu, tau), school);
            m.deterministic("twice", theta.times(2), school);
            m.sample("later", normal(mu, 1));
            m.observe("y", normal(theta, 10), new double[] {28, NAN, -3}, school);
        });
    }

    private static Tensor t(double... v) {
        return v.length == 1 ? Tensor.scalar(v[0]) : Tensor.of(v);
    }

    @Test
    void a_good_point_has_a_sum_of_its_factors() {
        Diagnosis d = model().debug(Map.of("mu", t(1), "tau", t(2), "theta", t(1, 2, 3)));
        double prior = Densities.normal(1, 0, 5) + Densities.normal(2, 0, 5) + Math.log(2);
        double effects =
                Densities.normal(1, 1, 2) + Densities.normal(2, 1, 2) + Densities.normal(3, 1, 2);
        double seen = Densities.normal(28, 1, 10) + Densities.normal(-3, 3, 10);
        assertEquals(prior + effects + seen, d.logp(), 1e-12);
        assertFalse(d.firstBad().isPresent());
        assertEquals(
                List.of("mu", "tau", "theta", "y (observed)"),
                d.factors().stream().map(Diagnosis.Line::factor).toList());
        assertEquals(seen, d.factors().getLast().logp(), 1e-12);
    }

    @Test
    void a_constraint_that_is_violated_is_named_with_the_value() {
        assertEquals(
                """
                        logp is -Infinity
                          factor              logp  why
                          tau            -Infinity  tau = -2.0 is outside the support of HalfNormal ([0.0, inf))
                          theta          -Infinity  Normal needs sigma > 0, but sigma is -2.0, where sigma = tau
                          mu                 -2.55
                          y (observed)      -10.27
                        """,
                model().debug(Map.of("mu", t(1), "tau", t(-2), "theta", t(1, 2, 3))).toString());
    }

    @Test
    void where_a_parameter_violates_its_constraint_there_is_no_density() {
        Model model = Model.build(m -> {
            Var p = m.sample("p", normal(0, 1));
            m.observe("y", bernoulli(p), 1);
        });
        Diagnosis d = model.debug(Map.of("p", t(1.5))); // whose log is finite
        assertEquals(Double.NEGATIVE_INFINITY, d.logp());
        assertEquals("y (observed)", d.firstBad().orElseThrow().factor());
    }

    @Test
    void the_first_bad_element_is_named_with_its_datum_and_its_labels() {
        Model model = Model.build(m -> {
            Dim day = m.dim("day", "mon", "tue", "wed");
            Var shape = m.sample("shape", gamma(2, 1));
            m.observe("rain", gamma(shape, 1), new double[] {1, NAN, -1}, day);
        });
        assertEquals(
                """
                        logp is -Infinity
                          factor                 logp  why
                          rain (observed)   -Infinity  rain[1] = -1.0 is outside the support of Gamma ([0.0, inf)) (rain_seen_at wed)
                          shape                 -1.00
                        """,
                model.debug(Map.of("shape", t(1))).toString());
        assertEquals("rain", model.debug(Map.of("shape", t(1))).firstBad().orElseThrow().variable());
    }

    @Test
    void a_value_that_is_nan_is_followed_to_where_it_comes_from() {
        Diagnosis d = model().debug(Map.of("mu", t(1), "tau", t(2), "theta", t(NAN, 2, 3)));
        assertEquals("theta[0] = NaN has logp NaN under Normal(mu=1.0, sigma=2.0)", d.factors().get(2).why());
        assertEquals("school A", d.factors().get(2).where());
        assertEquals(
                "y[0] = 28.0 has logp NaN under Normal(mu=NaN, sigma=10.0), since theta[0] = NaN",
                d.factors().get(3).why());
    }

    @Test
    void what_is_summed_out_needs_no_value() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var z = m.marginalize("z", bernoulli(0.25));
            m.observe("y", normal(mu.plus(z), 1), 0.4);
        });
        double expected = Densities.normal(0.5, 0, 1)
                + Math.log(0.75 * Math.exp(Densities.normal(0.4, 0.5, 1))
                        + 0.25 * Math.exp(Densities.normal(0.4, 1.5, 1)));
        assertEquals(expected, model.debug(Map.of("mu", t(0.5))).logp(), 1e-12);
    }

    private static void refused(ModelCode code, Map<String, Tensor> point, String message) {
        ModelException e = assertThrows(ModelException.class, () -> model().debug(point));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void a_value_is_left_out() {
        refused(
                ModelCode.NAME,
                Map.of("mu", t(1), "tau", t(1)),
                "the point has no value for 'theta': give each of [mu, tau, theta] one");
    }

    @Test
    void a_name_is_none_of_the_model() {
        refused(
                ModelCode.NAME,
                Map.of("nu", t(1)),
                "the point gives a value for 'nu', but the model has no such variable; values are needed for [mu, tau, theta]: correct the name");
    }

    @Test
    void a_variable_needs_no_value() {
        refused(
                ModelCode.NAME,
                Map.of("later", t(1)),
                "the point gives a value for 'later', which is drawn forward: leave it out; values are needed for [mu, tau, theta]");
        refused(
                ModelCode.NAME,
                Map.of("y", t(1)),
                "the point gives a value for 'y', which is observed: leave it out; values are needed for [mu, tau, theta]");
        refused(
                ModelCode.NAME,
                Map.of("twice", t(1)),
                "the point gives a value for 'twice', which is computed: leave it out; values are needed for [mu, tau, theta]");
    }

    @Test
    void a_value_has_another_shape() {
        refused(
                ModelCode.SHAPE,
                Map.of("mu", t(1), "tau", t(1), "theta", t(1, 2)),
                "the point gives 'theta' a value of shape [2], but it has the shape [3]: give one number for each element");
    }

    @Test
    void a_count_is_no_half() {
        Model model = Model.build(m -> {
            Var n = m.sample("n", poisson(2));
            m.observe("y", normal(n, 1), 2);
        });
        ModelException e = assertThrows(ModelException.class, () -> model.debug(Map.of("n", t(0.5))));
        assertEquals(
                "the point gives 'n' the value 0.5, but it has type int64: int64 holds whole numbers from -9223372036854775808 to 9223372036854775807: round it, or give it in larger units",
                e.getMessage());
        assertEquals(ModelCode.VALUE, e.code());
    }

    @Test
    void a_bad_parameter_of_what_is_summed_over_is_named() {
        Model model = Model.build(m -> {
            Dim point = m.dim("point", 2);
            Var w = m.sample("w", normal(-5, 0.1));
            Var z = m.marginalize("z", bernoulli(0.3), point);
            m.observe("y", normal(z.cast(DType.F64), w), new double[] {0.1, 0.9}, point);
        });
        Diagnosis d = model.debug(Map.of("w", t(-0.3)));
        assertEquals(Double.NEGATIVE_INFINITY, d.logp());
        assertEquals("Normal needs sigma > 0, but sigma is -0.3, where sigma = w", d.firstBad().orElseThrow().why());
        SamplingException e = assertThrows(
                SamplingException.class,
                () -> model.infer().seed(1).draws(5).tune(5).progress(Progress.silent()).run());
        assertEquals(SamplingCode.START, e.code());
    }
}
