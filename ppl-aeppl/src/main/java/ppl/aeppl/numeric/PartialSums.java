package ppl.aeppl.numeric;

import java.util.List;
import java.util.stream.LongStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Sums of some elements of vectors along the last axis, of known length. */
public final class PartialSums {

    private PartialSums() {}

    /** For each element the sum of all others: not by a difference, which leaves no digits beside an element that is far greater. */
    public static Var ofOthers(Var x) {
        int last = x.shape().size(-1) - 1;
        Var backwards = at(x, LongStream.rangeClosed(0, last).map(i -> last - i));
        Var after = at(before(backwards), LongStream.rangeClosed(0, last).map(i -> last - i));
        return before(x).plus(after);
    }

    /** For each element the sum of those before it. */
    private static Var before(Var x) {
        Shape first = x.shape().slice(0, x.rank() - 1).concat(Shape.of(1));
        Var none = Functions.broadcastTo(Var.constant(x.dtype(), 0), first);
        return at(
                Functions.concat(List.of(none, Functions.cumsum(x, -1)), -1),
                LongStream.range(0, x.shape().size(-1)));
    }

    private static Var at(Var x, LongStream positions) {
        return Functions.take(x, Var.constant(Tensor.of(positions.toArray())), -1);
    }
}
