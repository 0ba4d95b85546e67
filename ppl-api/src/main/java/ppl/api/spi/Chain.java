package ppl.api.spi;

/**
 * One chain as a state machine: it asks for the density at a point, is told it, and now and then has finished an
 * iteration. The driver calls {@code ask} and {@code tell} in turn:
 *
 * <pre>{@code
 * while (iterations < tune + draws) {
 *     double[] point = chain.ask();
 *     double logp = density.logpAndGradient(point, gradient);
 *     if (chain.tell(logp, gradient)) {
 *         record(chain.position(), chain.statistic(0));
 *     }
 * }
 * }</pre>
 *
 * A chain is used by one thread at a time, is a function of its {@link ChainSpec} and of what it was told, and
 * allocates nothing per call after warm-up.
 */
public interface Chain {

    /** The point at which the density is wanted next. The array belongs to the chain and is valid until {@code tell}. */
    double[] ask();

    /** True if {@code tell} needs the gradient at the point asked for; if not, its array is not read. */
    boolean needsGradient();

    /**
     * Takes the density at the point asked for. -infinity, +infinity and NaN are rejections or divergences, never
     * errors.
     *
     * @param gradient the gradient there, if {@link #needsGradient}; else its content says nothing. The array is the caller's, valid during
     *     the call only
     * @return true if an iteration is finished: the draw and its statistics can be read until the next call
     */
    boolean tell(double logp, double[] gradient);

    /** The number of finished iterations, warm-up included. */
    int iteration();

    /** True while the iterations that finish belong to warm-up. */
    boolean tuning();

    /** The draw of the iteration last finished. The array belongs to the chain and is valid until the next call. */
    double[] position();

    /** The log-density of the draw. */
    double logp();

    /** A statistic of the iteration last finished, by its place in {@link Sampler#statistics()}, if it is one number. */
    double statistic(int index);

    /**
     * A statistic of the iteration last finished that is a number for each coordinate. Asked for only if {@link ChainSpec#vectors}.
     *
     * @param out where it is written; NaN where this iteration has none
     * @throws IllegalStateException if no statistic of the chain is a vector
     */
    default void statistic(int index, double[] out) {
        throw new IllegalStateException(
                "statistic " + index + " of this chain is one number: ask for it without an array.");
    }

    /**
     * Says that the density has changed, but not how, as when the variables that this chain does not move were moved by
     * another one: what the chain knows of the density at its point is void. The next {@link #ask} is for that point; the answer finishes
     * no iteration. What was learnt in warm-up stays. Between iterations only, like {@link #save}.
     */
    void revisit();

    /**
     * The state between two iterations: before the first {@code ask}, or after a {@code tell} that has finished an
     * iteration and before the next {@code ask}.
     *
     * @throws IllegalStateException within an iteration
     */
    ChainState save();

    /**
     * Goes on from a state, as the chain that it was saved of would have, to the bit, if this one was started with the same
     * spec. {@link #iteration}, {@link #position} and {@link #logp} are those of the state at once; statistics are those of the iterations
     * that finish from now on.
     *
     * @throws IllegalArgumentException if the state is not one of such a chain
     * @throws IllegalStateException within an iteration
     */
    void restore(ChainState state);
}
