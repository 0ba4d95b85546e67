package ppl.aeppl.rule.pushforward;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.NdtriExp;

/** The standard normal quantile of the log of a probability. */
record NdtriExpMap() implements SmoothMap {

    @Override
    public String name() {
        return "ndtri_exp";
    }

    @Override
    public Interval domain() {
        return Interval.NON_POSITIVE;
    }

    @Override
    public Var forward(Var x) {
        return NdtriExp.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return LogNdtr.of(y.var());
    }

    @Override
    public @Nullable Var logDistance(Value y, boolean lower) {
        return lower ? null : LogMinusLog1mexp.of(LogNdtr.of(y.var().unaryMinus()));
    }

    @Override
    public Var logSlope(Value y) {
        return LogNdtrMap.logMills(y.var(), preimage(y)).unaryMinus();
    }
}
