package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.law.Moments;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What series begin with. */
class FirstValuesTest {

    private static final Var X = Var.constant(Tensor.of(new double[][] {{0.5, 1, 3}, {4, 4.5, 4}}));

    private static Moments moments(Distribution d) {
        return d.law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
    }

    private static double[] logp(Distribution d, Var x) {
        return Densities.logp(d, x).eval().toDoubles();
    }

    @Test
    void first_values_outside_of_their_support_have_no_density() {
        Distribution walk = GaussianRandomWalk.of(1, HalfNormal.of(2), 3);
        assertEquals(Double.NEGATIVE_INFINITY, logp(walk, Var.constant(-0.1, 1, 2))[0]);
        assertTrue(Double.isFinite(logp(walk, Var.constant(0.1, -1, -2))[0]));
    }

    @Test
    void moments_are_those_of_the_first_values() {
        Distribution heavy = GaussianRandomWalk.of(1, Cauchy.of(0, 1), 3);
        assertTrue(Double.isNaN(moments(heavy).mean().eval().doubleAt(2)));
        Distribution t = GaussianRandomWalk.of(0.5, 2, StudentT.of(4, 1, 3), 3);
        assertArrayEquals(
                new double[] {18, 22, 26}, moments(t).variance().eval().toDoubles(), 1e-13);
        assertArrayEquals(new double[] {1, 1.5, 2}, moments(t).mean().eval().toDoubles(), 1e-13);
    }

    /** The components of one distribution lie along an axis of its parameters, which is none of the batch of walks. */
    @Test
    void a_mixture_of_one_distribution_is_that_of_its_components() {
        Distribution low = Normal.of(0, 1);
        Distribution high = Normal.of(5, 1);
        Distribution listed = GaussianRandomWalk.of(0, 1, Mixture.of(Var.constant(0.3, 0.7), List.of(low, high)), 3);
        Var means = Var.constant(new double[] {0, 5});
        for (Distribution one : List.of(
                Mixture.of(Var.constant(0.3, 0.7), Normal.of(means, 1)),
                Mixture.of(Var.constant(0.3, 0.7), Normal.of(means, Var.constant(new double[] {1, 1}))),
                Mixture.of(rows(0.3, 0.7), Normal.of(means, 1)),
                Mixture.of(Var.constant(0.3, 0.7), Normal.of(rows(0, 5), 1)))) {
            Distribution walk = GaussianRandomWalk.of(0, 1, one, 3);
            assertArrayEquals(logp(listed, X), logp(walk, X), 1e-14, walk.toString());
            assertEquals(3.5, moments(walk).mean().eval().doubleAt(2), 1e-14);
            assertEquals(3 + 0.21 * 25, moments(walk).variance().eval().doubleAt(2), 1e-13);
        }
        assertEquals(-6.21068248, logp(listed, X)[0], 1e-8);
    }

    /** A row of a batch of walks takes its own components along. */
    @Test
    void a_walk_of_a_batch_keeps_its_own_mixture() {
        Var means = Var.constant(Tensor.of(new double[][] {{0, 5}, {-2, 9}}));
        Var walks = GaussianRandomWalk.of(0, 1, Mixture.of(Var.constant(0.3, 0.7), Normal.of(means, 1)), 3)
                .draw("w");
        Distribution own =
                GaussianRandomWalk.of(0, 1, Mixture.of(Var.constant(0.3, 0.7), Normal.of(means.get(1), 1)), 3);
        Var x = Var.constant(4.0, 4.5, 4);
        assertEquals(
                logp(own, x)[0], Densities.logp(walks.get(1), x).sum().eval().item(), 1e-13);
    }

    private static Var rows(double... row) {
        return Var.constant(Tensor.of(new double[][] {row, row}));
    }
}
