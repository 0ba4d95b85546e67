package ppl.aeppl.rule.pushforward;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.normal.NormalDensity;

/** The standard normal density on numbers from 0 on, where it decreases. */
record NormalDensityMap() implements SmoothMap {

    private static final double TOP = 0.3989422804014327;

    @Override
    public String name() {
        return "normal_density";
    }

    @Override
    public Interval domain() {
        return Interval.NON_NEGATIVE;
    }

    @Override
    public Support range() {
        return new Support.RealInterval(Var.constant(0.0), false, Var.constant(TOP), false);
    }

    @Override
    public double harmless() {
        return 0.25;
    }

    @Override
    public Var forward(Var x) {
        return NormalDensity.of(x);
    }

    @Override
    public Var preimage(Value y) {
        return y.log().plus(HALF_LOG_2PI).times(-2).sqrt();
    }

    @Override
    public Var logSlope(Value y) {
        return preimage(y).log().plus(y.log()).unaryMinus();
    }

    @Override
    public Var increasing() {
        return Var.constant(false);
    }

    @Override
    public @Nullable Var limit(boolean lower) {
        return lower ? null : Var.constant(0.0);
    }
}
