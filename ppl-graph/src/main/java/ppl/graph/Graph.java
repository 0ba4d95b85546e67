package ppl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompilers;
import ppl.graph.op.Input;

/**
 * Outputs as functions of inputs. Every input node that the outputs reach is listed.
 *
 * @param inputs the input nodes, in the order in which values will be given
 * @param outputs the nodes to compute
 */
public record Graph(List<Var> inputs, List<Var> outputs) {

    /** Copies the lists and checks that the inputs are input nodes and complete. */
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Set<Var> listed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Var in : inputs) {
            if (!(in.op() instanceof Input)) {
                throw new GraphException(
                        GraphCode.INPUT, in.describe() + " is computed, so it cannot be an input of a graph");
            }
            listed.add(in);
        }
        for (Var node : order(outputs)) {
            if (node.op() instanceof Input && !listed.contains(node)) {
                throw new GraphException(
                        GraphCode.INPUT,
                        "the graph needs the input " + node.describe()
                                + ", which is not among its inputs: list it there and give its value "
                                + "at each call, or make it a constant (data of a model) if its value is known");
            }
        }
    }

    /** All nodes the outputs need, operands before users; the order depends on structure alone. */
    public List<Var> order() {
        return order(outputs);
    }

    /** All nodes that some outputs need, operands before users. */
    public static List<Var> order(List<Var> outputs) {
        List<Var> order = new ArrayList<>();
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> open = new ArrayDeque<>();
        for (Var output : outputs) {
            if (seen.add(output)) {
                open.push(new Visit(output));
            }
            while (!open.isEmpty()) {
                Visit top = open.peek();
                if (top.next < top.operands.size()) {
                    Var operand = top.operands.get(top.next++);
                    if (seen.add(operand)) {
                        open.push(new Visit(operand));
                    }
                } else {
                    order.add(top.node);
                    open.pop();
                }
            }
        }
        return order;
    }

    /** The inputs of a node and the symbolic lengths its op mentions. */
    public static List<Var> dependencies(Var node) {
        List<Shape> shapes = node.op().shapes();
        if (shapes.stream().allMatch(Shape::isKnown)) {
            return node.inputs();
        }
        List<Var> all = new ArrayList<>(node.inputs());
        for (Shape shape : shapes) {
            for (Extent e : shape.extents()) {
                if (e instanceof Extent.Symbolic(Var length)) {
                    all.add(length);
                }
            }
        }
        return all;
    }

    /** Compiles for the backend that the options ask for, or the best one present. */
    public CompiledGraph compile(CompileOptions options) {
        return GraphCompilers.find().compile(this, options);
    }

    private static final class Visit {
        final Var node;
        final List<Var> operands;
        int next;

        Visit(Var node) {
            this.node = node;
            this.operands = dependencies(node);
        }
    }
}
