package ppl.graph;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Constant;
import ppl.graph.op.Op;

/**
 * What messages call nodes that have no name of their own: a weak table beside the graph, so that a name never decides
 * which nodes are shared.
 */
final class Names {

    private static final Map<Var, ExpressionText> NAMES = Collections.synchronizedMap(new WeakHashMap<>());

    private Names() {}

    static void give(Var node, String name) {
        keep(node, ExpressionText.name(name));
    }

    static void keep(Var node, ExpressionText text) {
        NAMES.put(node, text);
    }

    /** The name or the expression that a node goes by; null if it has to be read off its op. */
    static @Nullable ExpressionText of(Var node) {
        return NAMES.get(node);
    }

    /**
     * Lets a folded constant go by the expression that it was, if that was one of named values and is short: equal constants are one
     * node, and to whom it stands for something else, its values say more than half an expression.
     */
    static void keep(Var folded, Op op, List<Var> operands) {
        boolean tensor = folded.op() instanceof Constant(Tensor t) && t.length() > 1;
        if (tensor && !operands.contains(folded) && operands.stream().anyMatch(Names::isNamed)) {
            ExpressionText expression = ExpressionText.of(op, operands);
            if (!expression.isCut()) {
                NAMES.put(folded, expression);
            }
        }
    }

    private static boolean isNamed(Var x) {
        return NAMES.containsKey(x.inputs().isEmpty() ? x : x.inputs().getFirst());
    }
}
