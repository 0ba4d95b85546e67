package ppl.aeppl.conformance;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Quantile;

/** The checks of quantiles of continuous laws: both functions invert the distribution function, also far out in their tails. */
record QuantileChecks(Scalars scalars, LawConformance run) {

    private static final double TOLERANCE = 1e-8;
    private static final double[] TINY = {1e-300, 1e-100, 1e-30, 1e-17};

    /**
     * Checks both functions at probabilities.
     *
     * @param farOut also at probabilities that vanish beside 1: a function of a variable may lose the digits of its quantiles
     *     there, where it takes a bounded tail to 0
     */
    void all(double[] probabilities, boolean farOut) {
        double[] p = DoubleStream.concat(Arrays.stream(farOut ? TINY : new double[0]), Arrays.stream(probabilities))
                .toArray();
        double[] lower = scalars.evaluate((law, q) -> quantile(law).of(q), p);
        double[] upper = scalars.evaluate((law, q) -> quantile(law).upper(q), p);
        beyond("quantile", p, lower, true);
        beyond("upper quantile", p, upper, false);
    }

    /** A quantile is known to a few units in its last place; within these the probability beyond it must pass p. */
    private void beyond(String name, double[] p, double[] x, boolean fromBelow) {
        double[] before = new double[x.length];
        double[] after = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double slack = 8 * Math.ulp(x[i]);
            before[i] = x[i] - slack;
            after[i] = x[i] + slack;
        }
        double[] least = logProb(fromBelow ? before : after, fromBelow);
        double[] most = logProb(fromBelow ? after : before, fromBelow);
        double[] leastRest = logProb(fromBelow ? after : before, !fromBelow);
        double[] mostRest = logProb(fromBelow ? before : after, !fromBelow);
        for (int i = 0; i < x.length; i++) {
            boolean small = p[i] < 0.5;
            double want = small ? Math.log(p[i]) : Math.log1p(-p[i]);
            double from = small ? least[i] : leastRest[i];
            double to = small ? most[i] : mostRest[i];
            double slack = TOLERANCE * Math.max(1, Math.abs(want));
            run.require(
                    from <= want + slack && to >= want - slack,
                    "the log of the probability " + (small ? "" : "not ") + "beyond the " + name + " of " + p[i] + ", "
                            + x[i] + ", is between " + from + " and " + to + " instead of " + want);
        }
    }

    private double[] logProb(double[] at, boolean below) {
        return scalars.evaluate(
                (law, x) -> below ? events(law).logcdf(x) : events(law).logsf(x), at);
    }

    private static Quantile quantile(Law law) {
        return law.quantile().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the quantile function");
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the distribution function");
    }
}
