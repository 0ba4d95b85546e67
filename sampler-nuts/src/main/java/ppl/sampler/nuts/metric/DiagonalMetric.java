package ppl.sampler.nuts.metric;

import java.util.Arrays;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;

/**
 * A diagonal metric: one variance per coordinate, the diagonal of the <em>inverse</em> mass matrix, which should be near
 * the posterior's variances.
 */
public final class DiagonalMetric implements InvertibleMetric {

    private static final double LEAST = 1e-20;
    private static final double GREATEST = 1e20;

    private final double[] scale;

    /** The unit metric. */
    public DiagonalMetric(int dimension) {
        scale = new double[dimension];
        Arrays.fill(scale, 1);
    }

    /** The metric with these square roots of variances, taken over. */
    DiagonalMetric(double[] scale) {
        this.scale = scale;
    }

    /** Square roots of the variances. The array belongs to the metric and follows its changes. */
    public double[] scale() {
        return scale;
    }

    @Override
    public int dimension() {
        return scale.length;
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public double[] variances() {
        return Arrays.stream(scale).map(s -> s * s).toArray();
    }

    @Override
    public CovarianceEstimate covariance() {
        return new CovarianceEstimate(scale, new double[0][], new double[0]);
    }

    @Override
    public void force(double[] gradient, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = scale[i] * gradient[i];
        }
    }

    @Override
    public void drift(double step, double[] momentum, double[] position) {
        for (int i = 0; i < position.length; i++) {
            position[i] = Math.fma(step, scale[i] * momentum[i], position[i]);
        }
    }

    @Override
    public void whiten(double[] offset, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = offset[i] / scale[i];
        }
    }

    /** Sets a coordinate's variance, within [1e-20, 1e20]; what is no positive finite number leaves it as it was. */
    public void variance(int coordinate, double variance) {
        if (variance > 0 && variance < Double.POSITIVE_INFINITY) {
            scale[coordinate] = Math.sqrt(Math.clamp(variance, LEAST, GREATEST));
        }
    }

    @Override
    public void archive(StateArchive fields) {
        fields.reals(scale);
    }
}
