package ppl.aeppl.law;

import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.Log1pSquare;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * {@code x = 2 atan(u)}: onto the angles of a circle, but for the one opposite to 0. The stereographic map of the circle, so that a
 * uniform angle is a Cauchy variable.
 */
public record HalfTangent() implements Bijector {

    @Override
    public String name() {
        return "circular";
    }

    @Override
    public Support image() {
        return new Circle();
    }

    @Override
    public Value forward(Var u) {
        return new Value(Functions.atan(u).times(2), true, null, null);
    }

    @Override
    public Var inverse(Var x) {
        Var half = x.times(0.5);
        return Functions.sin(half).div(Functions.cos(half));
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape()).minus(Log1pSquare.of(u)).plus(Constants.LOG_2);
    }
}
