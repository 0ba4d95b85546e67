package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.math.normal.Erf;

/**
 * {@code erf(x) = 2 Phi(sqrt(2) x) - 1}: its inverse by the normal quantile, and around 0, where that has lost the digits of y, one step of
 * Newton's after it.
 */
record ErfMap() implements SmoothMap {

    private static final double ROOT_2 = Math.sqrt(2);
    private static final double HALF_ROOT_PI = Math.sqrt(Math.PI) / 2;
    private static final double LOG_HALF_ROOT_PI = -0.12078223763524522;

    @Override
    public String name() {
        return "erf";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(-1.0), false, Var.constant(1.0), false);
    }

    @Override
    public double harmless() {
        return 0.5;
    }

    @Override
    public Var forward(Var x) {
        return Erf.of(x);
    }

    @Override
    public Var preimage(Value y) {
        Var p = y.var().times(0.5).plus(0.5);
        Var x = NdtrMap.quantile(p, y.log1p().minus(LOG_2), y.log1m().minus(LOG_2))
                .div(ROOT_2);
        Var near = y.var().abs().lt(0.5);
        Var start = where(near, x, Var.constant(0.0));
        Var miss = Erf.of(start).minus(y.var());
        Var step =
                where(near, miss, Var.constant(0.0)).times(start.square().exp()).times(HALF_ROOT_PI);
        return x.minus(step);
    }

    @Override
    public Var logSlope(Value y) {
        return minusLogSlope(preimage(y));
    }

    /** The log of what one over the slope of erf is. */
    static Var minusLogSlope(Var x) {
        return x.square().plus(LOG_HALF_ROOT_PI);
    }

    @Override
    public Var limit(boolean lower) {
        return Var.constant(lower ? -1.0 : 1.0);
    }
}
