package ppl.api.report;

import java.util.Arrays;
import ppl.api.diagnostics.Kde;

/**
 * A density with as many points as a small picture shows.
 *
 * @param xs where
 * @param ys how dense
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, never compared
record Curve(double[] xs, double[] ys) {
    private static final int POINTS = 96;

    static Curve of(Kde kde) {
        return new Curve(thin(kde.grid()), thin(kde.density()));
    }

    private static double[] thin(double[] curve) {
        int step = Math.max(1, curve.length / POINTS);
        double[] out = new double[curve.length / step];
        Arrays.setAll(out, i -> curve[i * step]);
        return out;
    }
}
