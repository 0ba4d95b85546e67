package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;
import ppl.api.inference.Variable;

/** Plots of several elements, or of the run as a whole. */
final class RunPlots {
    private static final int MOST_POINTS = 600;
    private static final int PREDICTIVE_CURVES = 25;
    private static final int CURVE_POINTS = 96;

    private RunPlots() {}

    /** The energies of all draws and the steps between them: alike when the sampler moves freely. */
    static String energy(Draws energy) {
        double mean = Arrays.stream(energy.toArray()).average().orElse(0);
        double[] levels = Arrays.stream(energy.toArray()).map(e -> e - mean).toArray();
        double[] steps = new double[Math.max(0, energy.chains() * (energy.length() - 1))];
        int at = 0;
        for (int c = 0; c < energy.chains(); c++) {
            for (int i = 1; i < energy.length(); i++) {
                steps[at++] = energy.get(c, i) - energy.get(c, i - 1);
            }
        }
        Kde marginal = Kde.of(levels);
        Kde transition = Kde.of(steps);
        double top = Math.max(
                Axis.over(marginal.density()).high(),
                Axis.over(transition.density()).high());
        double[] all = Arrays.copyOf(levels, levels.length + steps.length);
        System.arraycopy(steps, 0, all, levels.length, steps.length);
        return Canvas.open(
                        "Energy",
                        "Marginal energy and energy steps; much narrower steps mean slow tails",
                        380,
                        150,
                        8,
                        Axis.over(all),
                        new Axis(0, top * 1.05))
                .gridX()
                .area("fill", thin(marginal.grid()), thin(marginal.density()))
                .line("ln c0", thin(marginal.grid()), thin(marginal.density()))
                .line("ln c1", thin(transition.grid()), thin(transition.density()))
                .legend("ln c0", "marginal", 0)
                .legend("ln c1", "steps", 1)
                .baseline()
                .close();
    }

    private static double[] thin(double[] curve) {
        int step = Math.max(1, curve.length / CURVE_POINTS);
        double[] out = new double[curve.length / step];
        Arrays.setAll(out, i -> curve[i * step]);
        return out;
    }

    /** Two elements against each other: some of the usual draws, and every divergent one. */
    static String pair(Element across, Element up, Divergences divergences) {
        Draws draws = across.draws();
        double[] xs = draws.toArray();
        double[] ys = up.draws().toArray();
        int[] bad = divergences.among(draws);
        boolean[] diverged = new boolean[xs.length];
        Arrays.stream(bad).forEach(i -> diverged[i] = true);
        int step = Math.max(1, xs.length / MOST_POINTS);
        int[] usual = IntStream.range(0, xs.length)
                .filter(i -> i % step == 0 && !diverged[i])
                .toArray();
        return Canvas.open(
                        across.label() + " × " + up.label(),
                        "Joint draws; " + bad.length + " of them diverged",
                        320,
                        240,
                        44,
                        Axis.over(xs).padded(0.03),
                        Axis.over(ys).padded(0.03))
                .gridX()
                .gridY()
                .dots("pt", at(xs, usual), at(ys, usual))
                .dots("ptbad", at(xs, bad), at(ys, bad))
                .close();
    }

    private static double[] at(double[] values, int[] positions) {
        return Arrays.stream(positions).mapToDouble(i -> values[i]).toArray();
    }

    /** The density of the observations over those of several predicted data sets. */
    static String predictive(Variable observed, Variable predicted) {
        double[] real = observed.toDoubles();
        int events = predicted.eventSize();
        int draws = predicted.extent("chain") * predicted.extent("draw");
        Variable flat = predicted.stack("sample", "chain", "draw");
        List<Kde> curves = new ArrayList<>();
        double top = Axis.over(Kde.of(real).density()).high();
        Axis x = Axis.over(real).padded(0.15);
        for (int k = 0; k < Math.min(PREDICTIVE_CURVES, draws); k++) {
            double[] one = new double[events];
            flat.copyDoubles((int) ((long) k * draws / Math.min(PREDICTIVE_CURVES, draws)) * events, one, 0, events);
            Kde kde = Kde.of(one);
            curves.add(kde);
            top = Math.max(top, Axis.over(kde.density()).high());
        }
        Canvas canvas = Canvas.open(
                observed.name() + " — observed and predicted",
                "The dark line is the data; each faint line is a data set drawn from the posterior",
                380,
                150,
                8,
                x,
                new Axis(0, top * 1.05));
        canvas.gridX();
        for (Kde kde : curves) {
            clipped(canvas, "faint", kde, x);
        }
        clipped(canvas, "ln strong", Kde.of(real), x);
        return canvas.baseline().close();
    }

    private static void clipped(Canvas canvas, String style, Kde kde, Axis x) {
        double[] xs = thin(kde.grid());
        double[] ys = thin(kde.density());
        for (int i = 0; i < xs.length; i++) {
            if (xs[i] < x.low() || xs[i] > x.high()) {
                ys[i] = Double.NaN;
            }
        }
        canvas.line(style, xs, ys);
    }
}
