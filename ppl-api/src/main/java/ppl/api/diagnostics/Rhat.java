package ppl.api.diagnostics;

/**
 * Potential scale reduction: how much wider all chains together are than each one alone; 1 at convergence. A value above
 * 1.01 is a reason not to use the draws.
 *
 * <p><b>Numerics.</b> NaN with fewer than two chains, fewer than 4 draws a chain, a NaN among the draws, or constant draws;
 * infinite if each half chain is constant but they differ.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), section 3.1 and equations 14 to 17; Gelman and Rubin (1992).
 */
public final class Rhat {
    /** With a greater R-hat the chains give different answers. */
    public static final double LIMIT = 1.01;

    private Rhat() {}

    /** The larger one of that of rank-normalised and that of folded rank-normalised split chains: the one to look at. */
    public static double rank(Draws draws) {
        if (!draws.valid(2)) {
            return Double.NaN;
        }
        Order order = Order.of(draws.values()).split(draws);
        Draws halves = draws.split();
        return rank(halves.with(order.normalScores()), order, Quantiles.median(order.sorted));
    }

    /** Of rank-normalised split chains: sees different locations, not different spreads. */
    public static double bulk(Draws draws) {
        return draws.valid(2)
                ? of(draws.split().with(Order.of(draws.values()).split(draws).normalScores()))
                : Double.NaN;
    }

    /** Of folded rank-normalised split chains: sees different spreads. */
    public static double folded(Draws draws) {
        if (!draws.valid(2)) {
            return Double.NaN;
        }
        Order order = Order.of(draws.values()).split(draws);
        return folded(draws.split(), order, Quantiles.median(order.sorted));
    }

    /** Of split chains: the classic one, which needs a finite variance. */
    public static double split(Draws draws) {
        return draws.valid(2) ? of(draws.split()) : Double.NaN;
    }

    /** Of the chains as they are, not split: blind to a drift that all chains share. */
    public static double unsplit(Draws draws) {
        return draws.valid(2) ? of(draws) : Double.NaN;
    }

    /**
     * Nested R-hat, for many short chains: chains that start at the same point form a superchain, and superchains are compared.
     *
     * <p><b>Errors.</b> A number of chains that {@code superchains} does not divide is a {@link ResultException}.
     *
     * <p><b>Source.</b> Margossian et al. (2024), <i>Nested R-hat</i>, equations 6 to 8.
     *
     * @param superchains how many superchains the chains form, each of consecutive chains
     * @throws ResultException with code OPTION if the chains do not form superchains of one size
     */
    public static double nested(Draws draws, int superchains) {
        if (superchains < 1 || draws.chains() % superchains != 0) {
            throw new ResultException(
                    ResultCode.OPTION,
                    draws.chains() + " chains do not form " + superchains + " superchains of one size");
        }
        if (superchains < 2 || draws.length() == 0 || draws.hasNaN()) {
            return Double.NaN;
        }
        int chains = draws.chains() / superchains;
        int n = draws.length();
        double[] values = draws.values();
        double[] superMeans = new double[superchains];
        double within = 0;
        for (int s = 0; s < superchains; s++) {
            double[] means = new double[chains];
            double inChains = 0;
            for (int c = 0; c < chains; c++) {
                int from = (s * chains + c) * n;
                means[c] = Moments.mean(values, from, from + n);
                inChains += n > 1 ? Moments.squares(values, from, from + n, means[c]) / (n - 1) : 0;
            }
            superMeans[s] = Moments.mean(means);
            within += inChains / chains + (chains > 1 ? Moments.variance(means) : 0);
        }
        return Math.sqrt(1 + Moments.variance(superMeans) / (within / superchains));
    }

    /**
     * {@link #rank(Draws)} from what it shares with other diagnostics.
     *
     * @param scores the normal scores of the split chains
     * @param split the order of the split chains
     * @param centre where to fold; the medians of the whole and of the split chains differ when the number of draws is odd
     */
    static double rank(Draws scores, Order split, double centre) {
        double bulk = of(scores);
        double tail = folded(scores, split, centre);
        // Not Math.max, which prefers a NaN: of two-valued draws the folded ones are constant, and their NaN says
        // nothing.
        return tail > bulk ? tail : bulk;
    }

    private static double folded(Draws halves, Order split, double centre) {
        return Double.isInfinite(centre)
                ? Double.NaN
                : of(halves.with(split.folded(centre).normalScores()));
    }

    /** Of these chains as they are: neither split nor transformed. */
    static double of(Draws draws) {
        int chains = draws.chains();
        int n = draws.length();
        double[] values = draws.values();
        double[] means = Moments.chainMeans(draws);
        double within = 0;
        for (int c = 0; c < chains; c++) {
            within += Moments.squares(values, c * n, (c + 1) * n, means[c]) / (n - 1);
        }
        within /= chains;
        double between = n * Moments.variance(means);
        return Math.sqrt((between / within + n - 1) / n);
    }
}
