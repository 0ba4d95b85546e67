package ppl.posteriors.mixed;

/**
 * A regression with coefficients and noise that are standard normal.
 *
 * @param mean of the coefficients given what was seen
 * @param logEvidence the log-density of what was seen, up to a constant that is the same for all choices of columns
 */
record Ridge(double[] mean, double logEvidence) {

    /** With some of the columns. */
    static Ridge of(double[][] x, double[] y, int[] columns) {
        int n = columns.length;
        double[][] a = new double[n][n + 1];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < y.length; r++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += x[r][columns[i]] * x[r][columns[j]];
                }
                right[i] += x[r][columns[i]] * y[r];
            }
            a[i][i] += 1;
            a[i][n] = right[i];
        }
        double logDeterminant = 0;
        for (int p = 0; p < n; p++) {
            logDeterminant += Math.log(a[p][p]);
            for (int i = 0; i < n; i++) {
                double factor = i == p ? 0 : a[i][p] / a[p][p];
                for (int j = p; j <= n && i != p; j++) {
                    a[i][j] -= factor * a[p][j];
                }
            }
        }
        double[] mean = new double[n];
        double explained = 0;
        for (int i = 0; i < n; i++) {
            mean[i] = a[i][n] / a[i][i];
            explained += right[i] * mean[i];
        }
        return new Ridge(mean, 0.5 * explained - 0.5 * logDeterminant);
    }
}
