package ppl.api.diagnostics;

/**
 * Potential scale reduction: how much wider all chains together are than each one alone; 1 at convergence, and above 1.01 a reason
 * not to use the draws.
 *
 * <p><b>Numerics.</b> NaN with fewer than two chains, fewer than 4 draws a chain, a NaN among the draws, or constant draws;
 * infinite where each half chain is constant but they differ.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), section 3.1 and equations 14 to 17; Gelman and Rubin (1992).
 */
public final class Rhat {
    private Rhat() {}

    /** The larger one of that of rank-normalised and that of folded rank-normalised split chains: the one to look at. */
    public static double rank(Draws draws) {
        if (!draws.valid(2)) {
            return Double.NaN;
        }
        Order order = Order.of(draws.values()).split(draws);
        return rank(draws, order, Quantiles.median(order.sorted));
    }

    /**
     * The same, from the order of the split chains.
     *
     * @param centre where to fold; the medians of the whole and of the split chains differ when the number of draws is odd
     */
    static double rank(Draws draws, Order split, double centre) {
        Draws halves = draws.split();
        double bulk = of(halves.with(split.normalScores()));
        double tail = folded(halves, split, centre);
        // Not Math.max, which prefers a NaN: of two-valued draws the folded ones are constant, and their NaN says nothing.
        return tail > bulk ? tail : bulk;
    }

    private static double folded(Draws halves, Order split, double centre) {
        return Double.isInfinite(centre) ? Double.NaN : of(halves.with(split.folded(centre).normalScores()));
    }

    /** Of these chains as they are: neither split nor transformed. */
    static double of(Draws draws) {
        int chains = draws.chains();
        int n = draws.length();
        double[] values = draws.values();
        double[] means = new double[chains];
        double within = 0;
        for (int c = 0; c < chains; c++) {
            means[c] = Moments.mean(values, c * n, (c + 1) * n);
            within += Moments.squares(values, c * n, (c + 1) * n, means[c]) / (n - 1);
        }
        within /= chains;
        double between = n * Moments.variance(means);
        return Math.sqrt((between / within + n - 1) / n);
    }
}
