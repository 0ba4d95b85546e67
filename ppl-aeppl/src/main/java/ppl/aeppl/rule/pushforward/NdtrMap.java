package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.where;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.math.normal.NdtriExp;

/** The standard normal distribution function: its inverse by the log of the lesser tail. */
record NdtrMap() implements SmoothMap {

    @Override
    public String name() {
        return "ndtr";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(0.0), false, Var.constant(1.0), false);
    }

    @Override
    public double harmless() {
        return 0.5;
    }

    @Override
    public Var forward(Var x) {
        return Ndtr.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return quantile(y.var(), y.log(), y.log1m());
    }

    /**
     * The normal quantile of p: in the middle by its digits, outside by the log of the tail.
     *
     * @param logP the log of p
     * @param logQ the log of 1 − p
     */
    static Var quantile(Var p, Var logP, Var logQ) {
        Var low = p.lt(0.25);
        Var high = p.gt(0.75);
        Var middle = where(low, Var.constant(0.5), where(high, Var.constant(0.5), p));
        Var lower = NdtriExp.of(where(low, logP, Var.constant(-1.0)));
        Var upper = NdtriExp.of(where(high, logQ, Var.constant(-1.0))).unaryMinus();
        return where(low, lower, where(high, upper, Ndtri.of(middle)));
    }

    @Override
    public Var logSlope(Value y) {
        return minusLogDensity(preimage(y));
    }

    /** The log of what one over the standard normal density is. */
    static Var minusLogDensity(Var x) {
        return x.square().times(0.5).plus(HALF_LOG_2PI);
    }

    @Override
    public Var limit(boolean lower) {
        return Var.constant(lower ? 0.0 : 1.0);
    }
}
