package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/**
 * Whether density, events and draws of a law of single numbers belong to each other, also where the density has jumps, poles and atoms, so that
 * no quadrature converges: cells between draws against their probabilities by a chi-squared test that rejects one sound law in a million,
 * and the density against the slope of the distribution function.
 */
public final class Agreement {

    private static final int DRAWS = 40_000;
    private static final int CELLS = 40;
    private static final double Z = 4.753424308822899;
    private static final RandomKey KEY = RandomKey.of(20260202);

    private final IntFunction<Law> laws;
    private final List<String> failures = new ArrayList<>();

    private Agreement(IntFunction<Law> laws) {
        this.laws = laws;
    }

    /** What is wrong; empty if nothing is. */
    public static List<String> of(IntFunction<Law> laws) {
        Agreement run = new Agreement(laws);
        run.check();
        return run.failures;
    }

    private void check() {
        double[] draws = laws.apply(DRAWS).draw(KeyVar.of(KEY)).eval().toDoubles();
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double[] cuts = new double[CELLS - 1];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = sorted[(i + 1) * DRAWS / CELLS];
        }
        cuts = Arrays.stream(cuts).distinct().toArray();
        cells(draws, cuts);
        points(sorted, cuts);
    }

    /** Two cells for each cut: the cut itself, and what lies between it and the one before. */
    private void cells(double[] draws, double[] cuts) {
        int n = cuts.length;
        double[] between = new double[n + 1];
        double[] at = at(cuts, (l, x) -> events(l).logProb(Event.between(x, x)));
        double[] below = at(cuts, (l, x) -> events(l).logProb(Event.below(x)));
        double[] above = at(cuts, (l, x) -> events(l).logsf(x));
        double[] atMost = at(cuts, (l, x) -> events(l).logcdf(x));
        if (n > 1) {
            double[] inner = at(Arrays.copyOfRange(cuts, 1, n), (l, x) -> {
                Var before = Var.constant(Tensor.of(Arrays.copyOf(cuts, n - 1)));
                return events(l).logProb(new Event(before, false, x, false));
            });
            System.arraycopy(inner, 0, between, 1, n - 1);
        }
        between[0] = below[0];
        between[n] = above[n - 1];
        double sum = 0;
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i <= n; i++) {
            int cell = i;
            double p = Math.exp(between[i]);
            double[] ends = {
                i == 0 ? Double.NEGATIVE_INFINITY : cuts[i - 1], i == n ? Double.POSITIVE_INFINITY : cuts[i]
            };
            double count =
                    Arrays.stream(draws).filter(x -> x > ends[0] && x < ends[1]).count();
            double mass = i < n ? Math.exp(at[i]) : 0;
            double hits =
                    i < n ? Arrays.stream(draws).filter(x -> x == cuts[cell]).count() : 0;
            for (double[] pair : new double[][] {{p, count}, {mass, hits}}) {
                double expected = pair[0] * DRAWS;
                if (expected >= 10) {
                    statistic += (pair[1] - expected) * (pair[1] - expected) / expected;
                    cells++;
                } else {
                    require(
                            pair[1] <= 10 * expected + 20,
                            "%s draws where %s are expected, near cell %d",
                            pair[1],
                            expected,
                            i);
                }
            }
            sum += p + mass;
            if (i < n) {
                close(1, Math.exp(atMost[i]) + Math.exp(above[i]), 1e-12, "P(X <= x) + P(X > x) at " + cuts[i]);
            }
        }
        close(1, sum, 1e-10, "the sum of all cells");
        double excess = statistic - quantile(Math.max(1, cells - 1));
        require(excess <= 0, "draws do not follow the events: chi-squared exceeds its critical value by %s", excess);
    }

    /** Wilson and Hilferty's approximation. */
    private static double quantile(int degrees) {
        double h = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - h + Z * Math.sqrt(h), 3);
    }

    private void points(double[] sorted, double[] cuts) {
        double[] logp = at(sorted, (l, x) -> l.logDensity(Value.of(x)).elementwise());
        for (int i = 0; i < logp.length; i++) {
            if (!(logp[i] > Double.NEGATIVE_INFINITY)) {
                require(false, "the density at the draw %s is %s", sorted[i], logp[i]);
                return;
            }
        }
        double[] density = at(cuts, (l, x) -> l.logDensity(Value.of(x)).elementwise());
        double[] mass = at(cuts, (l, x) -> events(l).logProb(Event.between(x, x)));
        double[] below = at(cuts, (l, x) -> events(l).logcdf(x));
        double[] slope = laws.apply(1).type().measure().isContinuous()
                ? at(cuts, (l, x) -> Gradient.of(events(l).logcdf(x).sum(), x))
                : new double[cuts.length];
        for (int i = 0; i < cuts.length; i++) {
            if (mass[i] > Double.NEGATIVE_INFINITY) {
                close(mass[i], density[i], 1e-12, "the mass at " + cuts[i]);
            } else {
                close(Math.exp(density[i] - below[i]), slope[i], 1e-8, "the slope of log P(X <= x) at " + cuts[i]);
            }
        }
    }

    private double[] at(double[] points, BiFunction<Law, Var, Var> f) {
        Var x = Var.input("x", new TensorType(laws.apply(1).type().draw().dtype(), Shape.of(points.length)));
        Tensor at = x.dtype().isFloat()
                ? Tensor.of(points)
                : Tensor.of(Arrays.stream(points).mapToLong(v -> (long) v).toArray());
        Var result = f.apply(laws.apply(points.length), x);
        return Laws.values(List.of(x), List.of(at), Functions.broadcastTo(result, x.shape()));
    }

    private static EventProbability events(Law law) {
        return law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "the distribution function");
    }

    private void close(double want, double got, double tolerance, String what) {
        boolean close = want == got || Math.abs(want - got) <= tolerance * Math.max(1, Math.abs(want));
        require(close, "%s is %s instead of %s", what, got, want);
    }

    private void require(boolean holds, String sentence, Object... values) {
        if (!holds) {
            failures.add(String.format(Locale.ROOT, sentence, values));
        }
    }
}
