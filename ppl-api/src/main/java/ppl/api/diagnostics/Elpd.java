package ppl.api.diagnostics;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of the expected log pointwise predictive density: how well a model predicts data it has not seen. Higher is better.
 *
 * <p><b>Units / space.</b> Natural logarithms, summed over observations.
 */
public final class Elpd {
    /** How it was estimated. */
    public enum Method {
        /** Leave-one-out cross-validation with Pareto-smoothed importance sampling. */
        LOO,
        /** The widely applicable information criterion. */
        WAIC
    }

    private final Method method;
    private final double[] pointwise;
    private final double parameters;
    private final int draws;
    private final double @Nullable [] paretoK;
    private final boolean doubtful;

    Elpd(
            Method method,
            double[] pointwise,
            double parameters,
            int draws,
            double @Nullable [] paretoK,
            boolean doubtful) {
        this.method = method;
        this.pointwise = pointwise;
        this.parameters = parameters;
        this.draws = draws;
        this.paretoK = paretoK;
        this.doubtful = doubtful;
    }

    /** How it was estimated. */
    public Method method() {
        return method;
    }

    /** The estimate: the sum over observations. */
    public double value() {
        double sum = 0;
        for (double point : pointwise) {
            sum += point;
        }
        return sum;
    }

    /** The standard error of the estimate over observations. */
    public double se() {
        return Math.sqrt(Moments.squares(pointwise, 0, pointwise.length, Moments.mean(pointwise)));
    }

    /** The effective number of parameters: by how much in-sample prediction is better. */
    public double parameters() {
        return parameters;
    }

    /** The number of draws. */
    public int draws() {
        return draws;
    }

    /** The number of observations. */
    public int observations() {
        return pointwise.length;
    }

    /** The contribution of each observation. */
    public double[] pointwise() {
        return pointwise.clone();
    }

    /** The Pareto shape of each observation; empty for WAIC. */
    public double[] paretoK() {
        return paretoK == null ? new double[0] : paretoK.clone();
    }

    /** Whether the estimate cannot be relied on: a Pareto k that is too large, or a variance above 0.4 for WAIC. */
    public boolean doubtful() {
        return doubtful;
    }

    /** Why the estimate cannot be relied on, as a clause; empty if it can. */
    public String doubt() {
        for (int i = 0; i < pointwise.length; i++) {
            if (!Double.isFinite(pointwise[i])) {
                return "observation " + i + " of " + pointwise.length + " has the estimate " + pointwise[i]
                        + ": its log-likelihood is not finite in some draw";
            }
        }
        if (!doubtful) {
            return "";
        }
        double good = Psis.goodK(draws);
        return paretoK == null
                ? "for some observations the log-density varies too much for WAIC: use LOO"
                : Arrays.stream(paretoK).filter(k -> !(k <= good)).count() + " of " + paretoK.length
                        + " observations are too influential for importance sampling (Pareto k above "
                        + String.format(Locale.ROOT, "%.2f", good)
                        + "): refit without them, or use a more robust likelihood";
    }

    /** A short table, with the counts of Pareto k by how usable they are. */
    @Override
    public String toString() {
        String name = method.name().toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%d draws of %d observations%n          estimate       se%nelpd_%-4s %9.2f %8.2f%np_%-4s    %9.2f%n",
                draws,
                pointwise.length,
                name,
                value(),
                se(),
                name,
                parameters));
        if (paretoK != null) {
            double good = Psis.goodK(draws);
            long usable = Arrays.stream(paretoK).filter(k -> k <= good).count();
            long veryBad = Arrays.stream(paretoK).filter(k -> k > 1).count();
            out.append(String.format(
                    Locale.ROOT,
                    "Pareto k: %d good (up to %.2f), %d bad (up to 1), %d very bad%n",
                    usable,
                    good,
                    paretoK.length - usable - veryBad,
                    veryBad));
        }
        String doubt = doubt();
        if (!doubt.isEmpty()) {
            out.append("Doubtful: ").append(doubt).append(".\n");
        }
        return out.toString().stripTrailing();
    }
}
