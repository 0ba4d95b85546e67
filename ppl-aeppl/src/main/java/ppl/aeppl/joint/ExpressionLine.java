package ppl.aeppl.joint;

import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.RandomOp;

/** Prints an expression on one line and marks a node in it. */
final class ExpressionLine {

    private static final int DEEPEST = 6;

    private final Var marked;
    private final StringBuilder text = new StringBuilder();
    private int from = -1;
    private int to = -1;

    private ExpressionLine(Var marked) {
        this.marked = marked;
    }

    /** {@code name = expression   type   place} and, below, carets under the marked node. */
    static String of(String name, Var node, Var marked) {
        ExpressionLine line = new ExpressionLine(marked);
        line.text.append("  ").append(name).append(" = ");
        line.print(node, 0);
        String shown = line.from < 0 ? "" : line.text.substring(line.from, line.to);
        StringBuilder out = new StringBuilder(line.text).append("   ").append(node.type());
        node.origin().ifPresent(o -> out.append("   ").append(o));
        if (line.from >= 0) {
            out.append('\n').append(" ".repeat(line.from)).append("^".repeat(line.to - line.from));
            out.append(" stopped here: ").append(shown);
        }
        return out.toString();
    }

    private void print(Var node, int depth) {
        boolean mark = node == marked && from < 0;
        if (mark) {
            from = text.length();
        }
        boolean repeats = node.op() instanceof Broadcast || node.op() instanceof Cast;
        if (repeats && !mark) {
            print(node.inputs().getFirst(), depth);
        } else if (node.inputs().isEmpty() || depth >= DEEPEST || (node.op() instanceof RandomOp && depth > 0)) {
            text.append(node.label());
        } else {
            text.append(node.op().name()).append('(');
            for (int i = 0; i < node.inputs().size(); i++) {
                text.append(i == 0 ? "" : ", ");
                print(node.inputs().get(i), depth + 1);
            }
            text.append(')');
        }
        if (mark) {
            to = text.length();
        }
    }
}
