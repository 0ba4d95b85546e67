package ppl.posteriors.mixed;

/**
 * Disasters in British coal mines with ten deaths or more, by year from 1851 to 1962: 191 of them.
 *
 * <p>Source: Jarrett, "A note on the intervals between coal-mining disasters", Biometrika 66, 1979; by year as in Carlin, Gelfand and Smith,
 * "Hierarchical Bayesian analysis of changepoint problems", Applied Statistics 41, 1992.
 */
final class CoalMining {

    static final long[] DISASTERS = {
        4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2,
        2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2,
        3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1
    };

    private CoalMining() {}
}
