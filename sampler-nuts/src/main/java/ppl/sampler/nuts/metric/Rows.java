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

    /** The mean square of the rows along a direction of length 1. */
    static double spread(double[][] rows, double[] direction) {
        double sum = 0;
        for (double[] row : rows) {
            double along = Dot.of(row, direction);
            sum = Math.fma(along, along, sum);
        }
        return sum / rows.length;
    }

    /** The direction along which the mean square of the rows is greatest, nearly, by so many steps of the power method. */
    static double[] widest(double[][] rows, int steps) {
        double[] direction = unit(longest(rows).clone());
        for (int step = 0; step < steps; step++) {
            double[] next = new double[direction.length];
            for (double[] row : rows) {
                add(Dot.of(row, direction), row, next);
            }
            direction = unit(next);
        }
        return direction;
    }

    /** The vector divided by its length, in place; 0 stays 0. */
    private static double[] unit(double[] vector) {
        double length = Math.sqrt(Dot.of(vector, vector));
        if (length > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
        return vector;
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
