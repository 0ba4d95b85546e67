package ppl.api.inference;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/**
 * How predictive draws and what else follows from draws is computed. Threads and backend do not decide what comes out.
 *
 * @param seed the seed; null for that of the run, or, where there is none, for a random one, which the result reports
 * @param cores the number of threads
 * @param backend the name of the backend; null for that of the run, or the best present
 * @param latent whether what is censored is drawn as it was before
 * @param quantiles the probabilities of the quantiles of a summary, which is computed instead of draws; null for draws
 */
public record PredictiveOptions(
        @Nullable Long seed,
        int cores,
        @Nullable String backend,
        boolean latent,
        @Nullable List<Double> quantiles) {

    private static final List<Double> USUAL = List.of(0.025, 0.25, 0.5, 0.75, 0.975);

    /**
     * Checks the values.
     *
     * @throws ResultException with code OPTION if there is no core, or a probability is not between 0 and 1 or there twice
     */
    public PredictiveOptions {
        if (cores < 1) {
            throw new ResultException(ResultCode.OPTION, "option cores must be at least 1, not " + cores);
        }
        if (quantiles != null) {
            quantiles = List.copyOf(quantiles);
            for (double p : quantiles) {
                if (!(p >= 0 && p <= 1)) {
                    throw new ResultException(
                            ResultCode.OPTION,
                            "a summary has quantiles of probabilities from 0 to 1, not " + p + ": 0.5 is the median");
                }
            }
            if (new HashSet<>(quantiles).size() < quantiles.size()) {
                throw new ResultException(
                        ResultCode.OPTION, "a summary has each quantile once, not " + quantiles + ": leave one out");
            }
        }
    }

    /** The seed and the backend of the run, and as many threads as processors. */
    public static PredictiveOptions defaults() {
        return new PredictiveOptions(null, Runtime.getRuntime().availableProcessors(), null, false, null);
    }

    /** These options with another seed. */
    public PredictiveOptions withSeed(long other) {
        return new PredictiveOptions(other, cores, backend, latent, quantiles);
    }

    /** These options with another number of threads. */
    public PredictiveOptions withCores(int other) {
        return new PredictiveOptions(seed, other, backend, latent, quantiles);
    }

    /** These options with another backend. */
    public PredictiveOptions withBackend(@Nullable String other) {
        return new PredictiveOptions(seed, cores, other, latent, quantiles);
    }

    /**
     * These options for draws of what was {@code censored(d, ...)} as draws of {@code d} itself: the lifetime, not the time at which one
     * stopped to look. Clipped, they are the draws without this option. What is truncated was never beyond the ends, and stays within.
     */
    public PredictiveOptions withLatent() {
        return new PredictiveOptions(seed, cores, backend, true, quantiles);
    }

    /**
     * These options for mean, standard deviation and quantiles over all draws instead of the draws: exact, in memory that does not grow with
     * the number of draws times that of the elements. Each variable has them along a first axis, {@code metric}, with the labels mean,
     * sd, 2.5%, 25%, 50%, 75%, 97.5%. For predictive draws and predictions.
     *
     * {@snippet :
     * InferenceData next = fit.predict(PredictiveOptions.defaults().summaryOnly(), d -> d.set("x", data));
     * double[] means = next.get(Group.PREDICTIONS).select("metric", "mean").get("y").toDoubles();
     * }
     */
    public PredictiveOptions summaryOnly() {
        return new PredictiveOptions(seed, cores, backend, latent, USUAL);
    }

    /**
     * The same with other quantiles.
     *
     * @throws ResultException with code OPTION if a probability is not between 0 and 1 or there twice
     */
    public PredictiveOptions summaryOnly(double... probabilities) {
        return new PredictiveOptions(
                seed,
                cores,
                backend,
                latent,
                Arrays.stream(probabilities).boxed().toList());
    }

    /**
     * These, if they ask for draws.
     *
     * @param what is computed
     * @throws ResultException with code OPTION if they ask for a summary
     */
    public PredictiveOptions requireDraws(String what) {
        if (quantiles != null) {
            throw new ResultException(
                    ResultCode.OPTION,
                    what + " come as draws: option summaryOnly is for predictive draws and predictions; leave it out");
        }
        return this;
    }
}
