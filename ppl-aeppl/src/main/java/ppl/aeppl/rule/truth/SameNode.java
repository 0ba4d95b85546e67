package ppl.aeppl.rule.truth;

import java.util.List;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.RandomOp;

/** Whether two nodes are one expression of the same draws, such as one count that was cast twice. */
final class SameNode {

    /** Deeper expressions count as different, which is safe. */
    private static final int DEPTH = 8;

    private SameNode() {}

    static boolean of(Var a, Var b) {
        return of(a, b, DEPTH);
    }

    private static boolean of(Var a, Var b, int depth) {
        if (a == b || (a.op() instanceof Constant && a.op().equals(b.op()))) {
            return true;
        }
        List<Var> x = a.inputs();
        List<Var> y = b.inputs();
        if (depth == 0 || a.op() instanceof RandomOp || !a.op().equals(b.op()) || x.size() != y.size() || x.isEmpty()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!of(x.get(i), y.get(i), depth - 1)) {
                return false;
            }
        }
        return true;
    }
}
