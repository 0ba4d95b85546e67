package ppl.aeppl.marginal;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.graph.Body;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;

/**
 * Which elements of the variables each element of a node depends on, by what ops say of their {@linkplain Op#sources sources}. A set may
 * be too large, never too small.
 */
final class Scopes {

    private final ElementSets sets;
    private final Dependents dependents;
    private final Map<Var, Scope> done = new IdentityHashMap<>();

    /**
     * The sets of the elements of a node, by their numbers.
     *
     * @param same the one set of all elements, or −2 if they differ
     * @param each where they differ, one for each element
     */
    private record Scope(int same, int[] each) {
        private static final int DIFFER = -2;
        private static final int[] NONE = {};
        static final Scope EMPTY = of(ElementSets.EMPTY);

        static Scope of(int same) {
            return new Scope(same, NONE);
        }

        static Scope of(int[] each) {
            boolean differ = IntStream.of(each).anyMatch(s -> s != each[0]);
            return differ ? new Scope(DIFFER, each) : of(each.length == 0 ? ElementSets.EMPTY : each[0]);
        }

        boolean isSame() {
            return same != DIFFER;
        }

        int at(int element) {
            return isSame() ? same : each[element];
        }
    }

    Scopes(List<Latent> latents, ElementSets sets, Dependents dependents) {
        this.sets = sets;
        this.dependents = dependents;
        for (Latent z : latents) {
            done.put(
                    z.standIn(),
                    Scope.of(IntStream.range(z.first(), z.end())
                            .map(sets::single)
                            .toArray()));
        }
    }

    private Scopes(ElementSets sets, Dependents dependents, Map<Var, Scope> known) {
        this.sets = sets;
        this.dependents = dependents;
        done.putAll(known);
    }

    /** The set of each element of a node. */
    int[] of(Var node) {
        Scope scope = scope(node);
        int[] all = scope.isSame() ? new int[node.shape().elements()] : scope.each;
        if (scope.isSame()) {
            Arrays.fill(all, scope.same);
        }
        return all;
    }

    private Scope scope(Var output) {
        for (Var node : dependents.order(List.of(output))) {
            if (!done.containsKey(node)) {
                done.put(
                        node,
                        found(node, node.inputs().stream().map(this::known).toList()));
            }
        }
        return known(output);
    }

    private Scope known(Var node) {
        return done.getOrDefault(node, Scope.EMPTY);
    }

    private Scope found(Var node, List<Scope> operands) {
        boolean alike = operands.stream().allMatch(Scope::isSame);
        return switch (node.op()) {
            case Concat _ -> bySources(node, operands);
            case Projection _ -> Scope.of(all(node.inputs(), operands));
            case Op _ when alike -> Scope.of(all(node.inputs(), operands));
            case Pointwise _ -> elementwise(node, operands);
            case RichOp rich -> rich.isElementwise() ? elementwise(node, operands) : expanded(node, rich, operands);
            case Gather _ ->
                operands.get(0).equals(Scope.EMPTY) || node.inputs().get(1).constantValue() != null
                        ? bySources(node, operands)
                        : Scope.of(all(node.inputs(), operands));
            case ScatterAdd _ ->
                node.inputs().get(1).constantValue() != null
                        ? bySources(node, operands)
                        : Scope.of(all(node.inputs(), operands));
            default -> bySources(node, operands);
        };
    }

    private int all(List<Var> inputs, List<Scope> operands) {
        int all = ElementSets.EMPTY;
        for (int i = 0; i < operands.size(); i++) {
            Scope s = operands.get(i);
            int distinct = s.isSame() ? s.same : IntStream.of(s.each).distinct().reduce(ElementSets.EMPTY, sets::union);
            all = inputs.get(i).shape().elements() == 0 ? all : sets.union(all, distinct);
        }
        return all;
    }

    private Scope elementwise(Var node, List<Scope> operands) {
        int[] each = new int[node.shape().elements()];
        for (int e = 0; e < each.length; e++) {
            for (Scope operand : operands) {
                each[e] = sets.union(each[e], operand.at(e));
            }
        }
        return Scope.of(each);
    }

    private Scope bySources(Var node, List<Scope> operands) {
        TensorType type = node.type();
        List<Tensor> values = node.inputs().stream().map(Scopes::knownOrZero).toList();
        int[] each = IntStream.range(0, type.shape().elements())
                .map(e -> node.op()
                        .sources(values, type, e)
                        .mapToInt(s -> operands.get(s.operand()).at(s.element()))
                        .reduce(ElementSets.EMPTY, sets::union))
                .toArray();
        return Scope.of(each);
    }

    /** Where elements are moved only shapes and known indices count. */
    private static Tensor knownOrZero(Var x) {
        Tensor known = x.constantValue();
        return known != null
                ? known
                : Tensor.wrap(
                        Tensor.allocate(x.dtype(), x.shape().elements()),
                        x.shape().sizes());
    }

    private Scope expanded(Var node, RichOp rich, List<Scope> operands) {
        List<Var> parameters = Body.parameters(node.inputs());
        Map<Var, Scope> known = new IdentityHashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            known.put(parameters.get(i), operands.get(i));
        }
        Var expansion = rich.expand(parameters);
        Dependents inside = Dependents.of(List.of(expansion), known.keySet());
        return new Scopes(sets, inside, known).scope(expansion);
    }
}
