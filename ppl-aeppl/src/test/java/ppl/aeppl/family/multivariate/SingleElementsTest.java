package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.BetaBinomial;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** One element of vectors that have a joint law. */
class SingleElementsTest {

    private static double at(Law law, double x) {
        return at(law, new double[] {x}, Shape.scalar())[0];
    }

    private static double[] at(Law law, double[] x, Shape shape) {
        Tensor value = Tensor.of(x, shape.sizes());
        return law.logDensity(Value.of(Var.constant(value)))
                .elementwise()
                .eval()
                .toDoubles();
    }

    private static void same(Distribution expected, Var node, double... points) {
        Law law = Joint.law(node);
        for (double x : points) {
            double one = at(expected.law(), x);
            assertEquals(one, at(law, x), 1e-11 * Math.max(1, Math.abs(one)), node.expression() + " at " + x);
        }
    }

    @Test
    void an_element_has_the_law_of_its_own() {
        Var x = Multinomial.of(9, 0.2, 0.3, 0.5).draw("x");
        same(Binomial.of(9, 0.3), x.get(1), 0, 4, 9, 10, -1, 0.5);
        Var z = Multinomial.logit(9, -1, 0.5, 40, 39).draw("z");
        double rest = Math.log(Math.exp(-41) + Math.exp(-39.5) + Math.exp(-1));
        same(Binomial.logit(9, -rest), z.get(2), 0, 4, 9);
        double small = -1 - 40 - Math.log1p(Math.exp(-39.5) + Math.exp(-1));
        same(Binomial.logit(9, small), z.get(0), 0, 4, 9);
        Var m = DirichletMultinomial.of(9, 1e5, 2, 1e-3).draw("m");
        same(BetaBinomial.of(9, 1e5, 2.001), m.get(0), 0, 4, 9);
        same(BetaBinomial.of(9, 1e-3, 1e5 + 2), m.get(2), 0, 4, 9);
        Var d = Dirichlet.of(0.5, 2, 3.5).draw("d");
        same(Beta.of(2, 4), d.get(1), 0, 0.25, 1, 1.5);
        assertEquals(BaseMeasure.LEBESGUE, Joint.law(d.get(0)).type().measure());
    }

    @Test
    void nearly_all_of_a_logit_is_known_by_the_others() {
        Var z = Multinomial.logit(9, 0, -60, -61).draw("z");
        double rest = -60 + Math.log1p(Math.exp(-1));
        same(Binomial.logit(9, -rest), z.get(0), 9, 8, 2);
    }

    @Test
    void one_element_of_each_row_is_independent_of_the_others() {
        Var n = Var.constant(Tensor.of(new long[] {5, 8}));
        Var x = Multinomial.of(n, Var.constant(0.2, 0.3, 0.5)).draw("x", 3, 2);
        Law law = Joint.law(x.get(Index.all(), Index.all(), Index.at(2)));
        assertEquals(new TensorType(DType.I64, Shape.of(3, 2)), law.type().draw());
        assertEquals(Shape.of(3, 2), law.type().batchShape());
        double[] found = at(law, new double[] {1, 2, 3, 4, 5, 6}, Shape.of(3, 2));
        for (int i = 0; i < 6; i++) {
            assertEquals(at(Binomial.of(i % 2 == 0 ? 5 : 8, 0.5).law(), i + 1), found[i], 1e-12);
        }
        assertEquals(at(Binomial.of(8, 0.2).law(), 3), at(Joint.law(x.get(2, 1, 0)), 3), 1e-12);
    }

    @Test
    void the_position_may_be_known_in_a_run_only() {
        Var i = Var.input("i", new TensorType(DType.I64, Shape.of()));
        Var x = Multinomial.of(9, 0.2, 0.3, 0.5).draw("x");
        Var logp = Joint.law(Functions.take(x, i, 0))
                .logDensity(Value.of(Var.constant(4L)))
                .total();
        double found = Laws.values(List.of(i), List.of(Tensor.scalar(2L)), logp)[0];
        assertEquals(at(Binomial.of(9, 0.5).law(), 4), found, 1e-12);
    }

    @Test
    void it_may_be_observed_and_computed_with() {
        Var d = Dirichlet.of(0.5, 2, 3.5).draw("d");
        double expected = at(Beta.of(0.5, 5.5).law(), 0.25) - Math.log(4);
        assertEquals(expected, at(Joint.law(d.get(0).times(4)), 1.0), 1e-12);
        Var y = Normal.of(d.get(0), Var.constant(1.0)).draw("y");
        Joint both =
                Joint.empty().observe("first", d.get(0), Var.constant(0.25)).observe("y", y, Var.constant(1.0));
        double found = both.derive().total(Checks.RAISE).eval().item();
        assertEquals(at(Beta.of(0.5, 5.5).law(), 0.25) + at(Normal.of(0.25, 1).law(), 1), found, 1e-12);
    }

    @Test
    void two_elements_of_one_vector_are_no_independent_draws() {
        Var x = Multinomial.of(9, 0.2, 0.3, 0.5).draw("x", 2);
        Joint both =
                Joint.empty().observe("a", x.get(0, 0), Var.constant(2L)).observe("b", x.get(0, 1), Var.constant(3L));
        LogDensityException e = assertThrows(LogDensityException.class, both::derive);
        assertEquals(DensityCode.SOURCE_CONSUMED_TWICE, e.code(), e.getMessage());
        Joint apart =
                Joint.empty().observe("a", x.get(0, 0), Var.constant(2L)).observe("b", x.get(1, 1), Var.constant(3L));
        double expected =
                at(Binomial.of(9, 0.2).law(), 2) + at(Binomial.of(9, 0.3).law(), 3);
        assertEquals(expected, apart.derive().total(Checks.RAISE).eval().item(), 1e-12);
    }

    @Test
    void rows_stay_vectors() {
        Var x = Multinomial.of(9, 0.2, 0.3, 0.5).draw("x", 4);
        Law row = Joint.law(x.get(1));
        double[] found = at(row, new double[] {2, 3, 4}, Shape.of(3));
        double whole = at(Multinomial.of(9, 0.2, 0.3, 0.5).law(), new double[] {2, 3, 4}, Shape.of(3))[0];
        assertArrayEquals(new double[] {whole}, found, 1e-14);
        LogDensityException e =
                assertThrows(LogDensityException.class, () -> Joint.law(x.get(1).get(new int[] {0, 2})));
        assertTrue(e.getMessage().contains("have a joint law"), e.getMessage());
    }
}
