package ppl.aeppl.law;

import ppl.aeppl.numeric.Constants;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A single point with positive probability.
 *
 * @param location where, broadcastable to the draw
 * @param logMass the natural log of its probability, broadcastable to the draw
 */
public record Atom(Var location, Var logMass) {

    /**
     * For each element whether a number is this point, up to rounding on the way to either; an infinite one is only by being equal.
     */
    public Var isAt(Var x) {
        return near(x, location);
    }

    /** Equal up to rounding; infinite numbers to themselves only. */
    public static Var near(Var x, Var at) {
        Var gap = x.minus(at).abs();
        return Functions.or(Functions.equal(x, at), gap.lt(at.abs().times(Constants.ROUNDING)));
    }
}
