package ppl.graph.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;

/**
 * Expressions of inputs that carry new axes: what {@code jax.vmap} does. Each node gets only the axes of the inputs it depends on, so
 * what depends on none is left as it is and two inputs with axes of their own meet where they are used together. The value at a
 * position is to the bit what the expression gives of the inputs' values there.
 *
 * <p>A rich op that is elementwise, or has a form for leading axes, stays what it is; others are expanded, choices are computed both
 * ways, and loops are written out. Lengths may be
 * symbolic where the primitives take symbolic lengths, as long as they do not depend on an input with axes.
 *
 * <p><b>Errors</b>: {@link GraphException} ({@link GraphCode#SHAPE}) for a length that depends on an input with axes, ({@link
 * GraphCode#RANDOM}) for a draw that does, ({@link GraphCode#CONTRACT}) for a loop that does and whose steps are too many or not known.
 */
public final class Vectorized {

    private final Map<Var, Batched> done = new IdentityHashMap<>();
    private final Dependents dependents;

    private Vectorized(Map<Var, Batched> inputs, Dependents dependents) {
        done.putAll(inputs);
        this.dependents = dependents;
    }

    /** Expressions, with nodes that carry axes in the place of some nodes, inputs for instance. */
    public static List<Batched> of(List<Var> outputs, Map<Var, Batched> inputs) {
        return of(outputs, inputs, Dependents.of(outputs, inputs.keySet()));
    }

    /**
     * The same where it is known which nodes depend on the inputs: the rest of the graph is not looked at. So many small
     * expressions of one large graph take time for themselves only.
     *
     * @param dependents of these inputs, or of more
     */
    public static List<Batched> of(List<Var> outputs, Map<Var, Batched> inputs, Dependents dependents) {
        Vectorized v = new Vectorized(inputs, dependents);
        return outputs.stream().map(v::visit).toList();
    }

    private Batched visit(Var output) {
        List<Var> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Var node = open.getLast();
            if (done(node) != null) {
                open.removeLast();
                continue;
            }
            int before = open.size();
            for (Var x : Graph.dependencies(node)) {
                if (done(x) == null) {
                    open.add(x);
                }
            }
            if (open.size() == before) {
                open.removeLast();
                done.put(node, batched(node));
            }
        }
        return known(output);
    }

    private @Nullable Batched done(Var node) {
        Batched known = done.get(node);
        return known != null || dependents.contains(node) ? known : Batched.same(node);
    }

    private Batched known(Var node) {
        Batched known = done(node);
        if (known == null) {
            throw new AssertionError("operand not visited: " + node);
        }
        return known;
    }

    private Batched batched(Var node) {
        Op op = valued(node);
        List<Batched> operands = node.inputs().stream().map(this::known).toList();
        if (operands.stream().allMatch(x -> x.axes().isEmpty())) {
            List<Var> values = operands.stream().map(Batched::value).toList();
            boolean same = op == node.op() && values.equals(node.inputs());
            return Batched.same(same ? node : Var.of(op, values));
        }
        Batched direct = new BatchedOp(node, operands).of(op);
        return direct != null ? direct : ofExpansion(node, operands);
    }

    /** Of stand-ins for the operands, so that constructors do not look through these. */
    private static Batched ofExpansion(Var node, List<Batched> operands) {
        Map<Var, Batched> places = new IdentityHashMap<>();
        List<Var> parameters = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Var x = node.inputs().get(i);
            Var parameter = x.constantValue() != null ? x : Body.parameter(i, x.type(), x.range());
            parameters.add(parameter);
            places.put(parameter, operands.get(i));
        }
        Var expansion =
                switch (node.op()) {
                    case RichOp rich -> rich.expand(parameters);
                    case Projection(Loop loop, int index) -> {
                        requireKnownSteps(node);
                        yield loop.expand(parameters, index);
                    }
                    case Projection(Cond cond, int index) -> cond.expand(parameters, index);
                    case Prim _, RandomOp _ -> throw new AssertionError("no expansion: " + node);
                };
        return of(List.of(expansion), places).getFirst();
    }

    private static void requireKnownSteps(Var loop) {
        if (loop.inputs().getFirst().constantValue() == null) {
            throw new GraphException(
                    GraphCode.CONTRACT,
                    "the loop " + loop.describe() + " takes "
                            + loop.inputs().getFirst().label()
                            + " steps, a number that only a run tells, so it is not vectorised, which writes loops out; give it a"
                            + " known number, or take what is vectorised out of it");
        }
    }

    private Op valued(Var node) {
        Map<Var, Var> lengths = lengths(node);
        Op op = node.op();
        return lengths.isEmpty()
                ? op
                : op.withShapes(op.shapes().stream()
                        .map(shape -> Body.renamed(shape, lengths))
                        .toList());
    }

    /** Symbolic lengths of the op and what they become. */
    private Map<Var, Var> lengths(Var node) {
        Map<Var, Var> lengths = new IdentityHashMap<>();
        node.op().shapes().forEach(shape -> shape.extents().forEach(e -> {
            if (e instanceof Extent.Symbolic(Var length)) {
                Batched valued = known(length);
                if (!valued.axes().isEmpty()) {
                    throw new GraphException(
                            GraphCode.SHAPE,
                            "the shape of " + node.describe() + " depends on " + length.label()
                                    + ", which would differ along the new axes: a tensor has one length for all of them; "
                                    + "give the expression a length that does not depend on what is vectorised");
                }
                if (valued.value() != length) {
                    lengths.put(length, valued.value());
                }
            }
        }));
        return lengths;
    }

    /** The nodes that depend on some others. */
    public static final class Dependents {

        private final Set<Var> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

        private Dependents() {}

        /** Those of some nodes among all that outputs are computed from. */
        public static Dependents of(List<Var> outputs, Set<Var> on) {
            Dependents dependents = new Dependents();
            dependents.add(outputs, on);
            return dependents;
        }

        private void add(List<Var> outputs, Set<Var> on) {
            for (Var node : Graph.order(outputs)) {
                if (on.contains(node) || Graph.dependencies(node).stream().anyMatch(nodes::contains)) {
                    nodes.add(node);
                }
            }
        }

        /** Those that some of them are computed from, operands before users; the rest of the graph is not looked at. */
        public List<Var> order(Collection<Var> outputs) {
            List<Var> order = new ArrayList<>();
            Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Var> open = new ArrayList<>(outputs);
            Set<Var> expanded = Collections.newSetFromMap(new IdentityHashMap<>());
            while (!open.isEmpty()) {
                Var node = open.getLast();
                if (!contains(node) || seen.contains(node)) {
                    open.removeLast();
                } else if (expanded.add(node)) {
                    open.addAll(Graph.dependencies(node).reversed());
                } else {
                    open.removeLast();
                    seen.add(node);
                    order.add(node);
                }
            }
            return order;
        }

        /** Whether a node is one. */
        public boolean contains(Var node) {
            return nodes.contains(node);
        }
    }
}
