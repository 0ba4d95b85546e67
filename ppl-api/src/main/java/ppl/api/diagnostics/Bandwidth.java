package ppl.api.diagnostics;

/** Bandwidths of kernel density estimates. */
final class Bandwidth {
    private static final int STAGES = 7;
    private static final double LARGEST_TIME = 0.01;
    /** A factor that leaves nothing even of the highest power of the highest frequency. */
    private static final double NOTHING = 1e-100;

    private Bandwidth() {}

    /** Silverman's rule with the smaller one of the standard deviation and the scaled interquartile range. */
    static double silverman(double[] sorted) {
        int n = sorted.length;
        double sd = Math.sqrt(Moments.squares(sorted, 0, n, Moments.mean(sorted)) / n);
        double iqr = Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25);
        return 0.9 * Math.min(sd, iqr / 1.34) * Math.pow(n, -0.2);
    }

    /**
     * The improved Sheather-Jones estimate: the fixed point of the plug-in recursion in the diffusion time t, where the bandwidth is
     * √t of the range. Silverman's rule where there is none.
     *
     * @param counts a histogram over the range of the draws; a power of two of bins
     */
    static double sheatherJones(double[] sorted, double[] counts) {
        int n = sorted.length;
        double[] coefficients = squaredCosines(counts, n);
        double range = sorted[n - 1] - sorted[0];
        double time = BrentRoot.find(t -> t - plugIn(t, n, coefficients), 0, LARGEST_TIME);
        return time > 0 ? Math.sqrt(time) * range : silverman(sorted);
    }

    /** Squared type-2 cosine coefficients 1, 2, … of the relative frequencies. */
    private static double[] squaredCosines(double[] counts, int n) {
        int bins = counts.length;
        double[] re = new double[bins];
        double[] im = new double[bins];
        for (int i = 0; i < bins; i++) {
            int from = 2 * i < bins ? 2 * i : 2 * (bins - 1 - i) + 1;
            re[i] = counts[from] / n;
        }
        Fft.atLeast(bins).forward(re, im);
        double[] out = new double[bins - 1];
        for (int k = 1; k < bins; k++) {
            double angle = k * Math.PI / (2 * bins);
            double cosine = 2 * (re[k] * Math.cos(angle) + im[k] * Math.sin(angle));
            out[k - 1] = cosine * cosine;
        }
        return out;
    }

    /** Equation 29 of Botev et al. (2010), from the highest derivative down. */
    private static double plugIn(double t, int n, double[] squaredCosines) {
        double f = roughness(STAGES, t, squaredCosines);
        double oddFactorial = 1;
        for (int k = 3; k <= 2 * STAGES - 1; k += 2) {
            oddFactorial *= k;
        }
        for (int j = STAGES - 1; j >= 2; j--) {
            oddFactorial /= 2 * j + 1;
            double c1 = (1 + Math.pow(0.5, j + 0.5)) / 3;
            double c2 = oddFactorial / Math.sqrt(Math.PI / 2);
            double time = Math.pow(c1 * c2 / (n * f), 2 / (3.0 + 2 * j));
            f = roughness(j, time, squaredCosines);
        }
        return Math.pow(2 * n * Math.sqrt(Math.PI) * f, -0.4);
    }

    private static double roughness(int order, double t, double[] squaredCosines) {
        double sum = 0;
        // e^(−k²π²t) from one k to the next: k² grows by 2k + 1, so each ratio is the one before times e^(−2π²t).
        double decay = Math.exp(-Math.PI * Math.PI * t);
        double ratio = decay * decay * decay;
        double step = decay * decay;
        for (int k = 1; k <= squaredCosines.length && decay > NOTHING; k++) {
            double k2 = (double) k * k;
            double k4 = k2 * k2;
            double power = (order & 1) == 0 ? 1 : k2;
            for (int j = order >> 1; j > 0; j--) {
                power *= k4;
            }
            sum += squaredCosines[k - 1] * decay * power;
            decay *= ratio;
            ratio *= step;
        }
        return sum * 0.5 * Math.pow(Math.PI, 2.0 * order);
    }
}
