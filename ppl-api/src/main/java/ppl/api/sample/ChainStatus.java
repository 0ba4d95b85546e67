package ppl.api.sample;

/**
 * How far a chain is.
 *
 * @param chain its number
 * @param iteration finished iterations, warm-up included
 * @param tuning true while it warms up
 * @param divergences divergences after warm-up
 * @param stepSize the current step size; NaN if the sampler has none
 * @param gradients evaluations of the log-density so far
 * @param iterationsPerSecond iterations per second since it started; 0 before
 */
public record ChainStatus(
        int chain,
        int iteration,
        boolean tuning,
        int divergences,
        double stepSize,
        long gradients,
        double iterationsPerSecond) {}
