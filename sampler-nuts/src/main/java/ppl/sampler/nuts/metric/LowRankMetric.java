package ppl.sampler.nuts.metric;

import java.util.Arrays;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;

/**
 * A diagonal metric that is stretched along a few directions: L = S (I + U (√Λ − I) Uᵀ) with S diagonal and the columns of U orthonormal,
 * so that L Lᵀ = S (I + U (Λ − I) Uᵀ) S. Costs 8 · n · rank operations a leapfrog.
 */
public final class LowRankMetric implements InvertibleMetric {

    private final double[] scale;
    private final double[] shaped;

    /** The columns of U, a row each. */
    private final double[][] directions;

    /** √Λ − I. */
    private final double[] stretch;

    /**
     * A metric with these directions.
     *
     * @param scale the diagonal of S, taken over
     * @param directions orthonormal, in scaled coordinates; taken over
     * @param variances the diagonal of Λ: the variance along each direction, positive
     */
    public LowRankMetric(double[] scale, double[][] directions, double[] variances) {
        this.scale = scale;
        this.directions = directions;
        shaped = new double[scale.length];
        stretch = new double[variances.length];
        for (int k = 0; k < stretch.length; k++) {
            stretch[k] = Math.sqrt(variances[k]) - 1;
        }
    }

    @Override
    public int dimension() {
        return scale.length;
    }

    @Override
    public int rank() {
        return stretch.length;
    }

    @Override
    public double[] variances() {
        double[] variances = new double[scale.length];
        for (int i = 0; i < variances.length; i++) {
            double sum = 1;
            for (int k = 0; k < stretch.length; k++) {
                double u = directions[k][i];
                sum += stretch[k] * (stretch[k] + 2) * u * u;
            }
            variances[i] = scale[i] * scale[i] * sum;
        }
        return variances;
    }

    @Override
    public CovarianceEstimate covariance() {
        double[] along = Arrays.stream(stretch).map(s -> (s + 1) * (s + 1)).toArray();
        return new CovarianceEstimate(scale, directions, along);
    }

    @Override
    public void force(double[] gradient, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = scale[i] * gradient[i];
        }
        shape(out);
    }

    @Override
    public void drift(double step, double[] momentum, double[] position) {
        System.arraycopy(momentum, 0, shaped, 0, shaped.length);
        shape(shaped);
        for (int i = 0; i < position.length; i++) {
            position[i] = Math.fma(step, scale[i] * shaped[i], position[i]);
        }
    }

    @Override
    public void whiten(double[] offset, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = offset[i] / scale[i];
        }
        for (int k = 0; k < stretch.length; k++) {
            double shrink = 1 / (1 + stretch[k]) - 1;
            Rows.add(shrink * Dot.of(directions[k], out), directions[k], out);
        }
    }

    /** Stretches along one direction after another, which is the same as at once since they are orthogonal. */
    private void shape(double[] x) {
        for (int k = 0; k < stretch.length; k++) {
            double[] direction = directions[k];
            double along = stretch[k] * Dot.of(direction, x);
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.fma(along, direction[i], x[i]);
            }
        }
    }

    @Override
    public void archive(StateArchive fields) {
        fields.reals(scale);
        fields.reals(stretch);
        for (double[] direction : directions) {
            fields.reals(direction);
        }
    }
}
