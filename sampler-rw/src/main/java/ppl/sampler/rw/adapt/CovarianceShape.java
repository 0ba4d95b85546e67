package ppl.sampler.rw.adapt;

import ppl.api.spi.StateArchive;

/**
 * The covariance of the coordinates as seen so far, later points weighing more, kept as its lower Cholesky factor. Each
 * point changes the factor by a rank-one update, so it stays positive definite and costs O(d²).
 *
 * <p>Source: Haario, Saksman and Tamminen, "An adaptive Metropolis algorithm", Bernoulli 7, 2001; Andrieu and Thoms 2008,
 * algorithm 4.
 */
public final class CovarianceShape implements Shape {

    private final int dimension;
    private final double[] mean;
    private final double[] deviation;
    /** Lower triangle by rows: row i begins at i(i+1)/2. */
    private final double[] factor;

    private int count;

    /** The unit matrix. */
    public CovarianceShape(int dimension) {
        this.dimension = dimension;
        mean = new double[dimension];
        deviation = new double[dimension];
        factor = new double[dimension * (dimension + 1) / 2];
        for (int i = 0; i < dimension; i++) {
            factor[at(i, i)] = 1;
        }
    }

    private static int at(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    @Override
    public void apply(double[] steps, double[] out) {
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                sum = Math.fma(factor[at(i, j)], steps[j], sum);
            }
            out[i] = sum;
        }
    }

    @Override
    public void learn(double[] x) {
        if (count++ == 0) {
            System.arraycopy(x, 0, mean, 0, dimension);
            return;
        }
        double gain = Gain.of(count, dimension);
        double root = Math.sqrt(gain);
        for (int i = 0; i < dimension; i++) {
            double d = x[i] - mean[i];
            mean[i] += gain * d;
            deviation[i] = root * d;
        }
        update(Math.sqrt(1 - gain));
    }

    /** Factor of keep² · LLᵀ + deviation · deviationᵀ, by Givens rotations. */
    private void update(double keep) {
        for (int k = 0; k < dimension; k++) {
            double diagonal = keep * factor[at(k, k)];
            double x = deviation[k];
            double r = Math.sqrt(Math.fma(diagonal, diagonal, x * x));
            double cosine = r / diagonal;
            double sine = x / diagonal;
            factor[at(k, k)] = r;
            for (int i = k + 1; i < dimension; i++) {
                double l = Math.fma(sine, deviation[i], keep * factor[at(i, k)]) / cosine;
                deviation[i] = Math.fma(cosine, deviation[i], -sine * l);
                factor[at(i, k)] = l;
            }
        }
    }

    @Override
    public void archive(StateArchive fields) {
        fields.reals(mean);
        fields.reals(factor);
        count = fields.integer(count);
    }
}
