package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.elementary.Pow;

/**
 * {@code x^n} for an odd n from 3 on. At 0 its inverse is infinitely steep, so there is no density there.
 *
 * @param exponent n
 * @param counts true for a discrete x, which may be 0 with a probability
 */
record OddPowerMap(int exponent, boolean counts) implements SmoothMap {

    @Override
    public String name() {
        return "power";
    }

    @Override
    public Var reaches(Value y) {
        return counts ? Var.constant(true) : Functions.notEqual(y.var(), Var.constant(0.0));
    }

    @Override
    public Var forward(Var x) {
        return Pow.of(Functions.toFloat(x), exponent).cast(x.dtype());
    }

    @Override
    public Var preimage(Value y) {
        Var some = Functions.notEqual(y.var(), Var.constant(0.0));
        Var size = where(some, y.logAbs(), Var.constant(0.0)).div(exponent).exp();
        return where(some, where(y.var().lt(0), size.unaryMinus(), size), Var.constant(0.0));
    }

    @Override
    public Var logSlope(Value y) {
        return y.logAbs().times(1.0 / exponent - 1).minus(Math.log(exponent));
    }

    @Override
    public boolean keepsApart(Interval whole) {
        return true;
    }

    @Override
    public boolean isFlatAtZero() {
        return true;
    }
}
