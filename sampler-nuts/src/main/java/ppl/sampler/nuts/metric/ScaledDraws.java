package ppl.sampler.nuts.metric;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Draws and gradients as a diagonal metric sees them, each less its mean.
 *
 * @param scale the scales of the coordinates
 * @param draws over the scales, a row each
 * @param gradients times the scales
 */
@SuppressWarnings("ArrayRecordComponent") // a workspace, never compared
record ScaledDraws(double[] scale, double[][] draws, double[][] gradients) {

    private static final double LARGEST = 1e50;

    /** Of the power method: a direction far wider than all others is found in these. */
    private static final int FEW_STEPS = 8;

    /** Enough to find the spread along the widest direction within some per cent where several are nearly as wide. */
    private static final int STEPS = 30;

    /** What was stored from one draw to another, oldest first. */
    static ScaledDraws of(DrawStore store, int from, int to, double[] scale) {
        int n = scale.length;
        double[][] draws = new double[to - from][n];
        double[][] gradients = new double[to - from][n];
        for (int i = from; i < to; i++) {
            double[] draw = store.draw(i);
            double[] gradient = store.gradient(i);
            for (int j = 0; j < n; j++) {
                draws[i - from][j] = draw[j] / scale[j];
                gradients[i - from][j] = gradient[j] * scale[j];
            }
        }
        Rows.centre(draws);
        Rows.centre(gradients);
        return new ScaledDraws(scale, draws, gradients);
    }

    /**
     * False if a number is so large that products of its square with others overflow, or is none: a chain on its way from a bad start has such
     * gradients, and they say nothing of directions.
     */
    boolean areModerate() {
        return Stream.of(draws, gradients)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .allMatch(x -> Math.abs(x) <= LARGEST);
    }

    /**
     * In proportion to the leapfrogs of a trajectory: its length is that of the widest direction, a step that of the steepest.
     */
    double effort() {
        return Math.sqrt(greatestSpread(draws) * greatestSpread(gradients));
    }

    private static double greatestSpread(double[][] rows) {
        return Rows.spread(rows, Rows.widest(rows, STEPS));
    }

    /**
     * By how many times a metric that knew directions could make trajectories shorter, as far as the widest and the steepest direction tell, which
     * other draws propose: 1 where these draws do not confirm them. Cheap, and at most a guess of what a decomposition will find.
     */
    double promise(ScaledDraws others) {
        double wide = Rows.spread(draws, Rows.widest(others.draws, FEW_STEPS));
        double steep = Rows.spread(gradients, Rows.widest(others.gradients, FEW_STEPS));
        return Math.sqrt(Math.max(1, wide) * Math.max(1, steep));
    }
}
