package ppl.sampler.nuts.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A covariance by its directions: in scaled coordinates, variances along orthonormal vectors, and 1 along all others.
 *
 * <p>A few strong directions spread over all coordinates make scales that fit no other direction: with one mean common to many coordinates,
 * scales are between that of the mean and that of what is left. Where the draws do not span the space, so that not every direction can be
 * corrected, the scales are moved to where most of the variances are.
 *
 * @param scale the scales of the coordinates
 * @param variances farthest from 1 first
 * @param directions a row each
 */
@SuppressWarnings("ArrayRecordComponent") // an estimate, never compared
record Spectrum(double[] scale, double[] variances, double[][] directions) {

    private static final double ROUNDING = 0x1p-50;
    private static final double WIDTH = 4;

    /** Of the product that draws and gradients of a normal law have along any direction. */
    private static final double SEEN = 0.1;

    /** How much the knowledge weighs that variances are 1 where draws say nothing; sums over draws are far above it. */
    private static final double RIDGE = 1e-5;

    /** The spectrum of draws and gradients, as far as the space reaches. */
    static Spectrum of(ScaledDraws seen, Subspace space) {
        int n = seen.scale().length;
        int p = space.dimension(n);
        double[][] draws = space.coordinates(seen.draws());
        double[][] gradients = space.coordinates(seen.gradients());
        SymmetricEigen eigen = eigen(draws, gradients, p, 1);
        double bulk = space.whole() ? 1 : bulk(eigen, draws, gradients);
        if (bulk != 1) {
            eigen = eigen(draws, gradients, p, bulk);
        }
        double[][] directions = space.vectors(eigen.vectors(), n);
        // Rounding makes the least ones 0 or negative where others are 10^16 times as great.
        double least = p == 0 ? 0 : eigen.values()[p - 1] * ROUNDING;
        double[] values = Arrays.stream(eigen.values())
                .map(v -> Math.max(v, least) / bulk)
                .toArray();
        int[] order = IntStream.range(0, p)
                .boxed()
                .sorted((i, j) -> Double.compare(distance(values[j]), distance(values[i])))
                .mapToInt(k -> k)
                .toArray();
        double root = Math.sqrt(bulk);
        return new Spectrum(
                Arrays.stream(seen.scale()).map(s -> s * root).toArray(),
                Arrays.stream(order).mapToDouble(k -> values[k]).toArray(),
                Arrays.stream(order).mapToObj(k -> directions[k]).toArray(double[][]::new));
    }

    /** The variances along the directions, and {@code bulk} where draws and gradients say nothing. */
    private static SymmetricEigen eigen(double[][] draws, double[][] gradients, int p, double bulk) {
        return SymmetricEigen.of(
                GeometricMean.of(Rows.squares(draws, p, RIDGE * bulk), Rows.squares(gradients, p, RIDGE / bulk)));
    }

    /**
     * The middle of most variances: of as many as lie within a factor of {@value #WIDTH}; the middle nearest to 1 of several. Only directions
     * along which the draws and their gradients both have moved count: each coordinate's scale has an error of its own, so the
     * scaled gradients leave the space of the draws a little, and nothing is known there.
     */
    private static double bulk(SymmetricEigen eigen, double[][] draws, double[][] gradients) {
        double[] seen = IntStream.range(0, eigen.values().length)
                .filter(k ->
                        Math.sqrt(Rows.spread(draws, eigen.vectors()[k]) * Rows.spread(gradients, eigen.vectors()[k]))
                                > SEEN)
                .mapToDouble(k -> eigen.values()[k])
                .toArray();
        int most = 0;
        double bulk = 1;
        for (int from = 0, to = 0; from < seen.length; from++) {
            while (to < seen.length && seen[to] <= WIDTH * seen[from]) {
                to++;
            }
            double middle = Math.sqrt(seen[from] * seen[to - 1]);
            if (to - from > most || (to - from == most && distance(middle) < distance(bulk))) {
                most = to - from;
                bulk = middle;
            }
        }
        return bulk;
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

    /** The spectrum of its first directions alone, or of all if it has fewer. */
    Spectrum first(int rank) {
        int some = Math.min(rank, variances.length);
        return new Spectrum(scale, Arrays.copyOf(variances, some), Arrays.copyOf(directions, some));
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

    /** Draws and gradients that some of the directions make rounder, in place: {@code L⁻¹} of each draw and {@code Lᵀ} of each gradient. */
    void whiten(ScaledDraws seen, int from, int to) {
        for (int k = from; k < to; k++) {
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
