package ppl.backend.spi.fuse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;

/**
 * Computes before repeating: an elementwise op whose operands are all repeated along some axis is done once on what is
 * repeated. Work on parameters alone so leaves the loops over data. The values are the same to the bit.
 */
final class Hoist {

    private Hoist() {}

    static List<Var> apply(List<Var> outputs) {
        return Substitution.rebuild(outputs, Map.of(), Hoist::hoisted);
    }

    private static @Nullable Var hoisted(Var node, Op op, List<Var> operands) {
        return op instanceof Pointwise ? Broadcast.after(op, operands, node.shape()) : null;
    }
}
