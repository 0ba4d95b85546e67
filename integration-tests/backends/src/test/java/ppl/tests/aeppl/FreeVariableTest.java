package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.tests.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Bounded;
import ppl.aeppl.law.Identity;
import ppl.aeppl.law.LowerBound;
import ppl.aeppl.law.UpperBound;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

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
        Var clipped = Elementwise.clip(x, -1, 2);
        List<String> words =
                List.of("'y'", "Normal(mu=0.0, sigma=1.0)", "-1.0 and 2.0", "make the variable inside it free");
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped));
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped, Var.input("u")));
        refused(DensityCode.ATOMS, words, Joint.empty().free("y", clipped, Var.input("u"), new Identity()));
        Var transformed = Elementwise.maximum(x, c(0)).times(2).plus(1);
        refused(DensityCode.ATOMS, List.of("'y'", "1.0"), Joint.empty().free("y", transformed));
    }

    @Test
    void what_is_inside_a_clip_may_be_sought_and_the_clip_used() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = Normal.of(Elementwise.clip(x, -1, 2), c(1)).draw("y");
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
}
