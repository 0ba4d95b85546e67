package ppl.api.mode;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import ppl.api.sample.UnconstrainedModel;

/**
 * Standard deviations of functions of the coordinates under the normal law at a mode, by the delta method: the squares of their slopes along
 * independent directions of one standard deviation each, added up. At a mode of the density in the user's space these are the roots of
 * the diagonal of the inverse Hessian there.
 *
 * <p><b>Numerics.</b> Slopes from four points {@value #STEP} and twice that away, which err by some 1e-12 for smooth functions.
 */
final class Deviations {

    private static final double STEP = 1e-3;

    private Deviations() {}

    static double[] of(UnconstrainedModel model, Ascent.Found found) {
        UnaryOperator<double[]> values = model.values();
        double[] centre = values.apply(found.point());
        double[] sums = new double[centre.length];
        PrecisionFactor law = found.factor();
        if (law == null || !found.search().converged()) {
            Arrays.fill(sums, Double.NaN);
            return sums;
        }
        for (int j = 0; j < found.point().length; j++) {
            double[] along = law.column(j);
            double[] near = difference(values, found.point(), along, STEP);
            double[] far = difference(values, found.point(), along, 2 * STEP);
            for (int i = 0; i < sums.length; i++) {
                double slope = (8 * near[i] - far[i]) / (12 * STEP);
                sums[i] += slope * slope;
            }
        }
        Arrays.setAll(sums, i -> Math.sqrt(sums[i]));
        return sums;
    }

    private static double[] difference(UnaryOperator<double[]> values, double[] at, double[] along, double step) {
        double[] up = at.clone();
        double[] down = at.clone();
        for (int i = 0; i < at.length; i++) {
            up[i] += step * along[i];
            down[i] -= step * along[i];
        }
        double[] above = values.apply(up);
        double[] below = values.apply(down);
        Arrays.setAll(above, i -> above[i] - below[i]);
        return above;
    }
}
