package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.inference.Variable;

/** What a careful statistician would say about a run, each with what to do. */
final class Warnings {

    private static final double RHAT_LIMIT = 1.01;
    private static final double ESS_PER_CHAIN = 100;

    private Warnings() {}

    static List<String> of(InferenceData data, SampleOptions options) {
        List<String> warnings = new ArrayList<>();
        Dataset stats = data.sampleStats();
        long divergences = count(stats, "diverging");
        if (divergences > 0) {
            warnings.add(divergences + " divergences after warm-up: the posterior may be biased where they lie. Raise "
                    + "targetAccept, or reparameterise (non-centred) the variables involved.");
        }
        long saturated = count(stats, "reached_max_treedepth");
        if (saturated > 0) {
            warnings.add(saturated + " draws reached the greatest tree depth: sampling is slow, not wrong. Rescale the "
                    + "parameters, or raise max_treedepth.");
        }
        if (options.draws() >= 4 && options.chains() > 1) {
            judge(data.summary(), options.chains(), warnings);
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

    private static void judge(Summary summary, int chains, List<String> warnings) {
        String worst = null;
        String least = null;
        double rhat = Double.NEGATIVE_INFINITY;
        double ess = Double.POSITIVE_INFINITY;
        for (Summary.Row row : summary.rows()) {
            double r = summary.get(row.label(), "r_hat");
            double e = Math.min(summary.get(row.label(), "ess_bulk"), summary.get(row.label(), "ess_tail"));
            if (r > rhat) {
                worst = row.label();
                rhat = r;
            }
            if (e < ess) {
                least = row.label();
                ess = e;
            }
        }
        if (rhat > RHAT_LIMIT) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "R-hat is up to %.3f (%s): the chains do not agree yet. Run longer, or look for several modes.",
                    rhat, worst));
        }
        if (ess < ESS_PER_CHAIN * chains) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The effective sample size is as low as %.0f (%s), less than %.0f a chain: run longer before "
                            + "trusting quantiles.",
                    ess, least, ESS_PER_CHAIN));
        }
    }
}
