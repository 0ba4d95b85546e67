package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Rhat;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** What a careful statistician would say about a run, each with what to do. */
final class Warnings {

    private static final int FEWEST_DRAWS = 4;

    /** The attribute that counts evaluations of finite log-density whose gradient is not. */
    static final String BROKEN_GRADIENTS = "gradients_not_finite";
    /** The attribute that names an element in whose direction they are not. */
    static final String BROKEN_ALONG = "gradient_not_finite_along";

    private Warnings() {}

    static List<String> of(InferenceData data) {
        List<String> warnings = new ArrayList<>();
        Dataset stats = data.sampleStats();
        long divergences = count(stats, "diverging");
        Object broken = stats.attributes().get(BROKEN_GRADIENTS);
        if (broken != null) {
            warnings.add("The gradient along " + stats.attributes().get(BROKEN_ALONG) + " is not finite at " + broken
                    + " points where logp is finite: chains cannot go on there, so the draws are biased. "
                    + "A function has an infinite slope there, such as sqrt at 0: keep its argument away from it, or write that"
                    + " part of the model without it.");
        }
        if (divergences > 0) {
            warnings.add(divergences + " divergences after warm-up: the posterior may be biased where they lie. "
                    + (broken != null
                            ? "Mend the gradient first."
                            : "Raise targetAccept, or reparameterise (non-centred) the variables involved."));
        }
        long saturated = count(stats, "reached_max_treedepth");
        if (saturated > 0) {
            warnings.add(saturated + " draws reached the greatest tree depth: sampling is slow, not wrong. Rescale the "
                    + "parameters, or raise max_treedepth.");
        }
        energy(stats, warnings);
        int chains = data.posterior().chains();
        if (data.posterior().draws() >= FEWEST_DRAWS && chains > 1) {
            judge(data.posterior().elements(), chains, warnings);
        }
        return warnings;
    }

    private static long count(Dataset stats, String name) {
        if (!stats.contains(name)) {
            return 0;
        }
        Variable v = stats.get(name);
        long n = 0;
        for (boolean b : v.toBooleans()) {
            n += b ? 1 : 0;
        }
        return n;
    }

    private static void energy(Dataset stats, List<String> warnings) {
        if (!stats.contains("energy")) {
            return;
        }
        double[] bfmi = Bfmi.of(stats.get("energy").draws());
        for (int c = 0; c < bfmi.length; c++) {
            if (bfmi[c] < Bfmi.LOW) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "E-BFMI of chain %s is %.2f, below %.1f: energies are explored slowly, the tails may be missed. "
                                + "Reparameterise, or run longer.",
                        stats.coord(Dataset.CHAIN).label(c),
                        bfmi[c],
                        Bfmi.LOW));
            }
        }
    }

    private static void judge(List<Element> elements, int chains, List<String> warnings) {
        String worst = null;
        String least = null;
        double rhat = Double.NEGATIVE_INFINITY;
        double ess = Double.POSITIVE_INFINITY;
        for (Element element : elements) {
            double r = element.statistics().rHat();
            double e = element.statistics().leastEss();
            if (r > rhat) {
                worst = element.label();
                rhat = r;
            }
            if (e < ess) {
                least = element.label();
                ess = e;
            }
        }
        if (rhat > Rhat.LIMIT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "R-hat is up to %.3f (%s): the chains do not agree yet. Run longer, or look for several modes.",
                    rhat,
                    worst));
        }
        if (ess < Ess.ENOUGH_PER_CHAIN * chains) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The effective sample size is as low as %.0f (%s), less than %.0f a chain: run longer before "
                            + "trusting quantiles.",
                    ess,
                    least,
                    Ess.ENOUGH_PER_CHAIN));
        }
    }
}
