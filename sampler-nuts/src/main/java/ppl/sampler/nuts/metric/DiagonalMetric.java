package ppl.sampler.nuts.metric;

import java.util.Arrays;
import ppl.api.spi.StateArchive;

/**
 * A diagonal metric: one variance per coordinate, the diagonal of the <em>inverse</em> mass matrix, which should be near
 * the posterior's variances.
 */
public final class DiagonalMetric {

    private static final double LEAST = 1e-20;
    private static final double GREATEST = 1e20;

    private final double[] scale;

    /** The unit metric. */
    public DiagonalMetric(int dimension) {
        scale = new double[dimension];
        Arrays.fill(scale, 1);
    }

    /** Square roots of the variances. The array belongs to the metric and follows its changes. */
    public double[] scale() {
        return scale;
    }

    /** The number of coordinates. */
    public int dimension() {
        return scale.length;
    }

    /** Sets a coordinate's variance, within [1e-20, 1e20]; what is no positive finite number leaves it as it was. */
    public void variance(int coordinate, double variance) {
        if (variance > 0 && variance < Double.POSITIVE_INFINITY) {
            scale[coordinate] = Math.sqrt(Math.clamp(variance, LEAST, GREATEST));
        }
    }

    /** Names its fields, to save or to restore them. */
    public void archive(StateArchive fields) {
        fields.reals(scale);
    }
}
