package ppl.aeppl.family.composed;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import ppl.aeppl.law.EventProbability;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The inverse of a distribution function, from probabilities of intervals alone: halving an interval of float64 numbers, or of whole
 * numbers, until two neighbours are left. So it is as exact as the probabilities are, wherever they are given by their logs.
 */
final class Bisection {

    /** So often an interval of all 2^64 patterns can be halved. */
    private static final int MOST = 65;

    private Bisection() {}

    /**
     * The least x from an interval with {@code log P(X <= x) >= logBelow}, or where the other tail is the smaller one, with
     * {@code log P(X > x) <= logAbove}.
     *
     * @param lo the least x that may be the answer
     * @param hi the greatest
     * @param discrete true for whole numbers
     */
    static Var of(EventProbability p, Var logBelow, Var logAbove, Var lo, Var hi, boolean discrete, Shape shape) {
        Var below = Functions.broadcastTo(logBelow, shape);
        Var above = Functions.broadcastTo(logAbove, shape);
        Var fromAbove = above.lt(below);
        Var first = place(lo, discrete).minus(1);
        Var end = place(hi, discrete);
        Scan.Result last = Scan.times(steps(first, end))
                .from(Functions.broadcastTo(first, shape))
                .from(Functions.broadcastTo(end, shape))
                .run(t -> {
                    Var least = t.state(0);
                    Var greatest = t.state(1);
                    Var middle = middle(least, greatest);
                    Var x = number(middle, discrete);
                    Var enough =
                            where(fromAbove, p.logsf(x).le(above), p.logcdf(x).ge(below));
                    Var open = middle.gt(least); // two neighbours stay as they are
                    return t.next(
                            where(and(open, Functions.not(enough)), middle, least),
                            where(and(open, enough), middle, greatest));
                });
        return number(last.last(1), discrete);
    }

    /** How often the longest interval is halved until two neighbours are left, if its ends are known now. */
    private static int steps(Var first, Var end) {
        Tensor from = first.constantValue();
        Tensor to = end.constantValue();
        if (from == null || to == null || from.length() != 1 || to.length() != 1) {
            return MOST;
        }
        long length = to.longAt(0) - from.longAt(0);
        return length < 0 ? MOST : MOST - Long.numberOfLeadingZeros(length);
    }

    /** Half the sum, rounded down, of which nothing overflows. */
    private static Var middle(Var a, Var b) {
        Var halves = Functions.floorDivide(a, 2).plus(Functions.floorDivide(b, 2));
        return halves.plus(Functions.remainder(a, 2).times(Functions.remainder(b, 2)));
    }

    /** Where a number stands among all numbers, in ascending order. */
    private static Var place(Var x, boolean discrete) {
        if (discrete) {
            return x.cast(DType.I64);
        }
        return ordered(Functions.bitcast(x, DType.I64));
    }

    private static Var number(Var place, boolean discrete) {
        return discrete ? place.cast(DType.F64) : Functions.bitcast(ordered(place), DType.F64);
    }

    /** The patterns of negative numbers go the other way; its own inverse. */
    private static Var ordered(Var bits) {
        return where(bits.ge(0), bits, Functions.xor(bits, Var.constant(Long.MAX_VALUE)));
    }
}
