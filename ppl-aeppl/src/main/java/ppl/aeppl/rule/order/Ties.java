package ppl.aeppl.rule.order;

import java.util.Arrays;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Lines of numbers that are in order or not, and equal or not. */
final class Ties {

    private Ties() {}

    /** Whether each line along an axis is in ascending order. */
    static Var inOrder(Var y, int axis, int n) {
        Var lower = Functions.take(y, Functions.arange(n - 1), axis);
        Var upper = Functions.take(y, Functions.arange(1, n), axis);
        return Functions.all(upper.ge(lower), axis);
    }

    /** The log of the number of orders of equal elements among themselves, k! for each k of them, by line. */
    static Var exchanges(Var y, int axis, int n) {
        int after = y.shape().rank() - axis - 1;
        Var equal = Functions.equal(Functions.expandDims(y, axis + 1), Functions.expandDims(y, axis));
        int[] lower = new int[after + 2];
        Arrays.fill(lower, 1);
        lower[0] = n;
        lower[1] = n;
        Var places = Functions.arange(n);
        Var before = Functions.expandDims(places, 1).gt(places);
        Var equalBefore = Functions.and(equal, Functions.reshape(before, lower)).cast(DType.F64);
        return Functions.sum(Functions.log1p(Functions.sum(equalBefore, axis + 1)), axis);
    }
}
