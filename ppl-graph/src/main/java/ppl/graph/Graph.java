package ppl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import ppl.graph.Shape.Extent;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;
import ppl.graph.op.Input;
import ppl.graph.random.RandomKey;

/**
 * Outputs as functions of inputs. Every input node that the outputs reach is listed.
 *
 * @param inputs the input nodes, in the order in which values will be given
 * @param outputs the nodes to compute
 */
public record Graph(List<Var> inputs, List<Var> outputs) {

    /**
     * Copies the lists and checks that the inputs are input nodes and complete.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) if they are not
     */
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

    /** Outputs as functions of all inputs that they reach, in the order in which they reach them. */
    public static Graph of(Var... outputs) {
        List<Var> computed = List.of(outputs);
        List<Var> inputs =
                order(computed).stream().filter(x -> x.op() instanceof Input).toList();
        return new Graph(inputs, computed);
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
        if (Shape.areKnown(shapes)) {
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
        return GraphCompiler.find().compile(this, options);
    }

    /** The values of the outputs, computed together, with inputs (or any other nodes) given: a draw that they share is drawn once. */
    public List<Tensor> eval(RandomKey key, Given... givens) {
        return Evaluation.of(outputs, List.of(givens), key);
    }

    /** One node per line, operands indented below their user; a node that was shown before is only named. */
    public String tree() {
        return GraphText.tree(outputs);
    }

    /**
     * One assignment per line, operands before users: {@code %3 = mul(%1, %2) : float64[8]}. Below the first result of an
     * operation that holds graphs these are shown, indented, each with numbers of its own.
     */
    public String program() {
        return GraphText.program(outputs);
    }

    /** A drawing, as Graphviz reads it. */
    public String dot() {
        return GraphText.dot(outputs);
    }

    /** A drawing in Mermaid, as Markdown pages show it. */
    public String mermaid() {
        return GraphText.mermaid(outputs);
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
