package ppl.api.plan;

import java.util.List;
import ppl.graph.Graph;
import ppl.graph.Var;

/** Which values have lengths that are known only when they are drawn. */
public final class UnknownLengths {

    private UnknownLengths() {}

    /** Whether a value has, or is computed from what has, lengths that are known only when it is drawn. */
    public static boolean reach(Var value) {
        return Graph.order(List.of(value)).stream().anyMatch(x -> !x.shape().isKnown());
    }
}
