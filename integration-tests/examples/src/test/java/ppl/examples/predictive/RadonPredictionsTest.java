package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.diagnostics.Elpd;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.sample.Progress;
import ppl.examples.Radon;
import ppl.examples.RadonData;

/** The radon model after a run, as README has it, against log-likelihoods that are computed here from its draws. */
class RadonPredictionsTest {

    private static final int CHAINS = 2;
    private static final int DRAWS = 100;

    @Test
    void a_fit_is_checked_and_compared_by_what_it_computes() throws IOException {
        RadonData data = RadonData.load();
        Model radon = Radon.model(data);
        InferenceData fit = radon.infer()
                .chains(CHAINS)
                .tune(300)
                .draws(DRAWS)
                .seed(1)
                .progress(Progress.silent())
                .run();

        InferenceData checked = fit.withPosteriorPredictive().withLogLikelihood();
        double[] drawn = checked.posteriorPredictive().get("radon_like").toDoubles();

        double[] pointwise = byHand(data, fit.posterior());
        assertArrayEquals(pointwise, checked.logLikelihood().get("radon_like").toDoubles(), 1e-12);
        Elpd expected = fit.with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable(
                                        "radon_like",
                                        List.of(Dataset.CHAIN, Dataset.DRAW, "obs_id"),
                                        new int[] {CHAINS, DRAWS, data.size()},
                                        pointwise)
                                .build())
                .loo();
        assertEquals(expected.value(), checked.loo().value(), 1e-8);
        assertEquals(expected.se(), checked.loo().se(), 1e-8);

        // The mean of 183,800 replicates, whose means at an observation vary by about 0.4: far within the spread of the data.
        double mean = Arrays.stream(data.logRadon()).average().orElseThrow();
        assertEquals(mean, Arrays.stream(drawn).average().orElseThrow(), 0.05);
        double[] ranks = checked.looPit("radon_like");
        assertEquals(0.5, Arrays.stream(ranks).average().orElseThrow(), 0.05);
        assertTrue(Arrays.stream(ranks).allMatch(p -> p >= 0 && p <= 1), "they are probabilities");
        assertEquals(
                checked.posteriorPredictive(),
                fit.withPosteriorPredictive(PredictiveOptions.defaults().withSeed(1)).posteriorPredictive(),
                "the seed is that of the run");
    }

    private static double[] byHand(RadonData data, Dataset posterior) {
        int counties = data.countyNames().size();
        double[] muA = posterior.get("mu_a").toDoubles();
        double[] sigmaA = posterior.get("sigma_a").toDoubles();
        double[] a = posterior.get("a").toDoubles();
        double[] muB = posterior.get("mu_b").toDoubles();
        double[] sigmaB = posterior.get("sigma_b").toDoubles();
        double[] b = posterior.get("b").toDoubles();
        double[] eps = posterior.get("eps").toDoubles();
        double[] logp = new double[muA.length * data.size()];
        for (int d = 0; d < muA.length; d++) {
            for (int i = 0; i < data.size(); i++) {
                int county = d * counties + data.countyIndex()[i];
                double mean = muA[d] + sigmaA[d] * a[county] + (muB[d] + sigmaB[d] * b[county]) * data.floor()[i];
                double z = (data.logRadon()[i] - mean) / eps[d];
                logp[d * data.size() + i] = -0.5 * z * z - Math.log(eps[d]) - 0.5 * Math.log(2 * Math.PI);
            }
        }
        return logp;
    }
}
