package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Log1mexpExp;
import ppl.aeppl.numeric.LogExpm1Exp;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.aeppl.numeric.LogSoftplus;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.math.logistic.Softplus;

/** {@code log(1 + exp(x))}, whose inverse is {@code y + log(1 - exp(-y))}. */
record SoftplusMap() implements MonotoneMap {

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public Support range() {
        return Support.positive();
    }

    @Override
    public Var forward(Var x) {
        return Softplus.of(x);
    }

    /** Near the image of 0 the digits cancel, even of an exact y. */
    @Override
    public Value inverse(Value y, Ends ends) {
        Var above = ends.lo() == null || ends.atLo() == null ? null : aboveLo(y, ends.lo(), ends.atLo());
        Var below = ends.hi() == null || ends.atHi() == null ? null : belowHi(y, ends.hi(), ends.atHi());
        return ends.valueNear(true, y.var().plus(logOneMinusExp(y)), above, below, Logarithmic.EXPONENTS);
    }

    /** The log of {@code x - lo = log(1 + exp(A - lo) (exp(y - A) - 1))} for A, the image of lo. */
    private static Var aboveLo(Value y, Var lo, Var a) {
        return LogSoftplus.of(a.minus(lo).plus(LogExpm1Exp.of(y.logAbove(a))));
    }

    /** The log of {@code hi - x = -log(1 - exp(B - hi) (1 - exp(y - B)))} for B, the image of hi. */
    private static Var belowHi(Value y, Var hi, Var b) {
        return LogMinusLog1mexp.of(b.minus(hi).plus(Log1mexpExp.of(y.logBelow(b))));
    }

    @Override
    public Var logSlope(Value y) {
        return logOneMinusExp(y).unaryMinus();
    }

    /** {@code log(1 - exp(-y))}; near 0 from the log of y, which may be known where y itself has rounded to 0. */
    private static Var logOneMinusExp(Value y) {
        Var near = y.var().lt(1e-5);
        Var small = where(near, y.var(), Var.constant(0.0));
        Var series = y.log().minus(small.times(0.5)).plus(small.square().div(24));
        return where(
                near,
                series,
                LogMath.log1mExp(y.or(Functions.not(near), 1).var().unaryMinus()));
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? Var.constant(0.0) : null;
    }
}
