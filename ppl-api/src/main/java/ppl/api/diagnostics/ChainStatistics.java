package ppl.api.diagnostics;

/**
 * What a table shows of one scalar quantity, computed together because all of it shares one sort.
 *
 * @param mean the mean of all draws
 * @param sd the standard deviation of all draws, divided by n − 1
 * @param hdi the highest density interval
 * @param mcseMean Monte Carlo standard error of the mean
 * @param mcseSd Monte Carlo standard error of the standard deviation
 * @param essBulk effective sample size for the centre
 * @param essTail effective sample size for the tails
 * @param rHat rank-normalised split R-hat
 */
public record ChainStatistics(
        double mean,
        double sd,
        Interval hdi,
        double mcseMean,
        double mcseSd,
        double essBulk,
        double essTail,
        double rHat) {

    /**
     * The statistics of these draws. Where a diagnostic has no answer (see the package) it is NaN; the others are given all the same.
     *
     * @param hdiProbability the share of draws in the interval
     */
    public static ChainStatistics of(Draws draws, double hdiProbability) {
        double[] values = draws.values();
        if (values.length == 0) {
            double none = Double.NaN;
            return new ChainStatistics(none, none, new Interval(none, none), none, none, none, none, none);
        }
        Order order = Order.of(values);
        double mean = Moments.mean(values);
        double variance = Moments.squares(values, 0, values.length, mean) / (values.length - 1);
        Interval hdi = Hdi.ofSorted(order.sorted, hdiProbability);
        // Whether a NaN is among the draws shows without looking through them: it would come last.
        if (draws.length() < Draws.FEWEST || Double.isNaN(order.sorted[values.length - 1])) {
            return new ChainStatistics(
                    mean, Math.sqrt(variance), hdi, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        Order split = order.split(draws);
        Draws scores = draws.split().with(split.normalScores());
        return new ChainStatistics(
                mean,
                Math.sqrt(variance),
                hdi,
                Mcse.mean(draws, variance),
                Mcse.sd(draws, mean),
                Ess.of(scores),
                Ess.tail(draws, order, 0.05, 0.95),
                draws.chains() < 2 ? Double.NaN : Rhat.rank(scores, split, Quantiles.median(order.sorted)));
    }

    /** The smaller one of the effective sample sizes; NaN where one is. */
    public double leastEss() {
        return Math.min(essBulk, essTail);
    }
}
