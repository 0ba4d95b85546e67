package ppl.api.diagnostics;

/**
 * The statistics of one scalar quantity that a table about the median shows, beside the tail ESS and R-hat of {@link ChainStatistics}.
 * A few extreme draws do not change them.
 *
 * @param median the median of all draws
 * @param mad the median of their distances from it
 * @param eti the equal-tailed interval, which leaves out the same share of draws below and above
 * @param mcseMedian Monte Carlo standard error of the median
 * @param essMedian effective sample size for the median
 */
public record MedianStatistics(double median, double mad, CredibleInterval eti, double mcseMedian, double essMedian) {
    /**
     * The statistics of these draws. One without an answer (see the package) is NaN; if a draw is NaN, all are.
     *
     * <p><b>Errors.</b> A share outside (0, 1] is a {@link ResultException}.
     *
     * @param probability the share of draws in the interval
     */
    public static MedianStatistics of(Draws draws, double probability) {
        Hdi.checkProbability(probability);
        if (draws.size() == 0 || draws.hasNaN()) {
            double none = Double.NaN;
            return new MedianStatistics(none, none, new CredibleInterval(none, none), none, none);
        }
        Order order = Order.of(draws.values());
        double median = Quantiles.median(order.sorted);
        double tail = (1 - probability) / 2;
        boolean enough = Ess.isDefined(draws);
        double ess = enough ? Ess.quantile(draws, order, 0.5) : Double.NaN;
        return new MedianStatistics(
                median,
                Quantiles.median(order.folded(median).sorted),
                new CredibleInterval(Quantiles.of(order.sorted, tail), Quantiles.of(order.sorted, 1 - tail)),
                enough ? Mcse.quantile(order.sorted, 0.5, ess) : Double.NaN,
                ess);
    }
}
