package ppl.api.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Kde;

/**
 * A number that sums a data set up, of what was observed and of what the posterior predicts.
 *
 * @param words what it is
 * @param of computes it
 */
record PredictiveStatistic(String words, ToDoubleFunction<double[]> of) {
    private static final int SETS = 1000;

    /** Of every observed variable: location, spread, and both ends. */
    static final List<PredictiveStatistic> ALL = List.of(
            new PredictiveStatistic("mean", y -> Arrays.stream(y).average().orElse(Double.NaN)),
            new PredictiveStatistic("sd", PredictiveStatistic::standardDeviation),
            new PredictiveStatistic("least", y -> Arrays.stream(y).min().orElse(Double.NaN)),
            new PredictiveStatistic("greatest", y -> Arrays.stream(y).max().orElse(Double.NaN)));

    private static double standardDeviation(double[] y) {
        double mean = Arrays.stream(y).average().orElse(Double.NaN);
        double squares = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (y.length - 1));
    }

    /** Its distribution over predicted data sets, and a line where the observed one is. */
    String picture(Predicted predicted) {
        double observed = of.applyAsDouble(predicted.real());
        double[] values = predicted.statistic(of, SETS);
        double[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = observed;
        Draws draws = Draws.of(values, 1, values.length);
        boolean whole = DiscreteDensity.suits(draws);
        Curve curve = Curve.of(Kde.of(values));
        double top = whole
                ? DiscreteDensity.of(draws).top()
                : curve.ys().length == 0 ? 1 : Axis.over(curve.ys()).high();
        Canvas canvas = Canvas.open(
                        predicted.name() + " — " + words + ", p " + Text.fixed(probability(values, observed), 2),
                        "Of predicted data sets, and a line at the observed one",
                        300,
                        130,
                        8,
                        Axis.over(all).padded(0.05),
                        new Axis(0, top * 1.15))
                .gridX();
        if (whole) {
            DiscreteDensity.of(draws).draw(canvas);
        } else if (curve.xs().length == 0) {
            canvas.say("the same in all predicted data sets");
        } else {
            canvas.area("fill", curve.xs(), curve.ys()).line("ln c0", curve.xs(), curve.ys());
        }
        return canvas.line("ln strong", new double[] {observed, observed}, new double[] {0, top * 1.1})
                .baseline()
                .close();
    }

    /** The share of predicted values above the observed one; equal ones count half. */
    static double probability(double[] values, double observed) {
        return Arrays.stream(values)
                .map(v -> v > observed ? 1 : v == observed ? 0.5 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
