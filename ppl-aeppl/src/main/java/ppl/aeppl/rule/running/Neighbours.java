package ppl.aeppl.rule.running;

import java.util.List;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/** Elements beside each other along an axis. */
final class Neighbours {

    private Neighbours() {}

    /** For each element the one before it (or after it), and a number for that of the first (or last). */
    static Var of(Var x, int axis, boolean after, Number end) {
        int n = x.shape().size(axis);
        if (n == 0) {
            return x;
        }
        Shape one = x.shape().with(axis, Extent.of(1));
        Var filled = Functions.broadcastTo(Var.constant(x.dtype(), end.doubleValue()), one);
        Var others = Functions.slice(x, axis, after ? 1 : 0, n - 1, 1);
        return Functions.concat(after ? List.of(others, filled) : List.of(filled, others), axis);
    }
}
