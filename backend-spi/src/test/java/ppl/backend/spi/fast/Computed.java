package ppl.backend.spi.fast;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;

/** What FAST makes of a node, and its value. */
record Computed(Var given, Var fast) {

    static Computed of(Var given) {
        return new Computed(given, FastArithmetic.of(Graph.of(given)).outputs().getFirst());
    }

    /** The value, computed as constants are folded. */
    static double[] at(Var node, Map<Var, double[]> inputs) {
        Map<Var, Var> constants = new HashMap<>();
        inputs.forEach((x, values) ->
                constants.put(x, Var.constant(Tensor.wrap(values, x.shape().sizes()))));
        return Objects.requireNonNull(Substitution.replace(List.of(node), constants)
                        .getFirst()
                        .constantValue())
                .toDoubles();
    }

    double[] at(Map<Var, double[]> inputs) {
        return at(fast, inputs);
    }

    double[] strictAt(Map<Var, double[]> inputs) {
        return at(given, inputs);
    }

    long count(Class<? extends Op> kind) {
        return Graph.order(List.of(fast)).stream()
                .filter(n -> kind.isInstance(n.op()))
                .count();
    }

    long fused() {
        return count(Fma.class);
    }

    /** The longest chain of operations. */
    int depth() {
        Map<Var, Integer> depths = new IdentityHashMap<>();
        Graph.order(List.of(fast))
                .forEach(n -> depths.put(
                        n, n.inputs().stream().mapToInt(depths::get).max().orElse(-1) + 1));
        return Objects.requireNonNull(depths.get(fast));
    }
}
