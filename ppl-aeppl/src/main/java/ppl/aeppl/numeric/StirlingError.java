package ppl.aeppl.numeric;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.Lgamma;

/**
 * What Stirling's formula leaves: {@code lgamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2)} for x &gt; 0. Densities that
 * are small differences of large log-gammas are sums of these instead.
 *
 * <p><b>Numerics:</b> the asymptotic series from 10 on (absolute error below 1e-17), the definition below (absolute error
 * below 1e-14).
 */
public record StirlingError() implements Univariate {

    private static final double[] SERIES = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };
    private static final double FROM = 10;

    /** The error of Stirling's formula for lgamma(x). */
    public static Var of(Var x) {
        return Univariate.at(new StirlingError(), x);
    }

    @Override
    public String name() {
        return "stirling_error";
    }

    @Override
    public Var value(Var x) {
        Var far = x.ge(FROM);
        Var large = where(far, x, Var.constant(FROM));
        Var w = Var.constant(1.0).div(large.square());
        Var sum = Var.constant(0.0);
        for (int k = SERIES.length - 1; k >= 0; k--) {
            sum = sum.times(w).plus(SERIES[k]);
        }
        Var series = sum.div(large);
        Var small = where(far, Var.constant(1.0), x);
        Var log = small.log();
        Var definition =
                Lgamma.of(small).minus(small.minus(0.5).times(log)).plus(small).minus(HALF_LOG_2PI);
        return where(far, series, definition);
    }

    @Override
    public Var slope(Var x, Var y) {
        Var far = x.ge(FROM);
        Var large = where(far, x, Var.constant(FROM));
        Var w = Var.constant(1.0).div(large.square());
        Var sum = Var.constant(0.0);
        for (int k = SERIES.length - 1; k >= 0; k--) {
            sum = sum.times(w).plus(-(2 * k + 1) * SERIES[k]);
        }
        Var small = where(far, Var.constant(1.0), x);
        Var definition =
                Digamma.of(small).minus(small.log()).plus(Var.constant(0.5).div(small));
        return where(far, sum.times(w), definition);
    }

    /** No bound: near 0 rounding may take it below 0. */
    @Override
    public Interval bounds(Interval x) {
        return Interval.ALL;
    }
}
