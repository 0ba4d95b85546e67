package ppl.sampler.rw.adapt;

import java.util.Arrays;
import ppl.api.spi.StateArchive;

/** Standard deviations of the coordinates, as seen so far, later points weighing more. */
public final class DiagonalShape implements Shape {

    private final double[] mean;
    private final double[] variance;
    private int count;

    /** All standard deviations 1. */
    public DiagonalShape(int dimension) {
        mean = new double[dimension];
        variance = new double[dimension];
        Arrays.fill(variance, 1);
    }

    @Override
    public void apply(double[] steps, double[] out) {
        for (int i = 0; i < steps.length; i++) {
            out[i] = Math.sqrt(variance[i]) * steps[i];
        }
    }

    @Override
    public void learn(double[] x) {
        if (count++ == 0) {
            System.arraycopy(x, 0, mean, 0, mean.length);
            return;
        }
        double gain = Gain.of(count, 1);
        for (int i = 0; i < mean.length; i++) {
            double deviation = x[i] - mean[i];
            mean[i] += gain * deviation;
            variance[i] += gain * (deviation * deviation - variance[i]);
        }
    }

    @Override
    public void archive(StateArchive fields) {
        fields.reals(mean);
        fields.reals(variance);
        count = fields.integer(count);
    }
}
