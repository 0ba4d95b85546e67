package ppl.aeppl.law;

import java.util.function.Function;
import ppl.aeppl.law.Support.RealInterval;
import ppl.graph.Interval;
import ppl.graph.Var;

/** Angles from −π, which does not belong to it, to π: directions in the plane. */
public record Circle() implements Support {

    @Override
    public Var contains(Var x) {
        return hull().contains(x);
    }

    @Override
    public Interval bounds() {
        return new Interval(-Math.PI, Math.PI);
    }

    @Override
    public RealInterval hull() {
        return new RealInterval(Var.constant(-Math.PI), false, Var.constant(Math.PI), true);
    }

    @Override
    public Bijector bijector() {
        return new HalfTangent();
    }

    @Override
    public String remedy() {
        return "give an angle in radians from -pi to pi, by adding a multiple of 2 pi";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "(-pi, pi]";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
