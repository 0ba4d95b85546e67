package ppl.api.report;

import java.util.Arrays;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;

/** The density of an element before and after the data. */
final class PriorPlot {
    /** How much wider than the posterior the picture may be, so that the posterior is more than a spike. */
    private static final double WIDEST = 12;

    private PriorPlot() {}

    static String of(Element posterior, double[] prior) {
        double[] after = posterior.draws().toArray();
        Axis x = axis(after, prior);
        Curve before = Curve.of(Kde.of(inside(prior, x)));
        Curve now = Curve.of(Kde.of(after));
        double share = (double) inside(prior, x).length / Math.max(prior.length, 1);
        double[] heights = Arrays.stream(before.ys()).map(y -> y * share).toArray();
        double top = Math.max(Axis.over(heights).high(), Axis.over(now.ys()).high());
        return Canvas.open(
                        posterior.label() + " — prior and posterior",
                        "The density before and after the data",
                        380,
                        150,
                        8,
                        x,
                        new Axis(0, top * 1.05))
                .gridX()
                .area("fill", before.xs(), heights)
                .line("ln c1", before.xs(), heights)
                .line("ln c0", now.xs(), now.ys())
                .legend("ln c1", "prior", 0)
                .legend("ln c0", "posterior", 1)
                .baseline()
                .close();
    }

    private static Axis axis(double[] after, double[] prior) {
        Axis posterior = Axis.over(after);
        double width = WIDEST * (posterior.high() - posterior.low());
        CredibleInterval most = Hdi.of(Draws.of(prior, 1, prior.length), Hdi.DEFAULT_PROBABILITY);
        double low = Math.min(posterior.low(), most.low());
        double high = Math.max(posterior.high(), most.high());
        return new Axis(Math.max(low, posterior.high() - width), Math.min(high, posterior.low() + width));
    }

    private static double[] inside(double[] values, Axis x) {
        return Arrays.stream(values).filter(v -> v >= x.low() && v <= x.high()).toArray();
    }
}
