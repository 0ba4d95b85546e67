package ppl.api.report;

import java.util.Arrays;
import java.util.List;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;

/**
 * How often each number was counted, as a bar, and how often predicted data sets have it, as a band that holds 94 % of them with a
 * line at the mean. Heights are square roots, so that seldom counts are seen beside frequent ones and vary as much.
 *
 * <p><b>Source.</b> Kleiber and Zeileis, "Visualizing count data regressions using rootograms", 2016.
 */
final class Rootogram {
    /** More different numbers than this are read better as a density. */
    private static final int MOST_VALUES = 60;

    private static final int SETS = 500;
    private static final double HALF_BAR = 0.4;
    private static final double HALF_BAND = 0.25;

    private Rootogram() {}

    static boolean suits(Predicted predicted) {
        double[] real = predicted.real();
        return predicted.counts()
                && Arrays.stream(real).max().orElse(0)
                                - Arrays.stream(real).min().orElse(0)
                        < MOST_VALUES;
    }

    static String of(Predicted predicted) {
        double[] real = predicted.real();
        List<double[]> sets = predicted.some(SETS);
        int least = (int) Arrays.stream(real).min().orElse(0);
        int most = (int) Arrays.stream(real).max().orElse(0);
        // Predictions beyond the data are drawn as far as one data set in two has them, so that a single wild draw does
        // not squeeze all.
        double[] tops = sets.stream()
                .mapToDouble(s -> Arrays.stream(s).max().orElse(0))
                .sorted()
                .toArray();
        most = (int) Math.clamp(tops[tops.length / 2], most, (double) least + MOST_VALUES - 1);
        int values = most - least + 1;
        double[] observed = frequencies(real, least, values);
        double[][] expected = new double[values][sets.size()];
        for (int k = 0; k < sets.size(); k++) {
            double[] frequencies = frequencies(sets.get(k), least, values);
            for (int v = 0; v < values; v++) {
                expected[v][k] = frequencies[v];
            }
        }
        List<CredibleInterval> intervals = Arrays.stream(expected)
                .map(e -> Hdi.of(Draws.of(e, 1, e.length), Hdi.DEFAULT_PROBABILITY))
                .toList();
        double top = Math.sqrt(Math.max(
                Arrays.stream(observed).max().orElse(1),
                intervals.stream().mapToDouble(CredibleInterval::high).max().orElse(1)));
        Canvas canvas = Canvas.open(
                predicted.name() + " — counted and predicted",
                "Bars: how often each number was observed; bands: how often 94% of the predicted data sets have it; square roots",
                380,
                150,
                34,
                new Axis(least - 0.5, most + 0.5),
                new Axis(0, top * 1.05));
        canvas.gridX().gridY();
        for (int v = 0; v < values; v++) {
            double at = least + v;
            canvas.bars("whole", new double[] {at - HALF_BAR, at + HALF_BAR}, 0, new double[] {Math.sqrt(observed[v])});
            double[] edges = {at - HALF_BAND, at + HALF_BAND};
            double low = Math.sqrt(intervals.get(v).low());
            canvas.bars("reach", edges, low, new double[] {
                        Math.sqrt(intervals.get(v).high())
                    })
                    .span(
                            "level c0",
                            at - HALF_BAND,
                            at + HALF_BAND,
                            Math.sqrt(Arrays.stream(expected[v]).average().orElse(0)));
        }
        return canvas.baseline().close();
    }

    private static double[] frequencies(double[] values, int least, int count) {
        double[] frequencies = new double[count];
        for (double value : values) {
            if (value >= least && value < (double) least + count) {
                frequencies[(int) value - least]++;
            }
        }
        return frequencies;
    }
}
