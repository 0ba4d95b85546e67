package ppl.aeppl.law;

import java.util.function.Function;
import ppl.aeppl.law.Support.RealInterval;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/**
 * Vectors along the last axis of numbers in ascending order, each from an interval: of cut points, or of the elements of a sorted
 * sample.
 *
 * @param each the interval; its ends are the same along the last axis
 */
public record Ordered(RealInterval each) implements Support {

    /** Any numbers in ascending order. */
    public static Support reals() {
        return new Ordered(Support.reals().hull());
    }

    /** Numbers greater than 0 in ascending order. */
    public static Support positive() {
        return new Ordered(Support.positive().hull());
    }

    @Override
    public int eventRank() {
        return 1;
    }

    /** Equal neighbours are in order: rounding may have made them so. */
    @Override
    public Var contains(Var x) {
        return Functions.and(ascends(x), Functions.all(Functions.broadcastTo(each.contains(x), x.shape()), -1));
    }

    @Override
    public Var contains(Value x) {
        return Functions.and(ascends(x.var()), Functions.all(Functions.broadcastTo(each.contains(x), x.shape()), -1));
    }

    private static Var ascends(Var x) {
        int n = x.shape().extent(-1) instanceof Extent.Known(int length)
                ? length
                : x.shape().size(-1);
        if (n < 2) {
            return Functions.all(Functions.equal(x, x), -1);
        }
        int axis = x.rank() - 1;
        Var before = Functions.slice(x, axis, 0, n - 1, 1);
        Var after = Functions.slice(x, axis, 1, n - 1, 1);
        return Functions.all(before.le(after), -1);
    }

    @Override
    public Interval bounds() {
        return each.bounds();
    }

    @Override
    public RealInterval hull() {
        return each;
    }

    /** First in order, then each into the interval, which keeps the order. */
    @Override
    public Bijector bijector() {
        Bijector ascending = new Cumulative();
        if (each.lo() == null && each.hi() == null) {
            return ascending;
        }
        Bijector into = each.bijector();
        boolean falls = into instanceof UpperBound; // which would turn the order around
        return ascending.then(falls ? new Negation().then(into, each) : into, this);
    }

    @Override
    public String remedy() {
        return "give numbers in ascending order inside " + each;
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{x ascending in " + each.describe(end) + "}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
