package ppl.sampler.nuts.stepsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.random.RandomKey;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;

class StepSizeSearchTest {

    private static double search(ToDoubleBiFunction<double[], double[]> density, double[] at, double guess) {
        State state = new State(at.length);
        double[] gradient = new double[at.length];
        double logp = density.applyAsDouble(at, gradient);
        state.set(at, gradient, logp);
        StepSizeSearch search = new StepSizeSearch(at.length, new NutsStreams(RandomKey.of(1)));
        search.begin(state, new DiagonalMetric(at.length), guess);
        int trials = 0;
        while (!search.tell(density.applyAsDouble(search.ask(), gradient), gradient)) {
            trials++;
            assertTrue(trials < 100, "the search ends");
        }
        return search.stepSize();
    }

    private static double normal(double[] x, double[] g, double sd) {
        double logp = 0;
        for (int i = 0; i < x.length; i++) {
            g[i] = -x[i] / (sd * sd);
            logp += 0.5 * x[i] * g[i];
        }
        return logp;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.1, 1e4})
    void the_step_size_follows_the_scale_of_the_target_from_any_guess(double guess) {
        for (double sd : new double[] {1e-3, 1, 1e3}) {
            double[] start = new double[20];
            Arrays.fill(start, 0.5 * sd);
            double found = search((x, g) -> normal(x, g, sd), start, guess) / sd;
            assertTrue(found > 0.1 && found < 3, "step size " + found + " standard deviations");
        }
    }

    @Test
    void a_wall_on_all_sides_ends_at_the_least_step_size() {
        double[] start = {0.5};
        double found = search((x, g) -> x[0] == 0.5 ? 0 : Double.NaN, start, 1);
        assertTrue(found < 1e-9 && found > 0, "" + found);
    }

    @Test
    void a_flat_density_ends_at_the_greatest_step_size() {
        double found = search((x, g) -> 0, new double[1], 1);
        assertTrue(found > 1e6 && found < 1e8, "" + found);
    }

    @Test
    void an_infinite_density_is_a_rejection() {
        double found = search((x, g) -> leaves(x, 0.01) ? Double.POSITIVE_INFINITY : 0, new double[20], 1);
        assertTrue(found < 0.02, "" + found);
        assertEquals(found, search((x, g) -> leaves(x, 0.01) ? Double.NaN : 0, new double[20], 1));
    }

    @Test
    void each_trial_has_a_momentum_of_its_own() {
        StepSizeSearch search = new StepSizeSearch(2, new NutsStreams(RandomKey.of(1)));
        search.begin(new State(2), new DiagonalMetric(2), 1);
        double[] first = search.ask().clone();
        search.tell(0, new double[2]);
        double[] second = search.ask().clone();
        assertNotEquals(first[0] / first[1], second[0] / second[1], 1e-9);
    }

    private static boolean leaves(double[] x, double limit) {
        return Arrays.stream(x).anyMatch(v -> Math.abs(v) > limit);
    }
}
