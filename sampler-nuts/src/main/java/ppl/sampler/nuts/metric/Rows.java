package ppl.sampler.nuts.metric;

/** Vectors as rows, a row for each draw or for each direction. */
final class Rows {

    private Rows() {}

    /** {@code to += factor · row}. */
    static void add(double factor, double[] row, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] = Math.fma(factor, row[j], to[j]);
        }
    }

    /** Subtracts from each row the mean of all. */
    static void centre(double[][] rows) {
        if (rows.length == 0) {
            return;
        }
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            add(1.0 / rows.length, row, mean);
        }
        for (double[] row : rows) {
            add(-1, mean, row);
        }
    }

    /** Σ row rowᵀ + ridge · I, of n columns. */
    static double[][] squares(double[][] rows, int n, double ridge) {
        double[][] out = new double[n][n];
        for (double[] row : rows) {
            for (int i = 0; i < n; i++) {
                double factor = row[i];
                double[] to = out[i];
                for (int j = 0; j <= i; j++) {
                    to[j] = Math.fma(factor, row[j], to[j]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            out[i][i] += ridge;
            for (int j = 0; j < i; j++) {
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    /** The inner products of all pairs of rows. */
    static double[][] gram(double[][] rows) {
        double[][] out = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                out[i][j] = Dot.of(rows[i], rows[j]);
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    /** The linear combination of rows with these factors. */
    static double[] combined(double[] factors, double[][] rows, int n) {
        double[] out = new double[n];
        for (int i = 0; i < rows.length; i++) {
            add(factors[i], rows[i], out);
        }
        return out;
    }

    /**
     * The greatest mean square of the rows along any direction, by the power method; some per cent too small where several directions
     * are nearly as great.
     */
    static double greatestSpread(double[][] rows) {
        if (rows.length == 0) {
            return 0;
        }
        double[] direction = longest(rows).clone();
        double greatest = 0;
        for (int step = 0; step < 30; step++) {
            double length = Math.sqrt(Dot.of(direction, direction));
            if (!(length > 0)) {
                return length == 0 ? greatest : Double.NaN;
            }
            double[] next = new double[direction.length];
            for (double[] row : rows) {
                add(Dot.of(row, direction) / length / rows.length, row, next);
            }
            direction = next;
            greatest = Math.sqrt(Dot.of(next, next));
        }
        return greatest;
    }

    private static double[] longest(double[][] rows) {
        double[] longest = rows[0];
        for (double[] row : rows) {
            if (Dot.of(row, row) > Dot.of(longest, longest)) {
                longest = row;
            }
        }
        return longest;
    }
}
