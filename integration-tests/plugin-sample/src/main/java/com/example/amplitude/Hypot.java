package com.example.amplitude;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.maximum;
import static ppl.graph.Functions.minimum;
import static ppl.graph.Functions.where;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Bivariate;

/**
 * {@code sqrt(x^2 + y^2)}, the amplitude of a pair, without the squares' over- and underflow: value, derivatives and bounds in one record.
 *
 * <p><b>Shapes</b>: operands are broadcast. <b>Numerics</b>: at most 2 ulp; the derivative is 0 at the origin, where there is none.
 * If an operand is NaN, so is the result.
 */
public record Hypot() implements Bivariate {

    /** The relative error of Java's own function and of this one, with room to spare. */
    private static final double SLACK = 1e-14;

    /** {@code sqrt(x^2 + y^2)}. */
    public static Var hypot(Number x, Number y) {
        return Bivariate.at(new Hypot(), Var.of(x, y), Var.of(y, x));
    }

    @Override
    public String name() {
        return "hypot";
    }

    @Override
    public Var value(Var x, Var y) {
        Var longer = maximum(x.abs(), y.abs());
        Var shorter = minimum(x.abs(), y.abs());
        Var ordinary = and(longer.gt(0), longer.lt(Double.POSITIVE_INFINITY));
        Var ratio = shorter.div(where(ordinary, longer, 1));
        return where(ordinary, longer.times(ratio.square().plus(1).sqrt()), longer);
    }

    @Override
    public Var slopeX(Var x, Var y, Var z) {
        return share(x, z);
    }

    @Override
    public Var slopeY(Var x, Var y, Var z) {
        return share(y, z);
    }

    private static Var share(Var leg, Var z) {
        Var some = z.gt(0);
        return where(some, leg.div(where(some, z, 1)), 0);
    }

    @Override
    public Interval bounds(Interval x, Interval y) {
        return Interval.of(
                Math.hypot(least(x), least(y)) * (1 - SLACK), Math.hypot(greatest(x), greatest(y)) * (1 + SLACK));
    }

    private static double least(Interval x) {
        return Math.max(0, Math.max(x.lo(), -x.hi()));
    }

    private static double greatest(Interval x) {
        return Math.max(Math.abs(x.lo()), Math.abs(x.hi()));
    }
}
