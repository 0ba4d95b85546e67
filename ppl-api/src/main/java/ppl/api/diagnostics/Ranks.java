package ppl.api.diagnostics;

import java.util.Arrays;

/** The order of values; equal values stand together, a NaN after all others. */
public final class Ranks {
    private Ranks() {}

    /** Positions from {@code from} up to and without {@code to} in the order, whose values are equal. */
    public interface Block {
        void accept(int from, int to);
    }

    /** The positions of the values in ascending order. */
    public static int[] order(double[] values) {
        return Order.of(values).index;
    }

    /** Each run of equal values in this order of them. */
    public static void blocks(double[] values, int[] order, Block block) {
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            block.accept(from, to);
            from = to;
        }
    }

    /** Ranks from −1 to 1; equal values have their mean rank. */
    public static double[] centred(double[] values) {
        int[] order = order(values);
        double[] ranks = new double[values.length];
        blocks(values, order, (from, to) -> {
            double rank = (double) (from + to) / values.length - 1;
            for (int k = from; k < to; k++) {
                ranks[order[k]] = rank;
            }
        });
        return ranks;
    }

    /** The correlation of two series; 0 where one is constant. */
    public static double correlation(double[] xs, double[] ys) {
        double meanX = Arrays.stream(xs).average().orElse(0);
        double meanY = Arrays.stream(ys).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < xs.length; i++) {
            xy += (xs[i] - meanX) * (ys[i] - meanY);
            xx += (xs[i] - meanX) * (xs[i] - meanX);
            yy += (ys[i] - meanY) * (ys[i] - meanY);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
