package ppl.backend.spi.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Iota;

/**
 * Computes once what depends on no input, where {@link DataFolding} has left some. The backend itself does it, so the values have the
 * bits they would have had at every call. Repetitions ({@link Broadcast}, {@link Iota}) stay as they are, and so does what would take more room than
 * its operands and {@value #ROOM} elements: computing it again is cheaper than reading it.
 */
final class ConstantSubgraphs {

    static final int ROOM = 1 << 20;

    private ConstantSubgraphs() {}

    /**
     * The program with constant subgraphs replaced by constants.
     *
     * @param run computes nodes that need no input
     */
    static Program computeOnce(Program program, Function<List<Var>, List<Tensor>> run) {
        Graph graph = program.graph();
        if (!remain(program)) {
            return program;
        }
        List<Var> roots = roots(program);
        List<Tensor> values = run.apply(roots);
        Map<Var, Var> constants = new IdentityHashMap<>();
        for (int i = 0; i < roots.size(); i++) {
            constants.put(roots.get(i), Var.constant(values.get(i)));
        }
        program.order().forEach(node -> removeIndexOutside(node, constants));
        return new Program(new Graph(graph.inputs(), Substitution.replace(graph.outputs(), constants)));
    }

    /** True if something is left to be computed once. A program without inputs is run once anyway. */
    static boolean remain(Program program) {
        return !program.graph().inputs().isEmpty() && !roots(program).isEmpty();
    }

    private static void removeIndexOutside(Var node, Map<Var, Var> constants) {
        Indexing indexing = Indexing.of(node);
        Var constant = indexing == null ? null : constants.get(indexing.index());
        if (constant != null
                && constant.op() instanceof Constant(Tensor positions)
                && Objects.requireNonNull(indexing).isOutside(positions)) {
            constants.remove(indexing.index());
        }
    }

    /** The last nodes that depend on data only and are worth keeping. */
    static List<Var> roots(Program program) {
        List<Var> order = program.order();
        Set<Var> data = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Var> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(program.graph().outputs());
        for (Var node : order) {
            if (isData(node, data)) {
                data.add(node);
            } else {
                needed.addAll(node.inputs());
            }
        }
        List<Var> roots = new ArrayList<>();
        for (Var node : order.reversed()) {
            if (data.contains(node) && needed.contains(node)) {
                if (isRepetition(node)) {
                    needed.addAll(node.inputs());
                } else if (!(node.op() instanceof Constant)) {
                    roots.add(node);
                }
            }
        }
        return roots.reversed();
    }

    private static boolean isData(Var node, Set<Var> data) {
        if (node.op() instanceof Constant || isRepetition(node)) {
            return data.containsAll(node.inputs());
        }
        if (node.inputs().isEmpty() || !data.containsAll(node.inputs())) {
            return false;
        }
        int elements = node.shape().elements();
        return elements <= ROOM || node.inputs().stream().anyMatch(x -> elements <= stored(x));
    }

    private static boolean isRepetition(Var node) {
        return node.op() instanceof Broadcast || node.op() instanceof Iota;
    }

    private static int stored(Var x) {
        return x.op() instanceof Broadcast
                ? stored(x.inputs().getFirst())
                : x.op() instanceof Iota ? 1 : x.shape().elements();
    }
}
