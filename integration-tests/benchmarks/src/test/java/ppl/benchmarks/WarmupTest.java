package ppl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Hierarchies;
import ppl.benchmarks.posterior.RandomWalk;

/** The default warm-up where the geometry is hard; {@code .ci/bench warmup} measures more. */
class WarmupTest {

    private static InferenceData fit(Model model, int seed) {
        return model.infer().seed(seed).progress(Progress.silent()).run();
    }

    /** Of the 80 chains of warm-ups that let chains freeze, 8 had more than 100 divergences and one had 1000. */
    @Test
    void no_chain_of_the_centred_eight_schools_is_stuck() {
        Model model = Hierarchies.eightSchools();
        List<Integer> divergences = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            for (int chain : RunQuality.of(fit(model, seed)).divergences()) {
                divergences.add(chain);
            }
        }
        assertEquals(80, divergences.size());
        assertTrue(divergences.stream().allMatch(d -> d <= 500), divergences::toString);
        assertTrue(divergences.stream().filter(d -> d > 100).count() <= 3, divergences::toString);
    }

    /**
     * With a step size at the edge of stability a random walk has 450 divergences a run, and draws of q that are biased and too
     * narrow.
     */
    @Test
    @Tag("nightly")
    void the_random_walk_has_its_exact_mean_and_spread() {
        Model model = RandomWalk.model();
        double sum = 0;
        double squares = 0;
        int draws = 0;
        for (int seed = 1; seed <= 2; seed++) {
            InferenceData fit = fit(model, seed);
            assertEquals(0, RunQuality.of(fit).chainsAbove(100), "chains with more than 100 divergences");
            for (double q : fit.posterior().get("q").toDoubles()) {
                sum += q;
                squares += q * q;
                draws++;
            }
        }
        double mean = sum / draws;
        double sd = Math.sqrt(squares / draws - mean * mean);
        double[] exact = momentsOfInnovation(RandomWalk.data());
        // Four Monte Carlo standard errors of 1200 effective draws and more.
        assertEquals(exact[0], mean, 0.007);
        assertEquals(exact[1], sd, 0.007);
    }

    /** Mean and standard deviation of q by quadrature over q and r; the walk itself is summed out by a Kalman filter. */
    private static double[] momentsOfInnovation(double[] y) {
        double[] moments = new double[3];
        for (double q = 0.0025; q < 0.8; q += 0.005) {
            for (double r = 0.3; r < 0.9; r += 0.01) {
                double logp = -0.5 * (q * q + r * r);
                double mean = 0;
                double variance = 0;
                for (double seen : y) {
                    variance += q * q;
                    double total = variance + r * r;
                    double error = seen - mean;
                    logp -= 0.5 * (Math.log(total) + error * error / total);
                    mean += variance / total * error;
                    variance *= 1 - variance / total;
                }
                double p = Math.exp(logp);
                moments[0] += p;
                moments[1] += p * q;
                moments[2] += p * q * q;
            }
        }
        double mean = moments[1] / moments[0];
        return new double[] {mean, Math.sqrt(moments[2] / moments[0] - mean * mean)};
    }
}
