package ppl.api.diagnostics;

/**
 * The autocorrelation of one chain: how alike draws are that lie a number of steps, the lag, apart.
 *
 * <p><b>Shapes.</b> A chain of n draws gives lags 0 to n − 1.
 *
 * <p><b>Numerics.</b> Biased estimates, divided by n at every lag, by one Fourier transform. NaN where a draw is not finite; the
 * correlations of a constant chain are NaN.
 */
public final class Autocorrelation {
    private Autocorrelation() {}

    /** Autocovariance by lag. */
    public static double[] covariance(double[] chain) {
        int n = chain.length;
        if (n == 0) {
            return new double[0];
        }
        Draws draws = Draws.of(chain.clone(), 1, n);
        return new Autocovariance(draws, new double[] {Moments.mean(chain)}).all();
    }

    /** Autocorrelation by lag; 1 at lag 0. */
    public static double[] of(double[] chain) {
        double[] covariance = covariance(chain);
        double[] correlation = new double[covariance.length];
        for (int lag = 0; lag < correlation.length; lag++) {
            correlation[lag] = covariance[lag] / covariance[0];
        }
        return correlation;
    }
}
