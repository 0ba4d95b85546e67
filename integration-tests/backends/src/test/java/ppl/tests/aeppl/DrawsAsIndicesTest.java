package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.normal;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/** A draw of a few categories is an index as it is: no cast, in draws and in log-densities. */
class DrawsAsIndicesTest {

    private static final RandomKey KEY = RandomKey.of(5);
    private static final Var A = Var.constant(10.0, 20.0);

    private static double normal01(double x, double mu) {
        return -0.5 * (x - mu) * (x - mu) - 0.9189385332046728;
    }

    @Test
    void draws_pick_in_every_way_of_indexing() {
        for (Distribution law : List.of(bernoulli(0.4), bernoulliLogit(0.3), categorical(0.25, 0.75))) {
            Var z = law.draw("z", 40);
            List<Tensor> drawn = List.of(
                    z.eval(KEY),
                    A.get(z).eval(KEY),
                    A.get(z).eval(KEY),
                    Functions.take(A, z, 0).eval(KEY));
            for (int i = 0; i < 40; i++) {
                double expected = drawn.getFirst().doubleAt(i) == 0 ? 10 : 20;
                for (Tensor picked : drawn.subList(1, drawn.size())) {
                    assertEquals(expected, picked.doubleAt(i), law.toString());
                }
            }
            assertTrue(drawn.get(1).doubleAt(0) + drawn.get(1).doubleAt(1) > 0);
        }
    }

    @Test
    void the_log_density_of_a_mixture_by_the_value_of_its_index() {
        Var mu = normal(0, 1).draw("mu", 2);
        Var z = bernoulli(0.25).draw("z", 3);
        Var c = categorical(0.5, 0.5).draw("c");
        Var y = normal(mu.get(z).plus(A.get(c)), 1).draw("y", 3);
        JointDensity density = Joint.empty()
                .free("mu", mu)
                .observe("z", z, Var.constant(Tensor.of(new long[] {1, 0, 1})))
                .free("c", c)
                .observe("y", y, Var.constant(20, 21, 22))
                .derive();
        List<Tensor> at = List.of(Tensor.of(new double[] {1, 2}), Tensor.scalar(1L));
        double expected = normal01(1, 0)
                + normal01(2, 0)
                + 2 * Math.log(0.25)
                + Math.log(0.75)
                + Math.log(0.5)
                + normal01(20, 22)
                + normal01(21, 21)
                + normal01(22, 22);
        Graph graph = new Graph(density.unconstrained(), List.of(density.total(Checks.NEG_INF)));
        try (var compiled = graph.compile(CompileOptions.defaults())) {
            assertEquals(expected, compiled.call(at).getFirst().item(), 1e-13);
        }
    }

    @Test
    void truth_values_pick_one_of_two() {
        Var above = normal(0, 1).draw("x", 6).gt(0);
        double[] truths = above.cast(DType.F64).eval(KEY).toDoubles();
        double[] picked = A.get(above).eval(KEY).toDoubles();
        for (int i = 0; i < 6; i++) {
            assertEquals(10 + 10 * truths[i], picked[i]);
        }
        Var known = Var.constant(Tensor.of(new boolean[] {true, false, true}, 3));
        assertArrayEquals(new double[] {20, 10, 20}, A.get(known).eval().toDoubles());
    }

    @Test
    void a_mask_is_refused_with_what_to_do() {
        Var x = Var.data("x", Tensor.of(new double[] {1, 2, 3}));
        Var mask = Var.data("mask", Tensor.of(new boolean[] {true, false, true}, 3));
        assertEquals(
                "indexing axis 0 of 'x' float64[3], which has 3 positions, by truth values, 'mask' bool[3]: they select one of"
                        + " two; give positions, with cast(DType.I64) if 0 and 1 are meant, or keep the shape and choose with"
                        + " Functions.where",
                assertThrows(GraphException.class, () -> x.get(mask))
                        .getMessage()
                        .replaceAll(" \\(made at [^)]*\\)", ""));
    }
}
