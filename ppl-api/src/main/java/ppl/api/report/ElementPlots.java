package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Autocorrelation;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Interval;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;

/** Plots of one element each. */
final class ElementPlots {
    private static final int DENSITY_POINTS = 128;
    private static final int TRACE_POINTS = 300;
    private static final int RANK_BINS = 20;
    private static final int MOST_LAGS = 40;
    private static final int EVOLUTION_STEPS = 15;

    private ElementPlots() {}

    /** The density of each chain, and the interval of all. */
    static String density(Element element) {
        Draws draws = element.draws();
        Interval hdi = element.statistics().hdi();
        List<double[]> grids = new ArrayList<>();
        List<double[]> densities = new ArrayList<>();
        double top = 0;
        for (int c = 0; c < draws.chains(); c++) {
            Kde kde = Kde.of(draws.chain(c));
            double[] grid = kde.grid();
            double[] density = kde.density();
            int step = Math.max(1, grid.length / DENSITY_POINTS);
            double[] xs = new double[grid.length / step];
            double[] ys = new double[xs.length];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = grid[i * step];
                ys[i] = density[i * step];
                top = Math.max(top, ys[i]);
            }
            grids.add(xs);
            densities.add(ys);
        }
        Axis x = Axis.over(draws.toArray());
        Canvas canvas = Canvas.open(
                element.label(),
                "Density by chain. Mean " + Text.figure(element.statistics().mean()) + ", 94% interval "
                        + Text.figure(hdi.low()) + " to " + Text.figure(hdi.high()),
                380,
                150,
                8,
                x,
                new Axis(0, top > 0 ? top * 1.05 : 1));
        canvas.gridX();
        for (int c = 0; c < grids.size(); c++) {
            canvas.area("fill", grids.get(c), densities.get(c));
        }
        for (int c = 0; c < grids.size(); c++) {
            canvas.line("ln " + Styles.chain(c), grids.get(c), densities.get(c));
        }
        return canvas.baseline()
                .span("hdi", hdi.low(), hdi.high(), 0)
                .ring(element.statistics().mean(), 0)
                .close();
    }

    /** Each chain along its draws, and marks where it diverged. */
    static String trace(Element element, @Nullable Draws diverging) {
        Draws draws = element.draws();
        Canvas canvas = Canvas.open(
                element.label() + " — draws",
                "The draws of each chain in order",
                570,
                150,
                44,
                new Axis(0, Math.max(draws.length(), 1)),
                Axis.over(draws.toArray()).padded(0.04));
        canvas.gridX().gridY();
        for (int c = 0; c < draws.chains(); c++) {
            thinned(canvas, c, draws.chain(c));
        }
        canvas.baseline();
        if (diverging != null) {
            List<Double> at = new ArrayList<>();
            for (int c = 0; c < diverging.chains(); c++) {
                for (int i = 0; i < diverging.length(); i++) {
                    if (diverging.get(c, i) != 0) {
                        at.add((double) i);
                    }
                }
            }
            canvas.ticks(
                    "bad",
                    at.stream()
                            .mapToDouble(Double::doubleValue)
                            .distinct()
                            .limit(500)
                            .toArray());
        }
        return canvas.close();
    }

    /** Of long chains the lowest and the highest draw of each short stretch: spikes stay visible. */
    private static void thinned(Canvas canvas, int c, double[] chain) {
        int stretch = Math.max(1, (2 * chain.length + TRACE_POINTS - 1) / TRACE_POINTS);
        if (stretch <= 2) {
            double[] xs = new double[chain.length];
            Arrays.setAll(xs, i -> i);
            canvas.line("thin " + Styles.chain(c), xs, chain);
            return;
        }
        int parts = (chain.length + stretch - 1) / stretch;
        double[] xs = new double[2 * parts];
        double[] ys = new double[2 * parts];
        for (int p = 0; p < parts; p++) {
            int from = p * stretch;
            int to = Math.min(from + stretch, chain.length);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = chain[i] < chain[low] ? i : low;
                high = chain[i] > chain[high] ? i : high;
            }
            xs[2 * p] = Math.min(low, high);
            xs[2 * p + 1] = Math.max(low, high);
            ys[2 * p] = chain[Math.min(low, high)];
            ys[2 * p + 1] = chain[Math.max(low, high)];
        }
        canvas.line("thin " + Styles.chain(c), xs, ys);
    }

    /** How often the ranks of each chain's draws fall into each twentieth; the band is what chance allows. */
    static String rank(Element element) {
        Draws draws = element.draws();
        double[] sorted = draws.toArray();
        Arrays.sort(sorted);
        double expected = (double) draws.length() / RANK_BINS;
        double sd = Math.sqrt(expected * (1 - 1.0 / RANK_BINS));
        double[][] counts = new double[draws.chains()][RANK_BINS];
        double top = expected + 3 * sd;
        for (int c = 0; c < draws.chains(); c++) {
            for (double value : draws.chain(c)) {
                int at = Arrays.binarySearch(sorted, value);
                int bin = (int) Math.clamp((long) Math.abs(at) * RANK_BINS / sorted.length, 0, RANK_BINS - 1L);
                top = Math.max(top, ++counts[c][bin]);
            }
        }
        Canvas canvas = Canvas.open(
                element.label() + " — ranks by chain",
                "Chains that agree stay inside the band",
                380,
                150,
                34,
                new Axis(0, RANK_BINS),
                new Axis(0, top * 1.05));
        canvas.gridY().band("band", Math.max(0, expected - 2 * sd), expected + 2 * sd);
        for (int c = 0; c < draws.chains(); c++) {
            double[] xs = new double[2 * RANK_BINS];
            double[] ys = new double[2 * RANK_BINS];
            for (int b = 0; b < RANK_BINS; b++) {
                xs[2 * b] = b;
                xs[2 * b + 1] = b + 1;
                ys[2 * b] = counts[c][b];
                ys[2 * b + 1] = counts[c][b];
            }
            canvas.line("step " + Styles.chain(c), xs, ys);
        }
        return canvas.baseline().close();
    }

    /** Autocorrelation by lag for each chain. */
    static String autocorrelation(Element element) {
        Draws draws = element.draws();
        int lags = Math.min(MOST_LAGS, draws.length() - 1);
        Canvas canvas = Canvas.open(
                element.label() + " — autocorrelation",
                "By lag, for each chain; the band is what chance allows",
                380,
                150,
                34,
                new Axis(0, Math.max(lags, 1)),
                new Axis(-0.3, 1));
        double noise = 2 / Math.sqrt(draws.length());
        canvas.gridX().gridY().band("band", Math.max(-0.3, -noise), Math.min(1, noise));
        for (int c = 0; c < draws.chains(); c++) {
            double[] all = Autocorrelation.of(draws.chain(c));
            double[] xs = new double[lags + 1];
            Arrays.setAll(xs, i -> i);
            canvas.line("ln " + Styles.chain(c), xs, Arrays.copyOf(all, lags + 1));
        }
        return canvas.close();
    }

    /** Effective sample sizes from growing parts of the run: they should grow in proportion. */
    static String evolution(Element element) {
        Draws draws = element.draws();
        int steps = Math.min(EVOLUTION_STEPS, draws.length() / 4);
        double[] xs = new double[steps];
        double[] bulk = new double[steps];
        double[] tail = new double[steps];
        for (int s = 0; s < steps; s++) {
            int length = (int) ((s + 1L) * draws.length() / steps);
            double[][] part = new double[draws.chains()][];
            for (int c = 0; c < part.length; c++) {
                part[c] = Arrays.copyOf(draws.chain(c), length);
            }
            Draws prefix = Draws.of(part);
            xs[s] = (double) length * draws.chains();
            bulk[s] = Ess.bulk(prefix);
            tail[s] = Ess.tail(prefix);
        }
        double top = Math.max(Axis.over(bulk).high(), Axis.over(tail).high());
        double enough = Ess.ENOUGH_PER_CHAIN * draws.chains();
        Canvas canvas = Canvas.open(
                element.label() + " — ESS so far",
                "Effective sample size of the first so many draws, in bulk and tail; the band is too few",
                380,
                150,
                44,
                new Axis(0, Math.max(draws.size(), 1)),
                new Axis(0, Math.max(top, enough) * 1.08));
        return canvas.gridX()
                .gridY()
                .band("band", 0, enough)
                .line("ln c0", xs, bulk)
                .line("ln c1", xs, tail)
                .note("blue bulk, amber tail")
                .baseline()
                .close();
    }
}
