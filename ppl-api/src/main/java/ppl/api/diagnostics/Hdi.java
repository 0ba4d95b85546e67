package ppl.api.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Highest density interval: the narrowest range that holds a given share of the draws.
 *
 * <p><b>Errors.</b> A share outside (0, 1] and no draws at all are {@link ResultException}s.
 *
 * <p><b>Numerics.</b> Of several equally narrow ranges the lowest. A NaN among the draws counts as the largest value and can make
 * the upper end NaN.
 */
public final class Hdi {
    /** The share that tables use unless told otherwise. */
    public static final double DEFAULT_PROBABILITY = 0.94;

    private Hdi() {}

    /**
     * The narrowest range that holds {@code probability} of these draws.
     *
     * @throws ResultException with code OPTION if the share is not in (0, 1]; with code ABSENT if there is no draw
     */
    public static CredibleInterval of(double[] draws, double probability) {
        return ofSorted(Order.of(draws).sorted, probability);
    }

    /** The narrowest range that holds {@code probability} of the draws of all chains. */
    public static CredibleInterval of(Draws draws, double probability) {
        return of(draws.values(), probability);
    }

    /**
     * The smallest set of ranges that holds {@code probability} of the draws: one per mode where the density between modes is low.
     *
     * <p>From the estimate of {@link Kde}; constant draws give one range of no width.
     *
     * @throws ResultException with code OPTION if the share is not in (0, 1]
     */
    public static List<CredibleInterval> multimodal(double[] draws, double probability) {
        checkProbability(probability);
        Kde kde = Kde.of(draws);
        double[] grid = kde.grid();
        if (grid.length == 0) {
            double[] finite = Arrays.stream(draws).filter(Double::isFinite).toArray();
            return finite.length == 0 ? List.of() : List.of(new CredibleInterval(finite[0], finite[0]));
        }
        double step = (grid[grid.length - 1] - grid[0]) / grid.length;
        double[] mass = kde.density();
        for (int i = 0; i < mass.length; i++) {
            mass[i] *= step;
        }
        return densest(grid, mass, step, probability);
    }

    /**
     * The same for counts and other integers, from a histogram.
     *
     * @throws ResultException with code OPTION if the share is not in (0, 1]
     */
    public static List<CredibleInterval> multimodal(long[] draws, double probability) {
        checkProbability(probability);
        if (draws.length == 0) {
            return List.of();
        }
        double[] sorted = Arrays.stream(draws).asDoubleStream().sorted().toArray();
        int n = sorted.length;
        double least = sorted[0];
        double most = sorted[n - 1];
        double sturges = (most - least) / (Math.log(n) / Math.log(2) + 1);
        double freedmanDiaconis = 2 * (Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25)) * Math.pow(n, -1.0 / 3);
        double width = Math.rint(Math.max(1, Math.max(sturges, freedmanDiaconis)));
        int bins = (int) Math.ceil((most + width + 1 - least) / width) - 1;
        double[] left = new double[bins];
        Arrays.setAll(left, i -> least + i * width);
        double[] mass = new double[bins];
        for (double x : sorted) {
            mass[Math.min((int) ((x - least) / width), bins - 1)] += 1.0 / n;
        }
        return densest(left, mass, width, probability);
    }

    private static List<CredibleInterval> densest(double[] grid, double[] mass, double step, double probability) {
        Integer[] byMass = new Integer[mass.length];
        Arrays.setAll(byMass, i -> i);
        Arrays.sort(byMass, Comparator.comparingDouble(i -> -mass[i]));
        boolean[] inside = new boolean[mass.length];
        double total = 0;
        boolean any = false;
        for (int i : byMass) {
            total += mass[i];
            if (!(total <= probability)) {
                break;
            }
            inside[i] = true;
            any = true;
        }
        if (!any) {
            return List.of(new CredibleInterval(grid[0], grid[0]));
        }
        List<CredibleInterval> found = new ArrayList<>();
        int last = -1;
        double start = 0;
        for (int i = 0; i < grid.length; i++) {
            if (inside[i]) {
                if (last < 0) {
                    start = grid[i];
                } else if (grid[i] - grid[last] >= step * 1.1) {
                    found.add(new CredibleInterval(start, grid[last]));
                    start = grid[i];
                }
                last = i;
            }
        }
        found.add(new CredibleInterval(start, grid[last]));
        return List.copyOf(found);
    }

    static void checkProbability(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new ResultException(
                    ResultCode.OPTION, "the share of draws is " + probability + "; give one in (0, 1]");
        }
    }

    static CredibleInterval ofSorted(double[] sorted, double probability) {
        checkProbability(probability);
        int n = sorted.length;
        if (n == 0) {
            throw new ResultException(ResultCode.ABSENT, "an interval needs at least one draw, and there is none");
        }
        if (Double.isNaN(sorted[n - 1])) {
            return new CredibleInterval(Double.NaN, Double.NaN);
        }
        int span = Math.min((int) Math.floor(probability * n), n - 1);
        int best = 0;
        double width = Double.POSITIVE_INFINITY;
        for (int i = 0; i + span < n; i++) {
            double here = sorted[i + span] - sorted[i];
            if (Double.isNaN(here)) {
                best = i;
                break;
            }
            if (here < width) {
                width = here;
                best = i;
            }
        }
        return new CredibleInterval(sorted[best], sorted[best + span]);
    }
}
