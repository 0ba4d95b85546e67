package ppl.api.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Ranks;
import ppl.api.inference.Element;

/**
 * How many more or fewer draws of each chain lie in each twentieth of all draws than its share: a row of bars for each chain, about
 * its expectation.
 *
 * <p>The band is two standard deviations of random variation. The number of a chain's draws in a bin is hypergeometric if draws are
 * independent. The variance grows by the autocorrelation time of being in the bin, taken within chains, since between chains it would
 * hide the disagreement that the plot is to show. Equal draws have one rank and lie in one bin, so that bins of discrete draws differ in size.
 *
 * <p><b>Source.</b> Vehtari et al. (2021), section 4.4, for the idea; deviations and band are ours.
 */
final class RankPlot {
    private static final int BINS = 20;
    private static final int MOST_CHAINS = 16;
    private static final double BAND = 2;

    private RankPlot() {}

    static String of(Element element) {
        Draws draws = element.draws();
        double[][] deviations = deviations(draws);
        double[] sd = standardDeviations(draws);
        int[] chains = mostDeviating(deviations);
        double scale = BAND * 1.5 * Arrays.stream(sd).max().orElse(0);
        for (int c : chains) {
            scale = Math.max(
                    scale, Arrays.stream(deviations[c]).map(Math::abs).max().orElse(0));
        }
        double unit = scale > 0 ? 0.46 / scale : 0;
        double[] edges = new double[BINS + 1];
        Arrays.setAll(edges, b -> (double) b / BINS);
        String part = chains.length < draws.chains() ? " (" + chains.length + " of " + draws.chains() + ")" : "";
        Canvas canvas = Canvas.open(
                element.label() + " — ranks by chain" + part,
                "Bars: draws of each chain in each twentieth of all, above or below its share. Band: what chance allows",
                380,
                48 + Math.clamp(160.0 / chains.length, 12, 34) * chains.length,
                26,
                new Axis(0, 1),
                new Axis(chains.length - 0.5, -0.5));
        canvas.gridX();
        for (int row = 0; row < chains.length; row++) {
            double base = row;
            // Rows count downwards, so that more draws than expected are above the line.
            double[] more = Arrays.stream(sd).map(s -> base - BAND * s * unit).toArray();
            double[] fewer = Arrays.stream(sd).map(s -> base + BAND * s * unit).toArray();
            double[] bars = Arrays.stream(deviations[chains[row]])
                    .map(d -> base - d * unit)
                    .toArray();
            canvas.bars("band", edges, base, more)
                    .bars("band", edges, base, fewer)
                    .bars("bar f" + Styles.colour(chains[row]), edges, base, bars)
                    .span("grid", 0, 1, base)
                    .nameAt(Integer.toString(chains[row]), base);
        }
        return canvas.close();
    }

    /** The bin of each draw: of equal ones, that of their mean rank. */
    private static int[] bins(Draws draws) {
        double[] values = draws.toArray();
        int[] order = Ranks.order(values);
        int[] bins = new int[values.length];
        Ranks.blocks(values, order, (from, to) -> {
            int bin = (int) Math.min((from + to) / 2.0 * BINS / values.length, BINS - 1);
            for (int k = from; k < to; k++) {
                bins[order[k]] = bin;
            }
        });
        return bins;
    }

    private static int[] pooled(int[] bins) {
        int[] counts = new int[BINS];
        for (int bin : bins) {
            counts[bin]++;
        }
        return counts;
    }

    /** Chains by bins: how many draws more than its share of the bin the chain has there. */
    static double[][] deviations(Draws draws) {
        int[] bins = bins(draws);
        int[] pooled = pooled(bins);
        double[][] deviations = new double[draws.chains()][BINS];
        for (int i = 0; i < bins.length; i++) {
            deviations[i / draws.length()][bins[i]]++;
        }
        for (double[] deviation : deviations) {
            Arrays.setAll(deviation, b -> deviation[b] - (double) pooled[b] / draws.chains());
        }
        return deviations;
    }

    /** By bin, the standard deviation of what a chain has there, of chains that agree. */
    static double[] standardDeviations(Draws draws) {
        int[] bins = bins(draws);
        double size = bins.length;
        double time = autocorrelationTime(draws, bins);
        return Arrays.stream(pooled(bins))
                .mapToDouble(count -> {
                    double share = count / size;
                    double finite = (size - draws.length()) / Math.max(size - 1, 1);
                    return Math.sqrt(draws.length() * share * (1 - share) * finite * time);
                })
                .toArray();
    }

    /** The mean over bins and chains of how many draws count as much as an independent one for the share in the bin. */
    private static double autocorrelationTime(Draws draws, int[] bins) {
        int n = draws.length();
        double sum = 0;
        int count = 0;
        for (int c = 0; c < draws.chains(); c++) {
            int first = c * n;
            for (int b = 0; b < BINS; b++) {
                int bin = b;
                double[] inside = new double[n];
                Arrays.setAll(inside, i -> bins[first + i] == bin ? 1 : 0);
                double ess = Ess.unsplit(Draws.of(inside, 1, n));
                if (ess > 0) {
                    sum += n / ess;
                    count++;
                }
            }
        }
        return count == 0 ? 1 : Math.max(1, sum / count);
    }

    /** All chains, or those farthest from expectation, in the order of chains. */
    private static int[] mostDeviating(double[][] deviations) {
        List<Integer> byDistance = IntStream.range(0, deviations.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        c -> -Arrays.stream(deviations[c]).map(d -> d * d).sum()))
                .toList();
        return byDistance.stream()
                .limit(MOST_CHAINS)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
