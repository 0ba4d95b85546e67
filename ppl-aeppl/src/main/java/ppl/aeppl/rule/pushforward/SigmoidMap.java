package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.aeppl.numeric.LogSoftplus;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;

/** {@code 1 / (1 + exp(-x))}. */
record SigmoidMap() implements MonotoneMap {

    @Override
    public String name() {
        return "sigmoid";
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
        return Sigmoid.of(x);
    }

    @Override
    public Value inverse(Value y, Ends ends) {
        Var above = ends.lo() == null || ends.atLo() == null ? null : gap(y.logAbove(ends.atLo()), ends.lo());
        Var below = ends.hi() == null || ends.atHi() == null
                ? null
                : gap(y.logBelow(ends.atHi()), ends.hi().unaryMinus());
        return ends.valueNear(y, logit(y), above, below, 30);
    }

    /** From the logs of both distances, and around one half, where these cancel, from the digits. */
    private static Var logit(Value y) {
        Var middle = y.var().minus(0.5).abs().lt(0.25);
        Var p = where(middle, y.var(), Var.constant(0.5));
        return where(middle, Logit.of(p), y.log().minus(y.log1m()));
    }

    /**
     * The log of {@code logit(a + d) - logit(a) = log(1 + d / a) - log(1 - d / (1 - a))}.
     *
     * @param logD the log of d
     * @param x the logit of a
     */
    private static Var gap(Var logD, Var x) {
        return LogAddExp.of(
                LogSoftplus.of(logD.plus(Softplus.of(x.unaryMinus()))), LogMinusLog1mexp.of(logD.plus(Softplus.of(x))));
    }

    @Override
    public Var logSlope(Value y) {
        return y.log().plus(y.log1m()).unaryMinus();
    }

    @Override
    public Var limit(boolean lower) {
        return Var.constant(lower ? 0.0 : 1.0);
    }
}
