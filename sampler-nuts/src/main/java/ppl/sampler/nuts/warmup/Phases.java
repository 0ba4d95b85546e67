package ppl.sampler.nuts.warmup;

/**
 * Where the phases of the default warm-up end: first the chain finds the typical set, then metric and step size are
 * learnt together, then the step size alone, and at last the chain settles at the step size it will keep.
 *
 * @param early iterations from here on are taken to be in the typical set: 30 %
 * @param middle from here on divergences are counted: half
 * @param metric from here on the metric stays: 85 %
 * @param stepSize from here on the step size is no longer tuned: 95 %
 * @param end the number of warm-up iterations
 */
record Phases(int early, int middle, int metric, int stepSize, int end) {

    private static final double EARLY = 0.3;
    private static final double WITHOUT_METRIC = 0.15;
    private static final double SETTLING = 0.05;

    /** The phases of so many iterations. */
    static Phases of(int tune) {
        return new Phases(
                (int) (EARLY * tune),
                tune / 2,
                tune - (int) (WITHOUT_METRIC * tune),
                tune - (int) (SETTLING * tune),
                tune);
    }
}
