package ppl.api.report;

import java.util.Arrays;
import java.util.stream.IntStream;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Kde;
import ppl.api.inference.Element;

/** Plots of several elements, or of the run as a whole. */
final class RunPlots {
    private static final int MOST_POINTS = 600;

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
        Curve marginal = Curve.of(Kde.of(levels));
        Curve transition = Curve.of(Kde.of(steps));
        double top = Math.max(
                Axis.over(marginal.ys()).high(), Axis.over(transition.ys()).high());
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
                .area("fill", marginal.xs(), marginal.ys())
                .line("ln c0", marginal.xs(), marginal.ys())
                .line("ln c1", transition.xs(), transition.ys())
                .legend("ln c0", "marginal", 0)
                .legend("ln c1", "steps", 1)
                .baseline()
                .close();
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
}
