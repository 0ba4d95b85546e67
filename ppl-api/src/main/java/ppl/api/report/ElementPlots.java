package ppl.api.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.diagnostics.Autocorrelation;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;

/** Plots of one element each. */
final class ElementPlots {
    /** Points of all chains together, so that a page of many chains stays small. */
    private static final int DENSITY_POINTS = 640;

    private static final int TRACE_POINTS = 1600;
    private static final int FEWEST_POINTS = 32;
    private static final int MOST_POINTS = 300;
    private static final int MOST_LAGS = 40;
    private static final int EVOLUTION_STEPS = 15;

    private ElementPlots() {}

    /** How many points each of so many chains gets. */
    private static int points(int ofAll, int chains) {
        return Math.clamp(ofAll / Math.max(chains, 1), FEWEST_POINTS, MOST_POINTS);
    }

    /** The density of each chain, the interval of all, and marks at the values of divergent draws. */
    static String density(Element element, Divergences divergences) {
        Draws draws = element.draws();
        CredibleInterval hdi = element.statistics().hdi();
        Canvas canvas;
        if (DiscreteDensity.suits(draws)) {
            DiscreteDensity discrete = DiscreteDensity.of(draws);
            canvas = densityCanvas(element, discrete.axis(), discrete.top()).gridX();
            discrete.draw(canvas);
        } else {
            List<Kde> curves = IntStream.range(0, draws.chains())
                    .mapToObj(c -> Kde.of(draws.chain(c)))
                    .toList();
            double top = curves.stream()
                    .flatMapToDouble(k -> Arrays.stream(k.density()))
                    .max()
                    .orElse(1);
            canvas = densityCanvas(element, Axis.over(draws.toArray()), top).gridX();
            if (curves.stream().allMatch(k -> k.grid().length == 0)) {
                canvas.say("no chain has two different draws");
            }
            int points = points(DENSITY_POINTS, draws.chains());
            curves.forEach(k -> canvas.area("fill", every(k.grid(), points), every(k.density(), points)));
            for (int c = 0; c < curves.size(); c++) {
                Kde curve = curves.get(c);
                canvas.line("ln " + Styles.chain(c), every(curve.grid(), points), every(curve.density(), points));
            }
        }
        return canvas.baseline()
                .ticks("bad", divergences.valuesOf(draws))
                .span("hdi", hdi.low(), hdi.high(), 0)
                .ring(element.statistics().mean(), 0)
                .close();
    }

    private static Canvas densityCanvas(Element element, Axis x, double top) {
        CredibleInterval hdi = element.statistics().hdi();
        return Canvas.open(
                element.label(),
                "Density by chain. Mean " + Text.figure(element.statistics().mean()) + ", 94% interval "
                        + Text.figure(hdi.low()) + " to " + Text.figure(hdi.high()),
                380,
                150,
                8,
                x,
                new Axis(0, top * 1.05));
    }

    /** About so many points of a curve. */
    private static double[] every(double[] curve, int points) {
        int step = Math.max(1, curve.length / points);
        double[] some = new double[curve.length / step];
        Arrays.setAll(some, i -> curve[i * step]);
        return some;
    }

    /** Each chain along its draws, and marks where it diverged. */
    static String trace(Element element, Divergences divergences) {
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
            thinned(canvas, c, draws.chain(c), points(TRACE_POINTS, draws.chains()));
        }
        return canvas.baseline().ticks("bad", divergences.along(draws)).close();
    }

    /** Of long chains the lowest and the highest draw of each short stretch: spikes stay visible. */
    private static void thinned(Canvas canvas, int c, double[] chain, int points) {
        int stretch = Math.max(1, Math.ceilDiv(2 * chain.length, points));
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
                .legend("ln c0", "bulk", 0)
                .legend("ln c1", "tail", 1)
                .baseline()
                .close();
    }
}
