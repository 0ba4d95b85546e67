package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.examples.Readme;

/**
 * The examples against posteriors known otherwise: by quadrature, and by two other programs that agree. A mean may be off
 * by 4 standard errors (false alarm 6e-5 each), the reference's own error included.
 */
class PosteriorTest {

    private static void requireMean(double reference, double referenceError, Summary summary, String variable) {
        double mean = summary.get(variable, "mean");
        double error = Math.hypot(summary.get(variable, "mcse_mean"), referenceError);
        assertTrue(
                Math.abs(mean - reference) < 4 * error,
                variable + ": mean " + mean + ", reference " + reference + ", standard error " + error);
        double rhat = summary.get(variable, "r_hat");
        assertTrue(rhat < 1.01, variable + ": R-hat " + rhat);
    }

    @Test
    void eight_schools_agree_with_quadrature() {
        InferenceData fit = EightSchools.model()
                .infer()
                .targetAccept(0.95)
                .draws(2000)
                .seed(42)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary("~theta_z");
        EightSchoolsMoments exact = EightSchoolsMoments.byQuadrature();
        requireMean(exact.mu(), 0, summary, "mu");
        requireMean(exact.tau(), 0, summary, "tau");
        String[] schools = {"A", "B", "C", "D", "E", "F", "G", "H"};
        for (int j = 0; j < schools.length; j++) {
            requireMean(exact.theta()[j], 0, summary, "theta[" + schools[j] + "]");
        }
    }

    /** The run that README shows. */
    @Test
    void radon_agrees_with_other_programs_and_is_what_readme_shows() throws IOException {
        InferenceData fit = Radon.model(RadonData.load())
                .infer()
                .targetAccept(0.9)
                .seed(1)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary("~a", "~b");
        String shown = Readme.block("What comes out", "");
        assertTrue(shown.contains(summary.toString().strip()), () -> "README must show\n" + summary);
        // mean and standard deviation of 5000 effective draws or so
        Map<String, double[]> reference = Map.of(
                "mu_a", new double[] {1.493, 0.051},
                "sigma_a", new double[] {0.323, 0.046},
                "mu_b", new double[] {-0.648, 0.080},
                "sigma_b", new double[] {0.257, 0.126},
                "eps", new double[] {0.721, 0.018});
        reference.forEach((variable, r) -> {
            requireMean(r[0], r[1] / Math.sqrt(5000), summary, variable);
            assertEquals(r[1], summary.get(variable, "sd"), 0.1 * r[1] + 0.0005, "sd of " + variable);
        });
        long diverging = 0;
        for (boolean d : fit.sampleStats().get("diverging").toBooleans()) {
            diverging += d ? 1 : 0;
        }
        assertTrue(diverging <= 5, diverging + " divergences");
    }
}
