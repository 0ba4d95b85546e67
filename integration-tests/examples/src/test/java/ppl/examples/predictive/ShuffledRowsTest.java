package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Diagnosis;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Loops may take rows in another order, by their groups: what is said of a row is said of the one that the data has at its place. */
class ShuffledRowsTest {

    private static final int ROWS = 400;
    private static final int GROUPS = 20;
    private static final int[] GROUP =
            new SplittableRandom(3).ints(ROWS, 0, GROUPS).toArray();
    private static final double[] SIZE =
            new SplittableRandom(4).doubles(ROWS, 1, 2).toArray();

    private static Model model(double[] y) {
        return Model.build(m -> {
            Dim group = m.dim("group", GROUPS);
            Dim obs = m.dim("obs", ROWS);
            Var effect = m.sample("effect", halfNormal(1), group);
            Var rate = effect.get(Var.constant(Tensor.of(GROUP))).plus(1).times(Var.constant(SIZE));
            m.observe("y", exponential(rate), y, obs);
        });
    }

    @Test
    void a_pointwise_log_likelihood_has_the_order_of_the_data() {
        double[] y = new SplittableRandom(5).doubles(ROWS, 0, 3).toArray();
        InferenceData fit = Fitted.prior(model(y), 3).withLogLikelihood();
        double[] effects = fit.posterior().get("effect").toDoubles();
        double[] expected = new double[effects.length / GROUPS * ROWS];
        for (int k = 0; k < expected.length; k++) {
            int row = k % ROWS;
            double rate = (effects[k / ROWS * GROUPS + GROUP[row]] + 1) * SIZE[row];
            expected[k] = Math.log(rate) - rate * y[row];
        }
        assertArrayEquals(expected, fit.logLikelihood().get("y").toDoubles(), 1e-12);
    }

    @Test
    void a_datum_that_has_no_density_is_named_by_its_own_place() {
        double[] y = new SplittableRandom(5).doubles(ROWS, 0, 3).toArray();
        y[7] = Double.NaN; // missing
        y[123] = -1;
        double[] ones = new double[GROUPS];
        java.util.Arrays.fill(ones, 1);
        Diagnosis d = model(y).debug(Map.of("effect", Tensor.of(ones)));
        assertEquals(Double.NEGATIVE_INFINITY, d.logp());
        String named = "y[122] = -1.0 is outside the support of Exponential ([0.0, inf)) (y_seen_at 123)"; // of those seen
        assertTrue(d.toString().contains(named), d::toString);
    }
}
