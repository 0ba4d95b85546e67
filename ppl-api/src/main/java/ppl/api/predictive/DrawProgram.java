package ppl.api.predictive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.rewrite.Rewriter;

/**
 * The graph of one draw, compiled for a number of draws at a time. What a draw gets is to the bit what it gets alone.
 *
 * <p>A loop is compiled well as it is and would be written out, so graphs with loops, and those whose draws are too large to pay, are
 * computed for one draw at a time.
 */
final class DrawProgram implements AutoCloseable {

    /** How many elements of the largest node there are in a call: so few that what a call computes stays in a cache. */
    private static final int ELEMENTS = 1 << 15;

    private final Graph one;
    private final int rows;
    private final CompiledGraph compiled;
    private final Set<Var> shared;

    private DrawProgram(Graph one, int rows, CompiledGraph compiled, Set<Var> shared) {
        this.one = one;
        this.rows = rows;
        this.compiled = compiled;
        this.shared = shared;
    }

    /** The graph of one draw, ready to be compiled. */
    static Graph ofOne(List<Var> outputs) {
        return Rewriter.standard().apply(Graph.of(outputs.toArray(Var[]::new)));
    }

    /** How many draws a call should have. Few are rounded up to a power of two, so that a graph is compiled a few times only. */
    static int rows(Graph one, int draws, Set<Var> shared) {
        int most = hasLoop(one) ? 1 : Math.max(1, ELEMENTS / largest(one, shared));
        return draws >= most ? most : Math.min(most, Integer.highestOneBit(Math.max(1, 2 * draws - 1)));
    }

    /**
     * Compiles a graph for so many draws a call; for one where it cannot be vectorised.
     *
     * @param shared inputs that are the same for all draws
     */
    static DrawProgram of(Graph one, int rows, CompileOptions options, Set<Var> shared) {
        if (rows > 1) {
            Graph many;
            try {
                many = vectorized(one, rows, shared);
            } catch (GraphException cannot) {
                // A length that depends on the draw: no tensor holds all draws.
                return of(one, 1, options, shared);
            }
            return new DrawProgram(one, rows, many.compile(options), shared);
        }
        return new DrawProgram(one, 1, one.compile(options), shared);
    }

    /** The elements of the largest node that is computed for each draw; of one that is the same for all there is one. */
    private static int largest(Graph graph, Set<Var> shared) {
        Set<Var> each = new HashSet<>(graph.inputs());
        each.removeAll(shared);
        Vectorized.Dependents dependents = Vectorized.Dependents.of(graph.outputs(), each);
        return graph.order().stream()
                .filter(dependents::contains)
                .map(Var::shape)
                .filter(Shape::isKnown)
                .mapToInt(Shape::elements)
                .max()
                .orElse(1);
    }

    private static boolean hasLoop(Graph graph) {
        return graph.order().stream().anyMatch(x -> x.op() instanceof Projection(var of, var _) && of instanceof Loop);
    }

    private static Graph vectorized(Graph one, int rows, Set<Var> shared) {
        BatchAxis axis = new BatchAxis(0, rows);
        Map<Var, Batched> many = new IdentityHashMap<>();
        List<Var> inputs = new ArrayList<>();
        for (Var x : one.inputs()) {
            if (shared.contains(x)) {
                inputs.add(x);
                continue;
            }
            Var all = Var.input(
                    x.label(), new TensorType(x.dtype(), Shape.of(rows).concat(x.shape())));
            many.put(x, new Batched(all, List.of(axis)));
            inputs.add(all);
        }
        List<Var> outputs = Vectorized.of(one.outputs(), many).stream()
                .map(y -> y.over(List.of(axis)))
                .toList();
        return new Graph(inputs, outputs);
    }

    /** The inputs, in the order in which their values are given. */
    List<Var> inputs() {
        return one.inputs();
    }

    /** The outputs of one draw. */
    List<Var> outputs() {
        return one.outputs();
    }

    /** An array for the values of an input. */
    Object allocate(Var input) {
        return DrawInputs.allocate(input.type(), shared.contains(input) ? 1 : rows);
    }

    /** The number of draws in a call. */
    int rows() {
        return rows;
    }

    /** For one thread: each array holds {@link #rows} draws. */
    CompiledGraph.Caller caller() {
        return compiled.caller();
    }

    @Override
    public void close() {
        compiled.close();
    }
}
