package ppl.api.sample;

import java.util.List;

/** What becomes of the iterations of a chain. One thread adds, and another one may look meanwhile at those that are {@linkplain #kept() kept}. */
sealed interface ChainRecord permits ChainInMemory, ChainInFile {

    /**
     * Adds the next iteration, whose content is overwritten afterwards.
     *
     * @throws SamplingException with code FILE if it cannot be kept
     */
    void add(Iteration iteration);

    /**
     * Sees to it that all iterations are kept.
     *
     * @throws SamplingException with code FILE if that cannot be
     */
    void flush();

    /** How many iterations, from the first on, results can have by now. */
    int kept();

    /**
     * Points in unconstrained space, evenly spaced over a range of kept iterations; fewer than asked for where the record does not have so many.
     *
     * @param count at least 1
     */
    List<double[]> points(int from, int to, int count);
}
