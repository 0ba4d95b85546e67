package ppl.sampler.nuts.metric;

import java.util.Arrays;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;

/**
 * A metric that knows every correlation: L = S R with S diagonal and R symmetric. Costs 4 · n² operations a leapfrog.
 */
public final class DenseMetric implements Metric {

    private final double[] scale;
    private final double[][] root;
    private final double[] scaled;

    /**
     * A metric.
     *
     * @param scale the diagonal of S, taken over
     * @param root the rows of R, whose square is the covariance in scaled coordinates; taken over
     */
    public DenseMetric(double[] scale, double[][] root) {
        this.scale = scale;
        this.root = root;
        scaled = new double[scale.length];
    }

    /**
     * The metric with this covariance as its L Lᵀ.
     *
     * @param covariance symmetric and positive definite
     * @throws ArithmeticException if it has an eigenvalue, in units of its diagonal, that is not clearly above 0
     */
    public static DenseMetric of(double[][] covariance) {
        int n = covariance.length;
        double[] scale = new double[n];
        Arrays.setAll(scale, i -> Math.sqrt(covariance[i][i]));
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                correlation[i][j] = covariance[i][j] / scale[i] / scale[j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(correlation);
        if (n > 0 && !(eigen.values()[0] > n * 0x1p-50)) {
            throw new ArithmeticException(
                    "not positive definite: its correlations have the eigenvalue " + eigen.values()[0]);
        }
        double[] roots = Arrays.stream(eigen.values()).map(Math::sqrt).toArray();
        return new DenseMetric(scale, SquareMatrix.of(roots, eigen.vectors(), n));
    }

    @Override
    public int dimension() {
        return scale.length;
    }

    @Override
    public int rank() {
        return scale.length;
    }

    @Override
    public double[] variances() {
        double[] variances = new double[scale.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = scale[i] * scale[i] * Dot.of(root[i], root[i]);
        }
        return variances;
    }

    /** Takes the root apart, in time n³. */
    @Override
    public CovarianceEstimate covariance() {
        SymmetricEigen eigen = SymmetricEigen.of(root);
        double[] along = Arrays.stream(eigen.values()).map(r -> r * r).toArray();
        return new CovarianceEstimate(scale, eigen.vectors(), along);
    }

    @Override
    public void force(double[] gradient, double[] out) {
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scale[i] * gradient[i];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = Dot.of(root[i], scaled);
        }
    }

    @Override
    public void drift(double step, double[] momentum, double[] position) {
        for (int i = 0; i < position.length; i++) {
            position[i] = Math.fma(step, scale[i] * Dot.of(root[i], momentum), position[i]);
        }
    }

    @Override
    public void archive(StateArchive fields) {
        fields.reals(scale);
        for (double[] row : root) {
            fields.reals(row);
        }
    }
}
