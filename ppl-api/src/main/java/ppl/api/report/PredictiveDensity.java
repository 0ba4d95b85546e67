package ppl.api.report;

import java.util.List;
import ppl.api.diagnostics.Kde;

/** The density of the observations over those of several predicted data sets. */
final class PredictiveDensity {
    private static final int CURVES = 25;

    private PredictiveDensity() {}

    static String of(Predicted predicted) {
        double[] real = predicted.real();
        List<Kde> curves = predicted.some(CURVES).stream().map(Kde::of).toList();
        Kde observed = Kde.of(real);
        double top = Axis.over(observed.density()).high();
        for (Kde curve : curves) {
            top = Math.max(top, Axis.over(curve.density()).high());
        }
        Axis x = Axis.over(real).padded(0.15);
        Canvas canvas = Canvas.open(
                predicted.name() + " — observed and predicted",
                "The dark line is the data; each faint line is a data set drawn from the posterior",
                380,
                150,
                8,
                x,
                new Axis(0, top * 1.05));
        canvas.gridX();
        for (Kde curve : curves) {
            clipped(canvas, "faint", curve, x);
        }
        clipped(canvas, "ln strong", observed, x);
        return canvas.baseline().close();
    }

    private static void clipped(Canvas canvas, String style, Kde kde, Axis x) {
        Curve curve = Curve.of(kde);
        double[] ys = curve.ys();
        for (int i = 0; i < ys.length; i++) {
            if (curve.xs()[i] < x.low() || curve.xs()[i] > x.high()) {
                ys[i] = Double.NaN;
            }
        }
        canvas.line(style, curve.xs(), ys);
    }
}
