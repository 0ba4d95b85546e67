package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Support;
import ppl.graph.Functions;
import ppl.graph.Var;

/** A typical value that is not 0, for functions with no density at the image of 0. */
final class Beside {

    private Beside() {}

    /**
     * The point, unless it is 0: then one a standard deviation above it, or halfway to an end that is nearer.
     *
     * @param law of what the point is a typical value
     */
    static Var zero(Law law, Var point) {
        Var step = step(law);
        Support.RealInterval hull = law.type().support().hull();
        Var up = hull.hi() == null ? step : Functions.minimum(step, hull.hi().times(0.5));
        Var down = hull.lo() == null ? step.unaryMinus() : hull.lo().times(0.5);
        Var other = where(up.gt(0), up, down);
        return where(Functions.equal(point, Functions.zerosLike(point)), other, point);
    }

    private static Var step(Law law) {
        if (!(law.moments() instanceof Capability.Present<Moments>(Moments m))) {
            return Var.constant(1.0);
        }
        Var sd = m.variance().sqrt();
        return where(and(sd.gt(0), sd.lt(Double.POSITIVE_INFINITY)), sd, Var.constant(1.0));
    }
}
