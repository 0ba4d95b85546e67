package ppl.api.report;

import java.util.Arrays;
import ppl.api.diagnostics.Draws;

/** The shares of whole numbers: a bar for all draws, and a line over it for each chain. */
final class DiscreteDensity {
    /** The greatest number of values for bars; a density shows more values better. */
    private static final int MOST_VALUES = 60;

    private static final double HALF_BAR = 0.4;

    private final int least;
    /** Chains by values. */
    private final double[][] shares;

    private DiscreteDensity(int least, double[][] shares) {
        this.least = least;
        this.shares = shares;
    }

    /** Whether all draws are whole numbers, of two different values at least and not too many. */
    static boolean suits(Draws draws) {
        double[] values = draws.toArray();
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(0);
        return Math.abs(least) < 1e9
                && most > least
                && most - least < MOST_VALUES
                && Arrays.stream(values).allMatch(v -> v == Math.rint(v));
    }

    static DiscreteDensity of(Draws draws) {
        int least = (int) Arrays.stream(draws.toArray()).min().orElse(0);
        int most = (int) Arrays.stream(draws.toArray()).max().orElse(0);
        double[][] shares = new double[draws.chains()][most - least + 1];
        for (int c = 0; c < shares.length; c++) {
            for (double value : draws.chain(c)) {
                shares[c][(int) value - least] += 1.0 / draws.length();
            }
        }
        return new DiscreteDensity(least, shares);
    }

    double top() {
        return Arrays.stream(shares).flatMapToDouble(Arrays::stream).max().orElse(1);
    }

    /** The whole numbers with the bars around the outermost ones. */
    Axis axis() {
        return new Axis(least - 0.5, least + shares[0].length - 0.5);
    }

    void draw(Canvas canvas) {
        for (int k = 0; k < shares[0].length; k++) {
            int at = k;
            double low = least + k - HALF_BAR;
            double high = least + k + HALF_BAR;
            double all = Arrays.stream(shares).mapToDouble(s -> s[at]).average().orElse(0);
            canvas.bars("whole", new double[] {low, high}, 0, new double[] {all});
            for (int c = 0; c < shares.length; c++) {
                canvas.span("level " + Styles.chain(c), low, high, shares[c][k]);
            }
        }
    }
}
