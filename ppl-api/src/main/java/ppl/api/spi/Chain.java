package ppl.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * One chain as a state machine. It asks for the density at a point, receives it, and after some of these answers an iteration
 * is finished. The driver calls {@code ask} and {@code tell} in turn:
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
 * Where blocks are {@linkplain Block#separable separable}, a driver looks at {@link #needs} first, and answers {@link ChainNeed#PARTS} by
 * {@link #tellParts}. Whoever cannot gives the chain blocks that are {@linkplain Block#inseparable() not}.
 *
 * One thread at a time uses a chain. What it does is a function of its {@link ChainSpec} and of the densities that it received.
 * After warm-up a call allocates nothing.
 */
public interface Chain {

    /** The point at which the density is wanted next. The array belongs to the chain and is valid until {@code tell}. */
    double[] ask();

    /** True if {@code tell} needs the gradient at the point asked for. If it does not, it does not read the array. */
    boolean needsGradient();

    /** What the chain needs of the point asked for. */
    default ChainNeed needs() {
        return needsGradient() ? ChainNeed.GRADIENT : ChainNeed.LOGP;
    }

    /**
     * The block whose {@link ChainNeed#PARTS} are needed, by its number in {@link ChainSpec#blocks}.
     *
     * @throws IllegalStateException if none are
     */
    default int partsOf() {
        throw new IllegalStateException("this chain needs no parts of a density: ask it what it needs() first.");
    }

    /**
     * Takes the {@link ChainNeed#PARTS} at the point asked for, a number for each coordinate of the block. −infinity, +infinity and NaN are
     * rejections, never errors.
     *
     * @param parts belongs to the caller and is valid during the call only
     * @return as {@link #tell}
     * @throws IllegalStateException if they are not what is needed
     */
    default boolean tellParts(double[] parts) {
        throw new IllegalStateException("this chain needs no parts of a density: tell it the log-density.");
    }

    /**
     * Takes the density at the point asked for. -infinity, +infinity and NaN are rejections or divergences, never
     * errors.
     *
     * @param gradient the gradient there, if {@link #needsGradient}; otherwise the content has no meaning. The array belongs to the
     *     caller and is valid during the call only
     * @return true if an iteration is finished: the draw and its statistics can be read until the next call
     */
    boolean tell(double logp, double[] gradient);

    /** The number of finished iterations, warm-up included. */
    int iteration();

    /** True while the chain is in warm-up. */
    boolean tuning();

    /** The draw of the last finished iteration. The array belongs to the chain and is valid until the next call. */
    double[] position();

    /** The log-density of the draw; NaN if that was told to be recorded, see {@link ChainNeed#RECORD}. */
    double logp();

    /** A statistic of the last finished iteration that is one number, by its position in {@link Sampler#statistics()}. */
    double statistic(int index);

    /**
     * A statistic of the last finished iteration that has a number for each coordinate. The driver asks for it only if
     * {@link ChainSpec#vectors} is set.
     *
     * @param out receives the numbers, or NaN where this iteration has none
     * @throws IllegalStateException if no statistic of the chain is a vector
     */
    default void statistic(int index, double[] out) {
        throw new IllegalStateException(
                "statistic " + index + " of this chain is one number: ask for it without an array.");
    }

    /**
     * What the chain has learnt of the covariance of its coordinates; null if it learns none or has not finished warm-up. The driver asks once,
     * when the chain has ended, and stores it with the results; a later run may be given it, see {@link ChainSpec#covariance}.
     */
    default @Nullable CovarianceEstimate covariance() {
        return null;
    }

    /**
     * Says that the density has changed, for example because another chain has moved the variables that this one does not
     * move. The chain discards what it knows of the density at its point. Its next {@link #ask} is for that point, and the answer does
     * not finish an iteration. The chain keeps what it learnt in warm-up. Allowed between iterations only, like {@link #save}.
     */
    void revisit();

    /**
     * Whether the chain relies on densities that it was told in earlier iterations. One that does not has nothing to {@link #revisit}, and
     * is not asked to.
     */
    default boolean remembers() {
        return true;
    }

    /**
     * The state between two iterations: before the first {@code ask}, or after a {@code tell} that has finished an
     * iteration and before the next {@code ask}.
     *
     * @throws IllegalStateException if an iteration is not finished
     */
    ChainState save();

    /**
     * Continues from a state. A chain that was started with the same spec then gives the same bits as the chain whose state it
     * is. {@link #iteration}, {@link #position} and {@link #logp} are those of the state at once; the statistics are available again after
     * the next finished iteration.
     *
     * @throws IllegalArgumentException if the state does not belong to a chain with this spec
     * @throws IllegalStateException if an iteration is not finished
     */
    void restore(ChainState state);
}
