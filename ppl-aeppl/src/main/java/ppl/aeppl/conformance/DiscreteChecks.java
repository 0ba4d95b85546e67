package ppl.aeppl.conformance;

import java.util.Arrays;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** The checks of laws of whole numbers. Those without a greatest value are summed far into the tail. */
record DiscreteChecks(Scalars scalars, LawConformance run) {

    private static final int DRAWS = 40_000;
    private static final int FAR = 100_000;

    /** Of a probability: beyond it the tails would only be compared with 0 and 1 again. */
    private static final double NEXT_TO_NOTHING = 1e-30;

    void all(RandomKey key) {
        Law one = scalars.law(1);
        double lo = one.type().support().bounds().lo();
        double hi = one.type().support().bounds().hi();
        long first = Double.isFinite(lo) ? (long) lo : -FAR;
        long last = Double.isFinite(hi) ? (long) hi : first + FAR;
        long[] values = new long[(int) (last - first + 1)];
        Arrays.setAll(values, i -> first + i);
        double[] logp = scalars.logp(values);
        double[] p = Arrays.stream(logp).map(Math::exp).toArray();
        run.agree("the sum of the probabilities", 1, Arrays.stream(p).sum(), 1e-8);
        moments(one, values, p);
        if (one.events().isPresent()) {
            int some = likely(p);
            tails(Arrays.copyOf(values, some), Arrays.copyOf(p, some));
        }
        draws(values, p, key);
        outside(first, last, Double.isFinite(hi));
    }

    private void moments(Law one, long[] values, double[] p) {
        if (!(one.moments() instanceof Capability.Present<Moments>(Moments m))) {
            return;
        }
        double mean = m.mean().eval().doubleAt(0);
        double variance = m.variance().eval().doubleAt(0);
        double first = 0;
        double second = 0;
        for (int i = 0; i < p.length; i++) {
            first += p[i] * values[i];
            second += p[i] * (values[i] - mean) * (values[i] - mean);
        }
        if (Double.isFinite(mean) && Double.isFinite(variance)) {
            run.agree("the mean", first, mean, 1e-8);
            run.agree("the variance", second, variance, 1e-8);
        }
    }

    /** How many values there are up to the last one that is not next to impossible, and a few more. */
    private static int likely(double[] p) {
        int last = p.length - 1;
        while (last > 0 && p[last] < NEXT_TO_NOTHING) {
            last--;
        }
        return Math.min(p.length, last + 10);
    }

    private void tails(long[] values, double[] p) {
        double[] at = Arrays.stream(values).asDoubleStream().toArray();
        double[] below = scalars.evaluate((law, x) -> events(law).logcdf(x), at);
        double[] above = scalars.evaluate((law, x) -> events(law).logsf(x), at);
        double[] between = scalars.evaluate((law, x) -> events(law).logcdf(x.plus(0.5)), at);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += p[i];
            run.agree("P(X <= " + values[i] + ")", sum, Math.exp(below[i]), 1e-10);
            run.agree("P(X > " + values[i] + ")", 1 - sum, Math.exp(above[i]), 1e-10);
            run.require(
                    below[i] == between[i], "the distribution function moves between whole numbers near " + values[i]);
        }
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the distribution function");
    }

    private void draws(long[] values, double[] p, RandomKey key) {
        long[] draws = scalars.law(DRAWS).draw(KeyVar.of(key)).eval().toLongs();
        double[] counts = new double[p.length];
        for (long k : draws) {
            long i = k - values[0];
            if (i < 0 || i >= counts.length) {
                run.require(false, "the draw " + k + " lies outside the support");
                return;
            }
            counts[(int) i]++;
        }
        double excess =
                ChiSquare.excess(counts, Arrays.stream(p).map(v -> v * DRAWS).toArray());
        run.require(
                excess <= 0, "draws do not follow the density: chi-squared exceeds its critical value by " + excess);
    }

    private void outside(long first, long last, boolean bounded) {
        double[] points = {
            first - 1, first - 1000.0, bounded ? last + 1 : first - 2, first + 0.5, Double.NEGATIVE_INFINITY
        };
        double[] logp = scalars.logp(points);
        for (int i = 0; i < points.length; i++) {
            run.require(
                    logp[i] == Double.NEGATIVE_INFINITY,
                    "the log-density at " + points[i] + ", outside the support, is " + logp[i]
                            + " instead of -Infinity");
        }
    }
}
