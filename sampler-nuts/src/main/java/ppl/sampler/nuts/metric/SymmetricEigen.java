package ppl.sampler.nuts.metric;

import java.util.Arrays;

/**
 * The eigenvalues of a symmetric matrix, in ascending order, and orthonormal eigenvectors, which are the <em>rows</em> of
 * {@code vectors}.
 *
 * <p><b>Numerics:</b> errors of eigenvalues are a few ulp of the greatest one. The same bits on every machine: only + − × ÷ √.
 *
 * <p>Source: Golub and Van Loan, "Matrix Computations", 4th edition, 2013, sections 8.3.1 (Householder tridiagonalisation) and 8.3.3
 * (implicit symmetric QR steps with Wilkinson's shift).
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
record SymmetricEigen(double[] values, double[][] vectors) {

    /** More steps than this for one eigenvalue: the matrix is not finite. */
    private static final int MOST_STEPS = 60;

    /**
     * Decomposes a matrix, of which only the lower triangle is read.
     *
     * @throws ArithmeticException if an element is not finite
     */
    static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double[] diagonal = new double[n];
        double[] beside = new double[n];
        double[][] vectors = tridiagonalise(a, diagonal, beside);
        diagonalise(diagonal, beside, vectors);
        sort(diagonal, vectors);
        return new SymmetricEigen(diagonal, vectors);
    }

    /**
     * Reduces to a tridiagonal matrix T with A = Vᵀ T V.
     *
     * @param a overwritten
     * @param beside element i is that between i and i + 1
     * @return the rows of V
     */
    private static double[][] tridiagonalise(double[][] a, double[] diagonal, double[] beside) {
        int n = a.length;
        double[][] reflectors = new double[Math.max(0, n - 2)][];
        double[] product = new double[n];
        for (int k = 0; k < n - 2; k++) {
            double[] v = new double[n];
            for (int i = k + 1; i < n; i++) {
                v[i] = a[i][k];
            }
            double length = Math.sqrt(Dot.of(v, v));
            double below = v[k + 1] > 0 ? -length : length;
            beside[k] = below;
            v[k + 1] -= below;
            double square = Dot.of(v, v);
            reflectors[k] = v;
            if (square == 0) {
                continue;
            }
            normalise(v, Math.sqrt(square));
            reflect(a, v, k + 1, product);
        }
        for (int i = 0; i < n; i++) {
            diagonal[i] = a[i][i];
        }
        if (n > 1) {
            beside[n - 2] = a[n - 1][n - 2];
        }
        return product(reflectors, n);
    }

    private static void normalise(double[] v, double length) {
        for (int i = 0; i < v.length; i++) {
            v[i] /= length;
        }
    }

    /** A ← H A H for H = I − 2 v vᵀ, in the lower triangle from {@code from} on. */
    private static void reflect(double[][] a, double[] v, int from, double[] w) {
        int n = v.length;
        Arrays.fill(w, 0);
        for (int i = from; i < n; i++) {
            double[] row = a[i];
            double sum = row[i] * v[i];
            double vi = v[i];
            for (int j = from; j < i; j++) {
                sum = Math.fma(row[j], v[j], sum);
                w[j] = Math.fma(row[j], vi, w[j]);
            }
            w[i] += sum;
        }
        double along = Dot.of(v, w);
        for (int i = from; i < n; i++) {
            w[i] = 2 * (w[i] - along * v[i]);
        }
        for (int i = from; i < n; i++) {
            double[] row = a[i];
            double vi = v[i];
            double wi = w[i];
            for (int j = from; j <= i; j++) {
                row[j] -= vi * w[j] + wi * v[j];
            }
        }
    }

    /** The rows of the product of reflections, the last one first. */
    private static double[][] product(double[][] reflectors, int n) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        double[] w = new double[n];
        // Rows of Vᵀ = H₀ H₁ …, applied from the right end; a row of V is a column of that.
        for (int k = reflectors.length - 1; k >= 0; k--) {
            double[] v = reflectors[k];
            Arrays.fill(w, 0);
            for (int i = k + 1; i < n; i++) {
                for (int j = k + 1; j < n; j++) {
                    w[j] = Math.fma(v[i], q[i][j], w[j]);
                }
            }
            for (int i = k + 1; i < n; i++) {
                double twice = 2 * v[i];
                for (int j = k + 1; j < n; j++) {
                    q[i][j] -= twice * w[j];
                }
            }
        }
        return transposed(q);
    }

    private static double[][] transposed(double[][] q) {
        int n = q.length;
        double[][] t = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                t[j][i] = q[i][j];
            }
        }
        return t;
    }

    /** Chases the elements beside the diagonal away, from the last one up. */
    private static void diagonalise(double[] d, double[] e, double[][] v) {
        int last = d.length - 1;
        int steps = 0;
        while (last > 0) {
            if (negligible(d, e, last - 1)) {
                last--;
                steps = 0;
                continue;
            }
            int first = last - 1;
            while (first > 0 && !negligible(d, e, first - 1)) {
                first--;
            }
            if (++steps > MOST_STEPS) {
                throw new ArithmeticException("a matrix of " + d.length + " rows has no eigenvalues that can be found:"
                        + " it has elements that are not finite");
            }
            step(d, e, v, first, last);
        }
    }

    private static boolean negligible(double[] d, double[] e, int i) {
        return Math.abs(e[i]) <= 0x1p-53 * (Math.abs(d[i]) + Math.abs(d[i + 1]));
    }

    /** One implicit QR step with Wilkinson's shift on the block from first to last. */
    private static void step(double[] d, double[] e, double[][] v, int first, int last) {
        double half = 0.5 * (d[last - 1] - d[last]);
        double b = e[last - 1];
        double root = length(half, b);
        double shift = d[last] - b / (half + (half < 0 ? -root : root)) * b;
        double x = d[first] - shift;
        double z = e[first];
        for (int k = first; k < last; k++) {
            double r = length(x, z);
            double c = r == 0 ? 1 : x / r;
            double s = r == 0 ? 0 : -z / r;
            if (k > first) {
                e[k - 1] = r;
            }
            double p = d[k];
            double q = d[k + 1];
            double o = e[k];
            d[k] = c * c * p - 2 * c * s * o + s * s * q;
            d[k + 1] = s * s * p + 2 * c * s * o + c * c * q;
            e[k] = c * s * (p - q) + (c * c - s * s) * o;
            if (k + 1 < last) {
                x = e[k];
                z = -s * e[k + 1];
                e[k + 1] *= c;
            }
            rotate(v[k], v[k + 1], c, s);
        }
    }

    /** √(a² + b²) for numbers whose squares neither overflow nor vanish. */
    private static double length(double a, double b) {
        double most = Math.max(Math.abs(a), Math.abs(b));
        if (most == 0) {
            return 0;
        }
        double p = a / most;
        double q = b / most;
        return most * Math.sqrt(p * p + q * q);
    }

    private static void rotate(double[] p, double[] q, double c, double s) {
        for (int i = 0; i < p.length; i++) {
            double a = p[i];
            double b = q[i];
            p[i] = c * a - s * b;
            q[i] = s * a + c * b;
        }
    }

    private static void sort(double[] values, double[][] vectors) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            double[] vector = vectors[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--) {
                values[at] = values[at - 1];
                vectors[at] = vectors[at - 1];
            }
            values[at] = value;
            vectors[at] = vector;
        }
    }
}
