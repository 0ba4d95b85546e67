package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Bounded;
import ppl.aeppl.law.Identity;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.LowerBound;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.UpperBound;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;

/** What may be sought in unconstrained space, and under which maps. */
class FreeVariableTest {

    private static void refused(DensityCode code, List<String> words, Joint joint) {
        LogDensityException e = assertThrows(LogDensityException.class, joint::derive);
        assertEquals(code, e.code());
        words.forEach(w -> assertTrue(e.getMessage().contains(w), e.getMessage()));
    }

    private static double at(JointDensity density, double u) {
        Tensor value = Tensor.scalar(u);
        return Laws.values(density.unconstrained(), List.of(value), density.total(Checks.NEG_INF))[0];
    }

    @Test
    void a_law_with_atoms_is_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var clipped = Functions.clip(x, -1, 2);
        List<String> words =
                List.of("'y'", "Normal(mu=0.0, sigma=1.0)", "-1.0 and 2.0", "make the variable inside it free");
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped));
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped, Var.input("u")));
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped, Var.input("u"), new Identity()));
        Var transformed = Functions.maximum(x, c(0)).times(2).plus(1);
        refused(DensityCode.ATOMS, List.of("'y'", "1.0"), Joint.empty().free("y", transformed));
    }

    @Test
    void what_is_inside_a_clip_may_be_sought_and_the_clip_used() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = Normal.of(Functions.clip(x, -1, 2), c(1)).draw("y");
        JointDensity density =
                Joint.empty().free("x", x).observe("y", y, c(0.5)).derive();
        assertEquals(-0.5 * 9 - 0.5 * 1.5 * 1.5 - Math.log(2 * Math.PI), at(density, 3), 1e-13);
    }

    @Test
    void counts_are_not_reached_by_a_smooth_map() {
        Var k = Poisson.of(c(3)).draw("k");
        Var u = Var.input("u", new TensorType(DType.I64, Shape.scalar()));
        refused(
                DensityCode.VALUE_TYPE,
                List.of("'k'", "'log'", "leave the map out"),
                Joint.empty().free("k", k, u, new LowerBound(c(0))));
        assertEquals(
                "identity",
                Joint.empty()
                        .free("k", k, u, new Identity())
                        .derive()
                        .free()
                        .getFirst()
                        .bijector()
                        .name());
    }

    @Test
    void a_map_that_cuts_off_a_part_of_the_support_is_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var p = Uniform.of(c(0), c(1)).draw("p");
        Var u = Var.input("u");
        List<String> words = List.of("does not reach", "leave the map out");
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("x", x, u, new LowerBound(c(0))));
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("x", x, u, new UpperBound(c(0))));
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("x", x, u, new Bounded(c(0), c(1))));
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("p", p, u, new LowerBound(c(0.5))));
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("p", p, u, new Bounded(c(0), c(0.5))));
    }

    @Test
    void a_map_that_reaches_beyond_the_support_has_no_density_there() {
        Var p = Uniform.of(c(0), c(1)).draw("p");
        Var h = HalfNormal.of(c(1)).draw("h");
        Var u = Var.input("u");
        JointDensity wide = Joint.empty().free("p", p, u, new LowerBound(c(0))).derive();
        assertEquals(-0.5, at(wide, -0.5), 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, at(wide, 0.5));
        JointDensity twice =
                Joint.empty().free("p", p, u, new Bounded(c(-1), c(1))).derive();
        assertEquals(Double.NEGATIVE_INFINITY, at(twice, -0.5));
        assertEquals(Math.log(0.5), at(twice, 1e-9), 1e-9);
        JointDensity identity = Joint.empty().free("h", h, u, new Identity()).derive();
        assertEquals(Double.NEGATIVE_INFINITY, at(identity, -1));
        assertEquals(-0.5 + 0.5 * Math.log(2 / Math.PI), at(identity, 1), 1e-15);
    }

    /** {@code x = mu + sigma u}: a map that depends on other variables, so that a normal variable is non-centred. */
    record NonCentred(Var mu, Var sigma) implements Bijector {
        @Override
        public String name() {
            return "noncentred";
        }

        @Override
        public Support image() {
            return Support.reals();
        }

        @Override
        public Value forward(Var u) {
            return Value.of(mu.plus(sigma.times(u)));
        }

        @Override
        public Var inverse(Var x) {
            return x.minus(mu).div(sigma);
        }

        @Override
        public LogTerms logJacobian(Var u) {
            return LogTerms.zero(u.shape()).plus(sigma.log());
        }
    }

    @Test
    void a_map_may_depend_on_other_variables() {
        Var mu = Normal.of(c(0), c(10)).draw("mu");
        Var sigma = HalfNormal.of(c(2)).draw("sigma");
        Var x = Normal.of(mu, sigma).draw("x", 3);
        Var u = Var.input("u", 3);
        JointDensity density = Joint.empty()
                .free("x", x, u, new NonCentred(mu, sigma))
                .free("mu", mu)
                .free("sigma", sigma)
                .derive();
        List<Tensor> at = List.of(Tensor.of(new double[] {0.5, -1, 2}), Tensor.scalar(3.0), Tensor.scalar(0.25));
        double standard = -0.5 * (0.25 + 1 + 4) - 1.5 * Math.log(2 * Math.PI);
        double sd = Math.exp(0.25);
        double others = -0.5 * 0.09
                - Math.log(10)
                - 0.5 * Math.log(2 * Math.PI)
                + 0.5 * Math.log(2 / Math.PI)
                - Math.log(2)
                - sd * sd / 8
                + 0.25;
        Var logp = density.total(Checks.NEG_INF);
        assertEquals(standard + others, Laws.values(density.unconstrained(), at, logp)[0], 1e-13);
        double[] values = Laws.values(
                density.unconstrained(), at, density.valuesOf(List.of(x)).getFirst());
        assertEquals(3 - sd, values[1], 1e-15);
        assertTrue(CheckGradient.of(logp, density.unconstrained(), at, CompileOptions.defaults())
                        .error()
                < 1e-8);
        // a normal variable starts at its mean, which is the origin of the map
        double[] start = Laws.values(List.of(), List.of(), density.start().getFirst());
        assertArrayEquals(new double[3], start);
    }

    @Test
    void a_map_that_depends_on_a_draw_without_value_is_refused() {
        Var mu = Normal.of(c(0), c(1)).draw("mu");
        Var x = Normal.of(c(0), c(1)).draw("x");
        refused(
                DensityCode.UNVALUED_SOURCE,
                List.of("the map given for 'x'", "give that draw a value too"),
                Joint.empty().free("x", x, Var.input("u"), new NonCentred(mu, c(1))));
    }

    @Test
    void a_map_onto_another_set_than_a_surface_is_refused() {
        Var theta = Dirichlet.of(Var.constant(1.0, 2, 3)).draw("theta");
        Var u = Var.input("u", 3);
        List<String> words = List.of("'theta'", "does not reach all of the support", "{x >= 0 with sum 1}");
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("theta", theta, u, new Identity()));
        refused(DensityCode.DOMAIN_NOT_COVERED, words, Joint.empty().free("theta", theta, u, new Bounded(c(0), c(1))));
    }

    @Test
    void coordinates_given_must_have_the_type_that_the_map_gives_them() {
        Var theta = Dirichlet.of(Var.constant(1.0, 2, 3)).draw("theta");
        refused(
                DensityCode.VALUE_TYPE,
                List.of("'theta'", "float64[2]", "float64[3]"),
                Joint.empty().free("theta", theta, Var.input("u", 3)));
        Var u = Var.input("u", 2);
        JointDensity density = Joint.empty().free("theta", theta, u).derive();
        assertEquals("ilr", density.free().getFirst().bijector().name());
        assertEquals(u, density.unconstrained().getFirst());
    }

    /** The map of positive numbers, but with all its terms in one. */
    record OneTerm() implements Bijector {
        @Override
        public String name() {
            return "oneterm";
        }

        @Override
        public Support image() {
            return Support.nonNegative();
        }

        @Override
        public Value forward(Var u) {
            return Value.of(u.exp());
        }

        @Override
        public Var inverse(Var x) {
            return x.log();
        }

        @Override
        public LogTerms logJacobian(Var u) {
            return LogTerms.zero(Shape.scalar()).plus(u.sum());
        }
    }

    @Test
    void a_map_whose_jacobian_is_not_event_by_event_is_refused() {
        Var h = HalfNormal.of(c(1)).draw("h", 3);
        refused(
                DensityCode.VALUE_TYPE,
                List.of("'oneterm' of 'h'", "one term an event, [3]", "correct its logJacobian"),
                Joint.empty().free("h", h, Var.input("u", 3), new OneTerm()));
    }
}
