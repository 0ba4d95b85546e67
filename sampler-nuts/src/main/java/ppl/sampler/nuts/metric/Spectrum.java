package ppl.sampler.nuts.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A covariance by its directions: in scaled coordinates, variances along orthonormal vectors, and 1 along all others.
 *
 * @param scale the scales of the coordinates
 * @param variances farthest from 1 first
 * @param directions a row each
 */
@SuppressWarnings("ArrayRecordComponent") // an estimate, never compared
record Spectrum(double[] scale, double[] variances, double[][] directions) {

    private static final double ROUNDING = 0x1p-50;

    /** How much the knowledge weighs that variances are 1 where draws say nothing; sums over draws are far above it. */
    private static final double RIDGE = 1e-5;

    /** The spectrum of draws and gradients, as far as the space reaches. */
    static Spectrum of(ScaledDraws seen, Subspace space) {
        double[] scale = seen.scale();
        double[][] draws = seen.draws();
        double[][] gradients = seen.gradients();
        int n = scale.length;
        int p = space.dimension(n);
        SymmetricEigen eigen = SymmetricEigen.of(GeometricMean.of(
                Rows.squares(space.coordinates(draws), p, RIDGE),
                Rows.squares(space.coordinates(gradients), p, RIDGE)));
        double[][] directions = space.vectors(eigen.vectors(), n);
        // Rounding makes the least ones 0 or negative where others are 10^16 times as great.
        double least = p == 0 ? 0 : eigen.values()[p - 1] * ROUNDING;
        double[] values =
                Arrays.stream(eigen.values()).map(v -> Math.max(v, least)).toArray();
        int[] order = IntStream.range(0, p)
                .boxed()
                .sorted((a, b) -> Double.compare(distance(values[b]), distance(values[a])))
                .mapToInt(k -> k)
                .toArray();
        return new Spectrum(
                scale,
                Arrays.stream(order).mapToDouble(k -> values[k]).toArray(),
                Arrays.stream(order).mapToObj(k -> directions[k]).toArray(double[][]::new));
    }

    /** How far a variance is from 1, as a ratio. */
    private static double distance(double variance) {
        return Math.max(variance, 1 / variance);
    }

    /**
     * The number of directions worth their cost. Trajectories take as many leapfrogs as the root of the greatest variance over the least;
     * each direction makes a leapfrog longer.
     *
     * @param cutoff directions with a variance between this and its inverse are never worth it
     * @param cost of a direction, as a share of that of a leapfrog without
     */
    int worthwhile(double cutoff, double cost) {
        int most = 0;
        while (most < variances.length && distance(variances[most]) > cutoff) {
            most++;
        }
        double best = Double.POSITIVE_INFINITY;
        int rank = 0;
        double greatest = 1;
        double least = 1;
        for (int k = variances.length; k >= 0; k--) {
            double effort = Math.sqrt(greatest / least) * (1 + cost * k);
            if (k <= most && effort <= best) {
                best = effort;
                rank = k;
            }
            if (k > 0) {
                greatest = Math.max(greatest, variances[k - 1]);
                least = Math.min(least, variances[k - 1]);
            }
        }
        return rank;
    }

    /** The spectrum of its first directions alone. */
    Spectrum first(int rank) {
        return new Spectrum(scale, Arrays.copyOf(variances, rank), Arrays.copyOf(directions, rank));
    }

    LowRankMetric lowRank() {
        return new LowRankMetric(scale.clone(), directions, variances);
    }

    DenseMetric dense() {
        int n = scale.length;
        double[] stretch = new double[variances.length];
        Arrays.setAll(stretch, k -> Math.sqrt(variances[k]) - 1);
        double[][] root = SquareMatrix.of(stretch, directions, n);
        for (int i = 0; i < n; i++) {
            root[i][i] += 1;
        }
        return new DenseMetric(scale.clone(), root);
    }

    /** Draws and gradients that the metric makes rounder, in place: {@code L⁻¹} of each draw and {@code Lᵀ} of each gradient. */
    void whiten(ScaledDraws seen) {
        for (int k = 0; k < variances.length; k++) {
            double root = Math.sqrt(variances[k]);
            for (double[] draw : seen.draws()) {
                Rows.add((1 / root - 1) * Dot.of(directions[k], draw), directions[k], draw);
            }
            for (double[] gradient : seen.gradients()) {
                Rows.add((root - 1) * Dot.of(directions[k], gradient), directions[k], gradient);
            }
        }
    }
}
