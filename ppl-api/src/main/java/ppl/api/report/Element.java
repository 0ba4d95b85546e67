package ppl.api.report;

import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;

/**
 * One scalar quantity of the posterior, to be shown.
 *
 * @param label such as {@code a[AITKIN]}
 * @param draws its draws
 * @param statistics what the table shows of it
 */
record Element(String label, Draws draws, ChainStatistics statistics) {
    private static final double RHAT_LIMIT = 1.01;
    private static final double ESS_PER_CHAIN = 100;

    boolean disagrees() {
        return statistics.rHat() > RHAT_LIMIT;
    }

    boolean fewEffectiveDraws() {
        return leastEss() < ESS_PER_CHAIN * draws.chains();
    }

    double leastEss() {
        return Math.min(statistics.essBulk(), statistics.essTail());
    }
}
