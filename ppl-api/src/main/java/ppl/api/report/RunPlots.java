package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.Interval;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;
import ppl.api.inference.Variable;

/** Plots of several elements, or of the run as a whole. */
final class RunPlots {
    private static final int MOST_POINTS = 400;
    private static final int PREDICTIVE_CURVES = 25;
    private static final int CURVE_POINTS = 96;

    private RunPlots() {}

    /** The mean, the 50 % and the 94 % interval of each element. */
    static String forest(List<Element> elements) {
        double[] ends = new double[2 * elements.size()];
        for (int i = 0; i < elements.size(); i++) {
            ends[2 * i] = elements.get(i).statistics().hdi().low();
            ends[2 * i + 1] = elements.get(i).statistics().hdi().high();
        }
        int longest = elements.stream().mapToInt(e -> e.label().length()).max().orElse(0);
        Canvas canvas = Canvas.open(
                "Forest — 94% and 50% intervals",
                "Intervals of " + elements.size() + " elements",
                570,
                52 + 18.0 * elements.size(),
                Math.clamp(longest * 6.4 + 10, 50, 220),
                Axis.over(ends).padded(0.03),
                new Axis(elements.size() - 0.5, -0.5));
        canvas.gridX();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            Interval wide = element.statistics().hdi();
            Interval half = Hdi.of(element.draws(), 0.5);
            canvas.nameAt(element.label(), i)
                    .span("wide", wide.low(), wide.high(), i)
                    .span("half", half.low(), half.high(), i)
                    .ring(element.statistics().mean(), i);
        }
        return canvas.baseline().close();
    }

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
                .note("blue marginal, amber steps")
                .baseline()
                .close();
    }

    private static double[] thin(double[] curve) {
        int step = Math.max(1, curve.length / CURVE_POINTS);
        double[] out = new double[curve.length / step];
        Arrays.setAll(out, i -> curve[i * step]);
        return out;
    }

    /** Two elements against each other; divergences stand out. */
    static String pair(Element across, Element up, @Nullable Draws diverging) {
        double[] xs = across.draws().toArray();
        double[] ys = up.draws().toArray();
        List<Integer> usual = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        double[] flags =
                diverging != null && diverging.size() == xs.length ? diverging.toArray() : new double[xs.length];
        int step = Math.max(1, xs.length / MOST_POINTS);
        for (int i = 0; i < xs.length; i++) {
            if (flags[i] != 0) {
                bad.add(i);
            } else if (i % step == 0) {
                usual.add(i);
            }
        }
        return Canvas.open(
                        across.label() + " × " + up.label(),
                        "Joint draws; " + bad.size() + " of them diverged",
                        320,
                        240,
                        44,
                        Axis.over(xs).padded(0.03),
                        Axis.over(ys).padded(0.03))
                .gridX()
                .gridY()
                .dots("pt", pick(xs, usual), pick(ys, usual))
                .dots("ptbad", pick(xs, bad), pick(ys, bad))
                .close();
    }

    private static double[] pick(double[] values, List<Integer> indices) {
        return indices.stream()
                .limit(2L * MOST_POINTS)
                .mapToDouble(i -> values[i])
                .toArray();
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
