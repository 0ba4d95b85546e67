package ppl.api.spi;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a chain has learnt of the covariance of its coordinates: C = S (I + U (Λ − I) Uᵀ) S with S diagonal and the columns of U orthonormal. So
 * it is a scale for each coordinate, and directions in scaled coordinates along which the variance is not 1.
 *
 * <p>Units: unconstrained space. For NUTS it is the inverse mass matrix.
 *
 * @param scale the diagonal of S
 * @param directions the columns of U, a row each; none for a diagonal covariance
 * @param variances the diagonal of Λ: the variance along each direction, in scaled coordinates
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record CovarianceEstimate(double[] scale, double[][] directions, double[] variances) {

    private static final double ROUNDING = 1e-3;

    /**
     * Copies the arrays.
     *
     * @throws IllegalArgumentException if a scale or a variance is not a finite number above 0, if there are not as many variances as
     *     directions or as many numbers in a direction as scales, or if the directions are not orthonormal
     */
    public CovarianceEstimate {
        scale = scale.clone();
        directions = Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
        variances = variances.clone();
        requirePositive("scale", scale);
        requirePositive("variance along a direction", variances);
        int n = scale.length;
        if (directions.length != variances.length || Arrays.stream(directions).anyMatch(u -> u.length != n)) {
            throw new IllegalArgumentException("an estimate of a covariance of " + n + " coordinates with "
                    + variances.length + " variances needs as many directions, each of " + n + " numbers, but has "
                    + directions.length + ": give them together.");
        }
        requireOrthonormal(directions);
    }

    private static void requirePositive(String what, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0 && values[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("an estimate of a covariance has the " + what + " " + values[i]
                        + " at " + i + ": each must be a finite number above 0.");
            }
        }
    }

    private static void requireOrthonormal(double[][] directions) {
        for (int j = 0; j < directions.length; j++) {
            for (int k = 0; k <= j; k++) {
                double product = dot(directions[j], directions[k]);
                if (!(Math.abs(product - (j == k ? 1 : 0)) < ROUNDING)) {
                    throw new IllegalArgumentException("the directions " + k + " and " + j
                            + " of an estimate of a covariance have the inner product " + product
                            + ": they must be orthogonal and of length 1.");
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    /** The number of coordinates. */
    public int dimension() {
        return scale.length;
    }

    /** The number of directions. */
    public int rank() {
        return variances.length;
    }

    @Override
    public double[] scale() {
        return scale.clone();
    }

    @Override
    public double[][] directions() {
        return Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public double[] variances() {
        return variances.clone();
    }

    /**
     * The covariance of some of the coordinates, if those of each direction are among them: so it is for the coordinates of one sampler of
     * several. Other directions are left out.
     *
     * @param coordinates their positions here
     */
    public CovarianceEstimate part(int[] coordinates) {
        double[][] own = Arrays.stream(directions).map(u -> at(u, coordinates)).toArray(double[][]::new);
        int[] whole = IntStream.range(0, own.length)
                .filter(k -> Math.abs(dot(own[k], own[k]) - 1) < ROUNDING)
                .toArray();
        return new CovarianceEstimate(
                at(scale, coordinates),
                Arrays.stream(whole).mapToObj(k -> own[k]).toArray(double[][]::new),
                at(variances, whole));
    }

    private static double[] at(double[] values, int[] positions) {
        return Arrays.stream(positions).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CovarianceEstimate that
                && Arrays.equals(scale, that.scale)
                && Arrays.deepEquals(directions, that.directions)
                && Arrays.equals(variances, that.variances);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scale) + 31 * Arrays.deepHashCode(directions);
    }

    @Override
    public String toString() {
        return "covariance of " + scale.length + " coordinates along " + variances.length + " directions";
    }
}
