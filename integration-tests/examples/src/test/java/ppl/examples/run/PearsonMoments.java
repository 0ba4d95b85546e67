package ppl.examples.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Posterior means and standard deviations of a line through Pearson's points with York's weights. Given the line, the errors of x are
 * independent and normal, and what is left of y is normal with the variance of both errors; over level and slope they are summed by the
 * trapezoidal rule. The points are typed in here once more, from the papers.
 */
final class PearsonMoments {

    private static final double[] X = {0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4};
    private static final double[] Y = {5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5};
    private static final double[] WEIGHT_X = {1000, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1};
    private static final double[] WEIGHT_Y = {1, 1.8, 4, 8, 20, 20, 70, 70, 100, 500};
    private static final int STEPS = 400;

    private PearsonMoments() {}

    /** By the names of the summary. */
    static Map<String, Moments> byQuadrature() {
        Moments.Sum level = new Moments.Sum();
        Moments.Sum slope = new Moments.Sum();
        Moments.Sum[] real = new Moments.Sum[X.length];
        for (int i = 0; i < X.length; i++) {
            real[i] = new Moments.Sum();
        }
        for (int i = 0; i <= STEPS; i++) {
            for (int j = 0; j <= STEPS; j++) {
                add(2.6 + 2.0 * i / STEPS, -0.95 + 0.9 * j / STEPS, level, slope, real);
            }
        }
        Map<String, Moments> moments = new LinkedHashMap<>();
        moments.put("level", level.moments());
        moments.put("slope", slope.moments());
        for (int i = 0; i < X.length; i++) {
            moments.put("real[" + i + "]", real[i].moments());
        }
        return moments;
    }

    private static void add(double a, double b, Moments.Sum level, Moments.Sum slope, Moments.Sum[] real) {
        double logWeight = 10 - 0.5 * (Math.pow((a - 3.5) / 2, 2) + b * b);
        double[] mean = new double[X.length];
        double[] variance = new double[X.length];
        for (int i = 0; i < X.length; i++) {
            double off = Y[i] - a - b * (X[i] - 4);
            double both = 1 / WEIGHT_Y[i] + b * b / WEIGHT_X[i];
            logWeight -= 0.5 * (off * off / both + Math.log(both));
            mean[i] = X[i] + b / WEIGHT_X[i] * off / both;
            variance[i] = 1 / WEIGHT_X[i] - Math.pow(b / WEIGHT_X[i], 2) / both;
        }
        double weight = Math.exp(logWeight);
        level.add(weight, a, 0);
        slope.add(weight, b, 0);
        for (int i = 0; i < X.length; i++) {
            real[i].add(weight, mean[i], variance[i]);
        }
    }
}
