package ppl.backend.spi.lower;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Iota;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reshape;

/**
 * Computes small elementwise work on data before a backend is chosen, by what primitives mean: a backend would generate, load and warm up
 * code for one call. What is repeated along an axis is computed once and stays repeated. The bits are those of every backend.
 */
final class DataFolding {

    /** The most elements that are computed: with more, code pays. */
    static final int MOST = 1 << 17;

    /** What a node is known to be: a constant, or one that is repeated. */
    private final Map<Var, Var> known = new IdentityHashMap<>();

    private final Map<Var, Var> computed = new IdentityHashMap<>();
    private final Map<Var, Var> counters = new IdentityHashMap<>();
    private int room = MOST;

    private DataFolding() {}

    /** The program with what was computed in the place of the work. */
    static Program fold(Program program) {
        Graph graph = program.graph();
        if (graph.inputs().isEmpty()) {
            return program; // it is run once anyway
        }
        DataFolding folding = new DataFolding();
        program.order().forEach(folding::add);
        if (folding.computed.isEmpty()
                || folding.room < 0
                || program.order().stream().anyMatch(folding::liesOutside)) {
            return program;
        }
        return new Program(new Graph(graph.inputs(), Substitution.replace(graph.outputs(), folding.computed)));
    }

    private void add(Var node) {
        switch (node.op()) {
            case Constant _ -> known.put(node, node);
            case Iota _ when node.shape().elements() <= MOST -> known.put(node, node);
            case Broadcast _ when isKnown(node) -> known.put(node, node);
            case Pointwise _ when isKnown(node) -> compute(node);
            case Reshape _
            when isKnown(node) && !(number(node.inputs().getFirst()).op() instanceof Broadcast) -> compute(node);
            default -> {}
        }
    }

    private boolean isKnown(Var node) {
        return !node.inputs().isEmpty() && known.keySet().containsAll(node.inputs());
    }

    /** Beyond the room nothing is computed: constants beside what is not would be folded as the graph is made, at any length. */
    private void compute(Var node) {
        List<Var> operands = node.inputs().stream().map(this::number).toList();
        int elements = elements(operands, node.shape());
        room = elements > room ? -1 : room - elements;
        if (room < 0) {
            return;
        }
        Var once = node.op() instanceof Pointwise op ? Broadcast.after(op, operands, node.shape()) : null;
        Var value = once == null ? Var.of(node.op(), operands) : once;
        if (constant(value) != null) {
            known.put(node, value);
            computed.put(node, value);
        }
    }

    /** How many elements are computed where operands are repeated along the same axes. */
    private static int elements(List<Var> operands, Shape shape) {
        TreeSet<Integer> varying = new TreeSet<>();
        for (Var x : operands) {
            if (!(x.op() instanceof Broadcast b)) {
                return shape.elements();
            }
            varying.addAll(b.axes());
        }
        return varying.stream().mapToInt(shape::size).reduce(1, Math::multiplyExact);
    }

    /** The numbers of a known node, as a constant that is repeated or not. */
    private Var number(Var node) {
        Var value = known.getOrDefault(node, node);
        return switch (value.op()) {
            case Iota _ ->
                counters.computeIfAbsent(value, x -> counted(x.shape().elements()));
            case Broadcast b -> Var.of(b, number(value.inputs().getFirst()));
            default -> value;
        };
    }

    private static Var counted(int n) {
        long[] positions = new long[n];
        Arrays.setAll(positions, i -> i);
        return Var.constant(Tensor.of(positions));
    }

    private static @Nullable Tensor constant(Var value) {
        Var stored = value.op() instanceof Broadcast ? value.inputs().getFirst() : value;
        return stored.op() instanceof Constant(Tensor t) ? t : null;
    }

    /** True if a node picks or adds by what was computed, and some of it lies outside the axis. */
    private boolean liesOutside(Var node) {
        Indexing indexing = Indexing.of(node);
        Var value = indexing == null ? null : computed.get(indexing.index());
        Tensor positions = value == null ? null : constant(value);
        return positions != null && Objects.requireNonNull(indexing).isOutside(positions);
    }
}
