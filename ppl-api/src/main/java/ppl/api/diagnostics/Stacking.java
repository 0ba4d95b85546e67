package ppl.api.diagnostics;

import java.util.Arrays;

/**
 * Weights of models, on the simplex, that maximise the summed log-density of the mixture of their pointwise predictions.
 *
 * <p>The problem is concave, and the optimum is recognised by its first-order conditions: every model with weight earns exactly the
 * mean ratio 1, the others less. Expectation-maximisation climbs there without a step size; squared extrapolation (Varadhan and
 * Roland 2008) makes it fast where a weight tends to 0.
 */
final class Stacking {
    private static final double GAP = 1e-10;
    private static final int MOST_ROUNDS = 20_000;

    private Stacking() {}

    /**
     * One weight per model.
     *
     * @param logDensity models × observations
     */
    static double[] weights(double[][] logDensity) {
        int models = logDensity.length;
        int n = logDensity[0].length;
        double[][] density = new double[models][n];
        for (int i = 0; i < n; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (double[] model : logDensity) {
                most = Math.max(most, model[i]);
            }
            // A common factor of an observation cancels; without it densities underflow.
            for (int m = 0; m < models; m++) {
                density[m][i] = Math.exp(logDensity[m][i] - most);
            }
        }
        double[] w = new double[models];
        Arrays.fill(w, 1.0 / models);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] ratios = ratios(density, w);
            if (Arrays.stream(ratios).max().orElse(1) - 1 <= GAP) {
                break;
            }
            double[] once = times(w, ratios);
            double[] twice = times(once, ratios(density, once));
            w = better(density, extrapolated(w, once, twice), twice);
        }
        return w;
    }

    /** For each model the mean over observations of its density relative to the mixture's. */
    private static double[] ratios(double[][] density, double[] w) {
        int n = density[0].length;
        double[] ratios = new double[w.length];
        for (int i = 0; i < n; i++) {
            double mixture = 0;
            for (int m = 0; m < w.length; m++) {
                mixture += w[m] * density[m][i];
            }
            for (int m = 0; m < w.length; m++) {
                ratios[m] += density[m][i] / mixture / n;
            }
        }
        return ratios;
    }

    private static double[] times(double[] w, double[] ratios) {
        double[] out = new double[w.length];
        double total = 0;
        for (int m = 0; m < w.length; m++) {
            out[m] = w[m] * ratios[m];
            total += out[m];
        }
        for (int m = 0; m < w.length; m++) {
            out[m] /= total;
        }
        return out;
    }

    private static double[] extrapolated(double[] w, double[] once, double[] twice) {
        double first = 0;
        double second = 0;
        for (int m = 0; m < w.length; m++) {
            double r = once[m] - w[m];
            double v = twice[m] - once[m] - r;
            first += r * r;
            second += v * v;
        }
        if (second == 0) {
            return twice;
        }
        double step = Math.max(1, Math.sqrt(first / second));
        double[] out = new double[w.length];
        double total = 0;
        for (int m = 0; m < w.length; m++) {
            double r = once[m] - w[m];
            double v = twice[m] - once[m] - r;
            // A weight must not become 0: expectation-maximisation could never raise it again.
            out[m] = Math.max(w[m] + 2 * step * r + step * step * v, 1e-3 * twice[m]);
            total += out[m];
        }
        for (int m = 0; m < w.length; m++) {
            out[m] /= total;
        }
        return out;
    }

    private static double[] better(double[][] density, double[] bold, double[] safe) {
        return score(density, bold) >= score(density, safe) ? bold : safe;
    }

    private static double score(double[][] density, double[] w) {
        double sum = 0;
        for (int i = 0; i < density[0].length; i++) {
            double mixture = 0;
            for (int m = 0; m < w.length; m++) {
                mixture += w[m] * density[m][i];
            }
            sum += Math.log(mixture);
        }
        return sum;
    }
}
