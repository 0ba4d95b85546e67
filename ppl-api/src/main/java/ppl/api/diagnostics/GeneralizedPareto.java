package ppl.api.diagnostics;

/**
 * A generalised Pareto distribution over positive exceedances.
 *
 * @param k the shape
 * @param sigma the scale
 */
record GeneralizedPareto(double k, double sigma) {
    private static final double EPSILON = Math.ulp(1.0);

    /**
     * The posterior mean of Zhang and Stephens (2009), a quadrature over their profile likelihood, with k drawn towards 0.5 by a
     * prior worth ten observations.
     *
     * @param sorted exceedances, ascending
     */
    static GeneralizedPareto fit(double[] sorted) {
        int n = sorted.length;
        int points = 30 + (int) Math.sqrt(n);
        double quartile = sorted[(int) (n / 4.0 + 0.5) - 1];
        double[] b = new double[points];
        double[] logProfile = new double[points];
        for (int j = 0; j < points; j++) {
            b[j] = (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile) + 1 / sorted[n - 1];
            double k = meanLog(b[j], sorted);
            logProfile[j] = n * (Math.log(-(b[j] / k)) - k - 1);
        }
        double[] weights = new double[points];
        double total = 0;
        for (int j = 0; j < points; j++) {
            double inverse = 0;
            for (int i = 0; i < points; i++) {
                inverse += Math.exp(logProfile[i] - logProfile[j]);
            }
            weights[j] = 1 / inverse;
            if (!(weights[j] >= 10 * EPSILON)) {
                weights[j] = 0;
            }
            total += weights[j];
        }
        double mean = 0;
        for (int j = 0; j < points; j++) {
            mean += b[j] * (weights[j] / total);
        }
        double k = meanLog(mean, sorted);
        double sigma = -k / mean;
        return new GeneralizedPareto((n * k + 10 * 0.5) / (n + 10.0), sigma);
    }

    private static double meanLog(double b, double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.log1p(-b * value);
        }
        return sum / values.length;
    }

    /** The exceedance at a probability in (0, 1); NaN where the scale is not positive. */
    double quantile(double p) {
        if (!(sigma > 0)) {
            return Double.NaN;
        }
        double rate = -Math.log1p(-p);
        return sigma * (Math.abs(k) < EPSILON ? rate : Math.expm1(k * rate) / k);
    }
}
