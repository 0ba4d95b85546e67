package ppl.api.mode;

import org.jspecify.annotations.Nullable;

/**
 * A symmetric matrix as the precision of a normal law: P = S⁻¹ L Lᵀ S⁻¹, where the diagonal S makes the diagonal of what is factored 1, so that the
 * units of the coordinates do not matter; or the direction along which it is none.
 *
 * <p>Shapes: n by n. Numerics: a pivot of less than 8 n roundings counts as 0.
 */
final class PrecisionFactor {

    /** A direction along which a matrix is not positive, its largest element 1, and its quadratic form there. */
    record Flaw(double[] direction, double curvature) {}

    private final double[] scale;
    private final double[][] factor;
    private final @Nullable Flaw flaw;

    private PrecisionFactor(double[] scale, double[][] factor, @Nullable Flaw flaw) {
        this.scale = scale;
        this.factor = factor;
        this.flaw = flaw;
    }

    static PrecisionFactor of(double[][] precision) {
        int n = precision.length;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(precision[i][i] > 0)) {
                double[] along = new double[n];
                along[i] = 1;
                return new PrecisionFactor(scale, new double[0][], new Flaw(along, precision[i][i]));
            }
            scale[i] = 1 / Math.sqrt(precision[i][i]);
        }
        double[][] l = new double[n][n];
        double least = 8 * n * Math.ulp(1.0);
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = i == j ? 1 : 0.5 * (precision[i][j] + precision[j][i]) * scale[i] * scale[j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i > j) {
                    l[i][j] = sum / l[j][j];
                } else if (sum > least) {
                    l[j][j] = Math.sqrt(sum);
                } else {
                    return new PrecisionFactor(scale, l, flaw(l, scale, j, sum));
                }
            }
        }
        return new PrecisionFactor(scale, l, null);
    }

    /** The last pivot is the quadratic form of the vector that the first columns cannot tell from 0. */
    private static Flaw flaw(double[][] l, double[] scale, int at, double pivot) {
        double[] along = new double[scale.length];
        along[at] = 1;
        for (int i = at - 1; i >= 0; i--) {
            double sum = -l[at][i];
            for (int k = i + 1; k < at; k++) {
                sum -= l[k][i] * along[k];
            }
            along[i] = sum / l[i][i];
        }
        double most = 0;
        for (int i = 0; i < along.length; i++) {
            along[i] *= scale[i];
            most = Math.max(most, Math.abs(along[i]));
        }
        for (int i = 0; i < along.length; i++) {
            along[i] /= most;
        }
        return new Flaw(along, pivot / (most * most));
    }

    /** Why it is no precision; null if it is one. */
    @Nullable
    Flaw flaw() {
        return flaw;
    }

    private int size() {
        return scale.length;
    }

    /** The covariance times a vector. */
    double[] solve(double[] vector) {
        double[] x = new double[size()];
        for (int i = 0; i < x.length; i++) {
            double sum = scale[i] * vector[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * x[k];
            }
            x[i] = sum / factor[i][i];
        }
        return spread(x);
    }

    /** A root of the covariance times a vector, S L⁻ᵀ v: of standard normal numbers a draw. */
    double[] spread(double[] vector) {
        double[] x = new double[size()];
        for (int i = x.length - 1; i >= 0; i--) {
            double sum = vector[i];
            for (int k = i + 1; k < x.length; k++) {
                sum -= factor[k][i] * x[k];
            }
            x[i] = sum / factor[i][i];
        }
        for (int i = 0; i < x.length; i++) {
            x[i] *= scale[i];
        }
        return x;
    }

    /** A column of the root of {@link #spread}: as far as one standard deviation given the coordinates after it. */
    double[] column(int number) {
        double[] unit = new double[size()];
        unit[number] = 1;
        return spread(unit);
    }

    /** The covariance. */
    double[][] covariance() {
        double[][] covariance = new double[size()][];
        for (int i = 0; i < size(); i++) {
            double[] unit = new double[size()];
            unit[i] = 1;
            covariance[i] = solve(unit);
        }
        return covariance;
    }

    /** The log of the determinant of the precision. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += 2 * (Math.log(factor[i][i]) - Math.log(scale[i]));
        }
        return sum;
    }
}
