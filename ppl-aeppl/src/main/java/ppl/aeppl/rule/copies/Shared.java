package ppl.aeppl.rule.copies;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;

/** Takes repetition out of a fixed operand, so that what it needs is computed once and not per element. */
public final class Shared {

    private Shared() {}

    /** An operand of equal value after broadcasting, but without repeated elements. */
    public static Var of(Var x) {
        if (!(x.op() instanceof Broadcast b)) {
            return x;
        }
        Var dense = x.inputs().getFirst();
        if (dense.rank() == 0) {
            return dense;
        }
        List<Extent> extents = new ArrayList<>();
        for (int a = 0; a < b.to().rank(); a++) {
            int from = b.axes().indexOf(a);
            extents.add(from < 0 ? Extent.of(1) : dense.shape().extent(from));
        }
        return Functions.reshape(dense, Shape.of(extents));
    }
}
