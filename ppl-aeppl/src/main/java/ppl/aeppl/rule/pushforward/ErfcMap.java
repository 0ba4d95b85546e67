package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.LOG_2;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.math.normal.Erfc;

/** {@code erfc(x) = 2 Phi(-sqrt(2) x)}. */
record ErfcMap() implements SmoothMap {

    private static final double ROOT_2 = Math.sqrt(2);
    private static final Var ZERO = Var.constant(0.0);
    private static final Var TWO = Var.constant(2.0);

    @Override
    public String name() {
        return "erfc";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(ZERO, false, TWO, false);
    }

    @Override
    public Var forward(Var x) {
        return Erfc.of(x);
    }

    @Override
    public Var preimage(Value y) {
        Var logP = y.log().minus(LOG_2);
        Var logQ = y.logBelow(TWO).minus(LOG_2);
        return NdtrMap.quantile(y.var().times(0.5), logP, logQ).div(-ROOT_2);
    }

    @Override
    public Var logSlope(Value y) {
        return ErfMap.minusLogSlope(preimage(y));
    }

    @Override
    public Var increasing() {
        return Var.constant(false);
    }

    @Override
    public Var limit(boolean lower) {
        return lower ? TWO : ZERO;
    }
}
