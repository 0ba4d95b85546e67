package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.composed.Censored;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.composed.ZeroInflated;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.law.BaseMeasure;
import ppl.graph.DType;
import ppl.graph.Var;

/** What a law is measured by decides whether a sampler may move along it. */
class MeasureTest {

    private static final String FIX = "\n  to fix: make the variable inside it free, and compute 'x' from that; or ";

    private static void refused(Var x, String why, String fix) {
        LogDensityException e = assertThrows(
                LogDensityException.class, () -> Joint.empty().free("x", x).derive());
        assertEquals(DensityCode.ATOMS, e.code());
        assertEquals("[ATOMS]: 'x' cannot be a free variable: its law " + why + FIX + fix, e.getMessage());
    }

    @Test
    void points_with_a_probability_beside_a_density_are_refused_and_named() {
        String noDensity = ", so it has no density that a sampler could move along";
        refused(
                Censored.of(Normal.of(0, 1), -1, 2).draw("x"),
                "Censored(Normal(mu=0.0, sigma=1.0), lower=-1.0, upper=2.0) has single points with a probability of their"
                        + " own, -1.0 and 2.0" + noDensity,
                "give 'x' a value");
        refused(
                ZeroInflated.of(0.5, Exponential.of(1)).draw("x"),
                "ZeroInflated(Exponential(rate=1.0), psi=0.5) has single points with a probability of their own, 0.0"
                        + noDensity,
                "give 'x' a value");
    }

    @Test
    void more_points_than_can_be_named_are_refused_too() {
        Var x = Mixture.of(Var.constant(0.5, 0.5), Poisson.of(3), Normal.of(0, 1))
                .draw("x");
        refused(
                x,
                "Mixture(Poisson(mu=3.0), Normal(mu=0.0, sigma=1.0), weights=[0.5, 0.5]) has single points with a"
                        + " probability of their own, so it has no density that a sampler could move along",
                "give 'x' a value");
    }

    @Test
    void numbers_of_a_float_type_that_count_are_refused() {
        Var x = Poisson.of(3).draw("k").cast(DType.F64);
        LogDensityException e = assertThrows(
                LogDensityException.class, () -> Joint.empty().free("x", x).derive());
        assertEquals(DensityCode.ATOMS, e.code());
        assertTrue(
                e.getMessage()
                        .endsWith(
                                " counts single points, but its values are float64, among which a sampler would move as if they"
                                        + " had a density" + FIX + "sum it out; or give 'x' a value"),
                e.getMessage());
    }

    @Test
    void whole_numbers_stay_free_variables_for_samplers_that_take_them() {
        Var x = ZeroInflated.of(0.5, Poisson.of(3)).draw("x");
        JointDensity joint = Joint.empty().free("x", x).derive();
        assertEquals("identity", joint.free().getFirst().bijector().name());
        assertEquals(DType.I64, joint.free().getFirst().unconstrained().dtype());
        assertEquals(BaseMeasure.COUNTING, joint.free().getFirst().law().type().measure());
    }
}
