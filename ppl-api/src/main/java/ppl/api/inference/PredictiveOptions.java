package ppl.api.inference;

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
 */
public record PredictiveOptions(
        @Nullable Long seed, int cores, @Nullable String backend, boolean latent) {

    /**
     * Checks the values.
     *
     * @throws ResultException with code OPTION if there is no core
     */
    public PredictiveOptions {
        if (cores < 1) {
            throw new ResultException(ResultCode.OPTION, "option cores must be at least 1, not " + cores);
        }
    }

    /** The seed and the backend of the run, and as many threads as processors. */
    public static PredictiveOptions defaults() {
        return new PredictiveOptions(null, Runtime.getRuntime().availableProcessors(), null, false);
    }

    /** These options with another seed. */
    public PredictiveOptions withSeed(long other) {
        return new PredictiveOptions(other, cores, backend, latent);
    }

    /** These options with another number of threads. */
    public PredictiveOptions withCores(int other) {
        return new PredictiveOptions(seed, other, backend, latent);
    }

    /** These options with another backend. */
    public PredictiveOptions withBackend(@Nullable String other) {
        return new PredictiveOptions(seed, cores, other, latent);
    }

    /**
     * These options for draws of what was {@code censored(d, ...)} as draws of {@code d} itself: the lifetime, not the time at which one
     * stopped to look. Clipped, they are the draws without this option. What is truncated was never beyond the ends, and stays within.
     */
    public PredictiveOptions withLatent() {
        return new PredictiveOptions(seed, cores, backend, true);
    }
}
