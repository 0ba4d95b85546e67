package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Draws of an expression against the law that was derived for it. Values that are drawn often are atoms or whole numbers: their shares
 * against their log-densities. The others fall into bins between quantiles of the draws: their shares against the integral of
 * the density, and against the probability of the interval where the law has one.
 */
final class DrawnBins {

    private static final int BINS = 24;
    private static final int PANELS = 16;
    private static final double[] NODES = {
        0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
    };
    private static final double[] WEIGHTS = {
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
    };

    private final Case of;
    private final double[] sorted;
    private final Law law;
    private double statistic;
    private int cells;

    DrawnBins(Case of, double[] draws) {
        this.of = of;
        this.sorted = draws.clone();
        Arrays.sort(sorted);
        this.law = Joint.law(of.copies().apply(2));
    }

    /** Fails if the draws are unlikely; returns some of them at which slopes can be taken. */
    double[] test() {
        assertTrue(!Double.isNaN(sorted[sorted.length - 1]), "draws are NaN");
        Map<Double, Integer> often = often();
        double[] rest = Arrays.stream(sorted).filter(x -> !often.containsKey(x)).toArray();
        masses(often);
        boolean discrete = law.type().measure() instanceof BaseMeasure.Counting;
        if (!discrete && rest.length > 200) {
            density(rest);
        }
        double limit = cells + 6 * Math.sqrt(2.0 * cells) + 20;
        assertTrue(statistic < limit, "chi² of " + statistic + " in " + cells + " cells: draws do not follow the law");
        if (discrete || rest.length < 200) {
            return new double[0];
        }
        int n = rest.length;
        return new double[] {rest[n / 20], rest[n / 3], rest[n / 2], rest[n - n / 10]};
    }

    private Map<Double, Integer> often() {
        Map<Double, Integer> counts = new LinkedHashMap<>();
        for (int i = 0, j; i < sorted.length; i = j) {
            j = i;
            while (j < sorted.length && sorted[j] == sorted[i]) {
                j++;
            }
            if (j - i >= 20) {
                counts.put(sorted[i], j - i);
            }
        }
        return counts;
    }

    private void masses(Map<Double, Integer> often) {
        if (often.isEmpty()) {
            return;
        }
        double[] at = often.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] logp = Laws.logp(of.copies().apply(at.length), at);
        int i = 0;
        for (int count : often.values()) {
            cell(count, Math.exp(logp[i++]));
        }
    }

    private void density(double[] rest) {
        double[] ends = new double[BINS + 1];
        for (int b = 0; b <= BINS; b++) {
            ends[b] = rest[(int) ((rest.length - 1L) * b / BINS)];
        }
        double[] at = new double[BINS * PANELS * 8];
        double[] weight = new double[at.length];
        int k = 0;
        for (int b = 0; b < BINS; b++) {
            double half = (ends[b + 1] - ends[b]) / PANELS / 2;
            for (int p = 0; p < PANELS; p++) {
                double centre = ends[b] + (2 * p + 1) * half;
                for (int n = 0; n < 8; n++) {
                    int node = n / 2;
                    at[k] = centre + (n % 2 == 0 ? 1 : -1) * NODES[node] * half;
                    weight[k++] = WEIGHTS[node] * half;
                }
            }
        }
        double[] logp = Laws.logp(of.copies().apply(at.length), at);
        double[] probability = new double[BINS];
        for (int i = 0; i < at.length; i++) {
            probability[i / (PANELS * 8)] += weight[i] * Math.exp(logp[i]);
        }
        double[] events = events(ends);
        for (int b = 0; b < BINS; b++) {
            double low = ends[b];
            double high = ends[b + 1];
            // ends are draws themselves: the inner bins hold those above low up to high
            long count = Arrays.stream(rest).filter(x -> x > low && x <= high).count();
            if (b > 0 && b < BINS - 1) { // the first and last depend on the extreme draws
                double expected = probability[b];
                if (events.length > 0) {
                    expected = events[b] - atomsIn(low, high);
                    assertTrue(
                            Math.abs(expected - probability[b]) < 1e-4 || jumps(logp, b),
                            "P(" + low + " < x <= " + high + ") is " + expected + ", the integral of the density "
                                    + probability[b]);
                }
                cell((int) count, expected);
            }
        }
    }

    /** Where a density jumps an integral over nodes is not exact. */
    private static boolean jumps(double[] logp, int bin) {
        int nodes = PANELS * 8;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = bin * nodes; i < (bin + 1) * nodes; i++) {
            least = Math.min(least, logp[i]);
            greatest = Math.max(greatest, logp[i]);
        }
        return greatest - least > 0.5;
    }

    private double atomsIn(double low, double high) {
        double mass = 0;
        for (var atom : law.atoms()) {
            double x = atom.location().eval().doubleAt(0);
            Tensor log = atom.logMass().eval();
            mass += x > low && x <= high ? Math.exp(log.doubleAt(0)) : 0;
        }
        return mass;
    }

    private double[] events(double[] ends) {
        Law many = Joint.law(of.copies().apply(BINS));
        if (!(many.events() instanceof Capability.Present<EventProbability>(EventProbability p))) {
            return new double[0];
        }
        Var lo = Var.constant(Arrays.copyOf(ends, BINS));
        Var hi = Var.constant(Arrays.copyOfRange(ends, 1, BINS + 1));
        double[] log = Laws.values(List.of(), List.of(), p.logProb(new Event(lo, false, hi, true)));
        return Arrays.stream(log).map(Math::exp).toArray();
    }

    private void cell(int count, double probability) {
        double expected = probability * sorted.length;
        if (expected >= 5 || count >= 5) {
            statistic += (count - expected) * (count - expected) / Math.max(expected, 1e-3);
            cells++;
        }
    }
}
