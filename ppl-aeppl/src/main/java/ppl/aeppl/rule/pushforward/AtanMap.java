package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atan;

/** {@code atan(x)}. Near the ends its inverse is the reciprocal of the distance to them. */
record AtanMap() implements SmoothMap {

    private static final Var LO = Var.constant(-Math.PI / 2);
    private static final Var HI = Var.constant(Math.PI / 2);

    @Override
    public String name() {
        return "atan";
    }

    @Override
    public Support range() {
        return new Support.RealInterval(LO, false, HI, false);
    }

    @Override
    public Var forward(Var x) {
        return Atan.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return Functions.sin(y.var()).times(logCos(y).unaryMinus().exp());
    }

    @Override
    public Var logSlope(Value y) {
        return logCos(y).times(-2);
    }

    /** Near an end to which the distance d is known, {@code log(sin(d))}. */
    private static Var logCos(Value y) {
        Var log = Functions.cos(y.var()).log();
        log = y.above() != null && y.above().isTo(LO) ? near(y.above().log(), log) : log;
        return y.below() != null && y.below().isTo(HI) ? near(y.below().log(), log) : log;
    }

    private static Var near(Var logDistance, Var otherwise) {
        Var near = logDistance.lt(-9);
        Var small = where(near, logDistance, Var.constant(-9.0));
        return where(near, small.minus(small.times(2).exp().div(6)), otherwise);
    }

    @Override
    public Var limit(boolean lower) {
        return lower ? LO : HI;
    }
}
