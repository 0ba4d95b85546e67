package ppl.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;

/**
 * How much two ways to learn a diagonal metric get out of a gradient, on {@link Radon}: variances of draws alone, as Stan takes them, and
 * variances of draws and of gradients.
 */
public final class Adaptation {

    private static final List<String> VARIABLES = List.of("mu_a", "sigma_a", "mu_b", "sigma_b", "eps");

    private Adaptation() {}

    /** Effective draws, bulk and tail the lesser, of each of the variables for a thousand gradients after warm-up. */
    private static double[] effective(Inference inference) {
        InferenceData fit = inference
                .metric("diagonal")
                .targetAccept(0.9)
                .seed(1)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary("~a", "~b");
        double gradients = Arrays.stream(fit.sampleStats().get("n_steps").toDoubles()).sum();
        return VARIABLES.stream()
                .mapToDouble(v -> Math.min(summary.get(v, "ess_bulk"), summary.get(v, "ess_tail")))
                .map(ess -> 1000 * ess / gradients)
                .toArray();
    }

    /** The chart. */
    public static List<String> printed() {
        Inference radon = Radon.model(RadonData.load()).infer();
        double[] draws = effective(radon.set("adaptation", "stan"));
        double[] gradients = effective(radon);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < VARIABLES.size(); i++) {
            lines.add(bar(VARIABLES.get(i), "adapt_diag", draws[i]));
            lines.add(bar("", "adapt_diag_grad", gradients[i]));
        }
        return lines;
    }

    private static String bar(String variable, String name, double value) {
        return String.format(Locale.ROOT, "%-8s %-15s %5.1f ", variable, name, value) + "█".repeat((int) Math.round(value));
    }

    /** Prints it. */
    public static void main(String[] args) {
        printed().forEach(System.out::println);
    }
}
