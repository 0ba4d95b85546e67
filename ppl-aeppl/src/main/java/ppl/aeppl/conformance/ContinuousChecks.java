package ppl.aeppl.conformance;

import java.util.Arrays;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/**
 * The checks of continuous laws.
 *
 * @param margin how far beyond the support, relative to its ends, the density must be −∞
 */
record ContinuousChecks(Scalars scalars, LawConformance run, double margin) {

    private static final int DRAWS = 40_000;
    private static final int BINS = 50;
    private static final double[] PROBABILITIES = {1e-10, 1e-4, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - 1e-6};

    void all(RandomKey key) {
        Quadrature q = Quadrature.of(scalars::law);
        Law one = scalars.law(1);
        if (one.type().measure() instanceof BaseMeasure.Mixed) {
            new MixedChecks(scalars, run).all(q, key);
            return;
        }
        run.agree("the integral of the density", 1, q.moment(0, 0), 1e-8);
        double[] points = points(q);
        moments(one, q);
        if (one.events().isPresent()) {
            tails(points);
        }
        if (one.quantile().isPresent() && one.events().isPresent()) {
            new QuantileChecks(scalars, run).all(PROBABILITIES, margin == 0);
        }
        draws(q, key);
        density();
    }

    /** The checks of the density where it is no share of a whole. */
    void density() {
        Law one = scalars.law(1);
        run.require(
                Double.isFinite(one.logDensity(Value.of(one.supportPoint()))
                        .total()
                        .eval()
                        .item()),
                "the density at the support point is not finite");
        outside(one);
    }

    /** Points at which the distribution function takes certain values. */
    private static double[] points(Quadrature q) {
        double[] points = new double[PROBABILITIES.length];
        double sum = 0;
        int next = 0;
        for (int i = 0; i < q.x().length && next < points.length; i++) {
            sum += q.mass()[i];
            while (next < points.length && sum >= PROBABILITIES[next]) {
                points[next++] = q.x()[i];
            }
        }
        return Arrays.copyOf(points, next);
    }

    private void moments(Law one, Quadrature q) {
        if (!(one.moments() instanceof Capability.Present<Moments>(Moments m))) {
            return;
        }
        double mean = m.mean().eval().doubleAt(0);
        double variance = m.variance().eval().doubleAt(0);
        if (Double.isFinite(mean) && Double.isFinite(variance)) {
            double sd = Math.sqrt(variance);
            run.agree("the mean in standard deviations from that of the density", 0, q.moment(1, mean) / sd, 1e-6);
            run.agree("the variance relative to that of the density", 1, q.moment(2, mean) / variance, 1e-6);
        }
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the distribution function");
    }

    private void tails(double[] points) {
        double[] below = scalars.evaluate((law, x) -> events(law).logcdf(x), points);
        double[] above = scalars.evaluate((law, x) -> events(law).logsf(x), points);
        double[] slopeBelow =
                scalars.evaluate((law, x) -> Gradient.of(events(law).logcdf(x).sum(), x), points);
        double[] slopeAbove =
                scalars.evaluate((law, x) -> Gradient.of(events(law).logsf(x).sum(), x), points);
        double[] logp = scalars.logp(points);
        for (int i = 0; i < points.length; i++) {
            String at = " at " + points[i];
            run.agree("P(X <= x) + P(X > x)" + at, 1, Math.exp(below[i]) + Math.exp(above[i]), 1e-12);
            if (Double.isFinite(below[i])) {
                run.agree("the derivative of log P(X <= x)" + at, Math.exp(logp[i] - below[i]), slopeBelow[i], 1e-8);
            }
            if (Double.isFinite(above[i])) {
                run.agree("the derivative of log P(X > x)" + at, -Math.exp(logp[i] - above[i]), slopeAbove[i], 1e-8);
            }
        }
    }

    private void draws(Quadrature q, RandomKey key) {
        double[] draws = scalars.law(DRAWS).draw(KeyVar.of(key)).eval().toDoubles();
        double[] counts = new double[BINS];
        double[] expected = new double[BINS];
        Arrays.fill(expected, (double) DRAWS / BINS);
        for (double x : draws) {
            counts[Math.min(BINS - 1, (int) (q.cdf(x) * BINS))]++;
        }
        double excess = ChiSquare.excess(counts, expected);
        run.require(
                excess <= 0, "draws do not follow the density: chi-squared exceeds its critical value by " + excess);
        double[] logp = scalars.logp(draws);
        run.require(
                Arrays.stream(logp).noneMatch(v -> v == Double.NEGATIVE_INFINITY || Double.isNaN(v)),
                "some draws lie outside the support");
    }

    private void outside(Law one) {
        double lo = one.type().support().bounds().lo();
        double hi = one.type().support().bounds().hi();
        double[] points = {
            Double.NEGATIVE_INFINITY,
            Math.nextDown(lo) - margin * (1 + Math.abs(lo)),
            lo - 1,
            -1e300,
            Math.nextUp(hi) + margin * (1 + Math.abs(hi)),
            hi + 1,
            1e300,
            Double.POSITIVE_INFINITY
        };
        double[] logp = scalars.logp(points);
        double[] slope = scalars.evaluate(
                (law, x) -> Gradient.of(law.logDensity(Value.of(x)).total(), x), points);
        for (int i = 0; i < points.length; i++) {
            boolean beyond = points[i] < lo || points[i] > hi || Double.isInfinite(points[i]);
            if (beyond) {
                run.require(
                        logp[i] == Double.NEGATIVE_INFINITY,
                        "the log-density at " + points[i] + ", outside the support, is " + logp[i]
                                + " instead of -Infinity");
            }
            if (beyond && Double.isFinite(points[i])) {
                run.require(!Double.isNaN(slope[i]), "the gradient at " + points[i] + ", outside the support, is NaN");
            }
        }
    }
}
