package ppl.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reduce;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * Graphs as text for people: an indented tree, a program, Graphviz and Mermaid. It depends on structure alone, so that it can be
 * compared; nothing is read back (text that is: {@code ppl.graph.text}). Nodes are numbered in the order in which they are computed, so equal graphs print equally.
 */
final class GraphText {

    private GraphText() {}

    /** One node per line, operands indented below their user; a node that was shown before is only named. */
    static String tree(List<Var> outputs) {
        Map<Var, Integer> numbers = numbers(outputs);
        Map<Var, Boolean> shown = new IdentityHashMap<>();
        StringBuilder out = new StringBuilder();
        Deque<Line> open = new ArrayDeque<>();
        for (int i = outputs.size() - 1; i >= 0; i--) {
            open.push(new Line(outputs.get(i), 0));
        }
        while (!open.isEmpty()) {
            Line line = open.pop();
            boolean again = shown.put(line.node(), true) != null
                    && !line.node().inputs().isEmpty();
            out.repeat("  ", line.depth())
                    .append(name(line.node(), numbers))
                    .append(again ? " (above)" : " : " + line.node().type())
                    .append('\n');
            if (!again) {
                List<Var> operands = line.node().inputs();
                for (int i = operands.size() - 1; i >= 0; i--) {
                    open.push(new Line(operands.get(i), line.depth() + 1));
                }
            }
        }
        return out.toString();
    }

    private record Line(Var node, int depth) {}

    /**
     * One assignment per line, operands before users: {@code %3 = mul(%1, %2) : float64[8]}. Below the first result of an
     * operation that holds graphs these are shown, indented, each with numbers of its own.
     */
    static String program(List<Var> outputs) {
        StringBuilder out = new StringBuilder();
        program(outputs, "", out);
        return out.toString();
    }

    private static void program(List<Var> outputs, String margin, StringBuilder out) {
        List<Var> order = Graph.order(outputs);
        Map<Var, Integer> numbers = numbers(outputs);
        Applications applications = Applications.among(order);
        for (Var node : order) {
            List<String> operands =
                    node.inputs().stream().map(x -> "%" + numbers.get(x)).toList();
            out.append(margin)
                    .append('%')
                    .append(numbers.get(node))
                    .append(" = ")
                    .append(text(node));
            out.append(operands.isEmpty() ? "" : "(" + String.join(", ", operands) + ")");
            out.append(" : ").append(node.type()).append('\n');
            if (node.op() instanceof Projection r && applications.isFirst(node)) {
                bodies(r.of(), margin + "  ", out);
            }
        }
        for (Var y : outputs) {
            out.append(margin).append("return %").append(numbers.get(y)).append('\n');
        }
    }

    private static void bodies(MultiOp of, String margin, StringBuilder out) {
        for (int i = 0; i < of.bodies().size(); i++) {
            out.append(margin).append("body ").append(i).append('\n');
            program(of.bodies().get(i).results(), margin + "  ", out);
        }
    }

    /** Graphviz. */
    static String dot(List<Var> outputs) {
        StringBuilder out = new StringBuilder("digraph {\n  rankdir=BT;\n");
        Map<Var, Integer> numbers = numbers(outputs);
        for (Var node : Graph.order(outputs)) {
            int id = numbers.getOrDefault(node, 0);
            String shape =
                    node.op() instanceof RandomOp ? "ellipse" : node.inputs().isEmpty() ? "box" : "plaintext";
            out.append("  n")
                    .append(id)
                    .append(" [shape=")
                    .append(shape)
                    .append(", label=\"")
                    .append(escape(text(node) + "\n" + node.type()))
                    .append("\"];\n");
            node.inputs().forEach(x -> out.append("  n")
                    .append(numbers.get(x))
                    .append(" -> n")
                    .append(id)
                    .append(";\n"));
        }
        return out.append("}\n").toString();
    }

    /** Mermaid, as Markdown pages show it. */
    static String mermaid(List<Var> outputs) {
        StringBuilder out = new StringBuilder("graph BT\n");
        Map<Var, Integer> numbers = numbers(outputs);
        for (Var node : Graph.order(outputs)) {
            int id = numbers.getOrDefault(node, 0);
            String label = escape(text(node) + " " + node.type());
            boolean random = node.op() instanceof RandomOp;
            out.append("  n")
                    .append(id)
                    .append(random ? "([\"" : "[\"")
                    .append(label)
                    .append(random ? "\"])" : "\"]")
                    .append('\n');
            node.inputs().forEach(x -> out.append("  n")
                    .append(numbers.get(x))
                    .append(" --> n")
                    .append(id)
                    .append('\n'));
        }
        return out.toString();
    }

    private static Map<Var, Integer> numbers(List<Var> outputs) {
        Map<Var, Integer> numbers = new IdentityHashMap<>();
        for (Var node : Graph.order(outputs)) {
            numbers.put(node, numbers.size());
        }
        return numbers;
    }

    private static String name(Var node, Map<Var, Integer> numbers) {
        return node.inputs().isEmpty() ? text(node) : "%" + numbers.get(node) + " = " + text(node);
    }

    /** The op with what it holds beside its operands. */
    private static String text(Var node) {
        Op op = node.op();
        return switch (op) {
            case Input in -> in.name();
            case Constant c when c.value().length() == 1 -> c.value().elementToString(0);
            case Constant c -> c.value().toString();
            case RandomOp r -> r.site().name() + " ~ " + r.name();
            case Reduce r -> r.name() + r.axes();
            case Broadcast b -> b.name() + b.axes();
            case Transpose t -> t.name() + t.order();
            case Gather g -> g.name() + "[" + g.axis() + "]";
            case Slice s -> s.name() + s.starts() + s.sizes() + s.steps();
            case Projection r -> r.name() + "[" + r.of().label(r.index()) + "]";
            case Cast c -> c.name() + "[" + c.to() + "]";
            default -> op.name();
        };
    }

    private static String escape(String s) {
        return s.replace("\\", "\\\\").replace("\"", "'").replace("\n", "\\n");
    }
}
