package ppl.api.report;

import java.util.Arrays;

/**
 * How far the distribution of LOO-PIT values is from uniform: the share of observations below each value, less that value. Inside the
 * band is what chance allows at a single value (two standard deviations).
 *
 * <p>Above the line left of the middle and below right of it: predictions are too narrow; the other way round: too wide.
 */
final class PitPlot {
    private PitPlot() {}

    static String of(String name, double[] pit) {
        double[] sorted = Arrays.stream(pit).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        double[] xs = new double[2 * n + 2];
        double[] ys = new double[2 * n + 2];
        for (int i = 0; i < n; i++) {
            xs[2 * i + 1] = sorted[i];
            ys[2 * i + 1] = (double) i / n - sorted[i];
            xs[2 * i + 2] = sorted[i];
            ys[2 * i + 2] = (double) (i + 1) / n - sorted[i];
        }
        xs[2 * n + 1] = 1;
        int steps = 50;
        double[] at = new double[steps + 1];
        double[] low = new double[steps + 1];
        double[] high = new double[steps + 1];
        for (int k = 0; k <= steps; k++) {
            at[k] = (double) k / steps;
            high[k] = 2 * Math.sqrt(at[k] * (1 - at[k]) / Math.max(n, 1));
            low[k] = -high[k];
        }
        double reach = Math.max(
                1.1 * Arrays.stream(high).max().orElse(0),
                Arrays.stream(ys).map(Math::abs).max().orElse(0));
        return Canvas.open(
                        name + " — LOO-PIT",
                        "The distribution of the place of each observation in its prediction from the others, less a uniform one",
                        380,
                        150,
                        44,
                        new Axis(0, 1),
                        new Axis(-1.05 * reach, 1.05 * reach))
                .gridX()
                .gridY()
                .line("faint", at, high)
                .line("faint", at, low)
                .line("ln c0", xs, ys)
                .close();
    }
}
