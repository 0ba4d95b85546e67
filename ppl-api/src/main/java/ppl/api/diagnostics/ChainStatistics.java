package ppl.api.diagnostics;

/**
 * The statistics of one scalar quantity that a table shows, computed together because they share one sort.
 *
 * @param mean the mean of all draws
 * @param sd the standard deviation of all draws, divided by n − 1
 * @param hdi the highest density interval
 * @param mcseMean Monte Carlo standard error of the mean
 * @param mcseSd Monte Carlo standard error of the standard deviation
 * @param essBulk effective sample size for the centre
 * @param essTail effective sample size for the tails
 * @param rHat rank-normalised split R-hat
 * @param heavyTail the Pareto shape of a tail that is {@link ParetoTail#HEAVY} or more beyond chance, so that the mean may not exist;
 *     NaN where none is
 */
public record ChainStatistics(
        double mean,
        double sd,
        CredibleInterval hdi,
        double mcseMean,
        double mcseSd,
        double essBulk,
        double essTail,
        double rHat,
        double heavyTail) {

    /**
     * The statistics of these draws. A diagnostic without an answer (see the package) is NaN and does not affect the others.
     *
     * @param hdiProbability the share of draws in the interval
     */
    public static ChainStatistics of(Draws draws, double hdiProbability) {
        double[] values = draws.values();
        double none = Double.NaN;
        if (values.length == 0) {
            return new ChainStatistics(
                    none, none, new CredibleInterval(none, none), none, none, none, none, none, none);
        }
        Order order = Order.of(values);
        double mean = Moments.mean(values);
        double variance = Moments.squares(values, 0, values.length, mean) / (values.length - 1);
        double sd = Math.sqrt(variance);
        CredibleInterval hdi = Hdi.ofSorted(order.sorted, hdiProbability);
        // Whether a NaN is among the draws shows without looking through them: it would come last.
        if (draws.length() < Draws.FEWEST || Double.isNaN(order.sorted[values.length - 1])) {
            return new ChainStatistics(mean, sd, hdi, none, none, none, none, none, none);
        }
        Order split = order.split(draws);
        Draws scores = draws.split().with(split.normalScores());
        double rHat = draws.chains() < 2 ? none : Rhat.rank(scores, split, Quantiles.median(order.sorted));
        if (!Ess.isDefined(draws)) {
            return new ChainStatistics(mean, sd, hdi, none, none, none, none, rHat, none);
        }
        double essTail = Ess.tail(draws, order, 0.05, 0.95);
        return new ChainStatistics(
                mean,
                sd,
                hdi,
                Mcse.mean(draws, variance),
                Mcse.sd(draws, mean),
                Ess.of(scores),
                essTail,
                rHat,
                ParetoTail.heavy(order.sorted, essTail));
    }

    /** Whether a tail is so heavy that the mean may not exist. */
    public boolean heavyTailed() {
        return !Double.isNaN(heavyTail);
    }

    /** The smaller one of the effective sample sizes; NaN where one is. */
    public double leastEss() {
        return Math.min(essBulk, essTail);
    }
}
