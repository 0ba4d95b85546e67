package ppl.api.mode;

import org.jspecify.annotations.Nullable;
import ppl.api.sample.UnconstrainedModel.HessianTimes;

/**
 * Minus the Hessian of a log-density at a point: by the gradient of the gradient, and, where that is not to be had or is contradicted, by
 * differences of gradients.
 *
 * <p>A derivative of a derivative is exact but for rounding, so it is symmetric, and along one direction the differences of gradients
 * agree. Where they do not (a function that hides its slope, or has none), the differences are taken: five points a coordinate, {@value #STEP} of its
 * standard deviation given the others apart, so that they err by some 1e-12 of a quadratic form of size 1 where the density is smooth.
 *
 * @param precision minus the Hessian, symmetric
 * @param exact whether it is by the gradient of the gradient
 * @param error how far it was from being symmetric, relative to the diagonal
 */
record Curvature(double[][] precision, boolean exact, double error) {

    /** Writes the gradient of the log-density at a point. */
    @FunctionalInterface
    interface GradientAt {
        void write(double[] point, double[] gradient);
    }

    private static final double STEP = 1e-3;
    private static final double FIRST_STEP = 1e-5;
    private static final double CONTRADICTION = 1e-3;
    private static final double ASYMMETRY = 1e-6;

    /**
     * At a point.
     *
     * @param gradient of the log-density
     * @param hessian multiplies by the Hessian; null if there are no second derivatives
     */
    static Curvature at(double[] point, GradientAt gradient, @Nullable HessianTimes hessian) {
        if (hessian != null) {
            double[][] rows = rows(point, hessian);
            Curvature exact = symmetric(rows, true);
            if (exact.error <= ASYMMETRY && agrees(exact, point, gradient)) {
                return exact;
            }
        }
        return byDifferences(point, gradient);
    }

    private static double[][] rows(double[] point, HessianTimes hessian) {
        int n = point.length;
        double[][] rows = new double[n][n];
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
            unit[i] = 1;
            hessian.apply(point, unit, rows[i]);
            unit[i] = 0;
        }
        return rows;
    }

    private static Curvature symmetric(double[][] rows, boolean exact) {
        int n = rows.length;
        double[][] precision = new double[n][n];
        double error = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double size = Math.sqrt(Math.abs(rows[i][i]) * Math.abs(rows[j][j]));
                double difference = Math.abs(rows[i][j] - rows[j][i]);
                precision[i][j] = -0.5 * (rows[i][j] + rows[j][i]);
                precision[j][i] = precision[i][j];
                // Not Math.max of the quotient alone: 0 / 0 of a flat coordinate says nothing.
                error = difference == 0 ? error : Math.max(error, size > 0 ? difference / size : difference);
            }
        }
        return new Curvature(precision, exact, error);
    }

    /** Compares along a direction that moves every coordinate by about the same share of its standard deviation. */
    private static boolean agrees(Curvature exact, double[] point, GradientAt gradient) {
        int n = point.length;
        double[] direction = new double[n];
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            double own = Math.abs(exact.precision[i][i]);
            scale[i] = own > 0 ? 1 / Math.sqrt(own) : 1;
            direction[i] = (i % 2 == 0 ? 1 : -0.7) * scale[i] / Math.sqrt(n);
        }
        double[] by = difference(point, direction, STEP, gradient);
        for (int i = 0; i < n; i++) {
            double product = 0;
            for (int j = 0; j < n; j++) {
                product -= exact.precision[i][j] * direction[j];
            }
            if (!(Math.abs(product - by[i]) * scale[i] <= CONTRADICTION)) {
                return false;
            }
        }
        return true;
    }

    private static Curvature byDifferences(double[] point, GradientAt gradient) {
        int n = point.length;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] direction = new double[n];
            direction[i] = Math.max(1, Math.abs(point[i]));
            double own = Math.abs(difference(point, direction, FIRST_STEP, gradient)[i] / direction[i]);
            direction[i] = own > 0 && Double.isFinite(own) ? 1 / Math.sqrt(own) : direction[i];
            rows[i] = difference(point, direction, STEP, gradient);
            for (int j = 0; j < n; j++) {
                rows[i][j] /= direction[i];
            }
        }
        return symmetric(rows, false);
    }

    /** The change of the gradient along a direction, from four points. */
    private static double[] difference(double[] point, double[] direction, double step, GradientAt gradient) {
        int n = point.length;
        double[] sum = new double[n];
        double[] moved = new double[n];
        double[] slope = new double[n];
        double[] places = {-2, -1, 1, 2};
        double[] weights = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < n; i++) {
                moved[i] = point[i] + places[k] * step * direction[i];
            }
            gradient.write(moved, slope);
            for (int i = 0; i < n; i++) {
                sum[i] += weights[k] * slope[i] / step;
            }
        }
        return sum;
    }
}
