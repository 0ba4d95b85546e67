package ppl.sampler.rw.gibbs;

import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/**
 * Draws the next value of one coordinate from the log-densities of all its values: one of the others, by their probabilities, which is
 * accepted with min(1, (1 − p_x)/(1 − p_y)). Of two values that is the flip with probability min(1, p_y/p_x).
 *
 * <p><b>Numerics.</b> The complements are sums of the other probabilities, so none is lost where one value has nearly all. Values whose
 * log-density is not finite are never proposed.
 *
 * <p>Source: Liu 1996, equation 4.
 */
final class OtherValue {

    private final RandomKey proposals;
    private final RandomKey decisions;
    private final double[] weights;

    private double acceptance;

    /**
     * For one chain.
     *
     * @param most the most values of a coordinate
     */
    OtherValue(RandomKey chain, int most) {
        proposals = chain.fold("proposals");
        decisions = chain.fold("decisions");
        weights = new double[most];
    }

    /**
     * The next value, by its number.
     *
     * @param logp a log-density for each value, from {@code from} on with a step
     * @param count how many values there are
     * @param current the value now
     */
    int next(double[] logp, int from, int step, int count, int current, int iteration, int coordinate) {
        acceptance = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < count; v++) {
            double its = logp[from + v * step];
            greatest = Double.isFinite(its) ? Math.max(greatest, its) : greatest;
        }
        for (int v = 0; v < count; v++) {
            double its = logp[from + v * step];
            weights[v] = Double.isFinite(its) ? HostNumbers.exp(its - greatest) : 0;
        }
        double others = sumWithout(count, current);
        if (!(others > 0)) {
            return current;
        }
        long place = (long) iteration << 32 | coordinate;
        int proposed = drawn(count, current, others * proposals.uniform(place));
        double after = sumWithout(count, proposed);
        acceptance = others < after ? others / after : 1;
        return decisions.uniform(place) < acceptance ? proposed : current;
    }

    private double sumWithout(int count, int left) {
        double sum = 0;
        for (int v = 0; v < count; v++) {
            sum += v == left ? 0 : weights[v];
        }
        return sum;
    }

    private int drawn(int count, int current, double level) {
        double sum = 0;
        int last = current;
        for (int v = 0; v < count; v++) {
            if (v != current && weights[v] > 0) {
                sum += weights[v];
                last = v;
                if (level < sum) {
                    return v;
                }
            }
        }
        return last;
    }

    /** The probability with which the last proposal was accepted; 0 if there was nothing to propose. */
    double acceptance() {
        return acceptance;
    }
}
