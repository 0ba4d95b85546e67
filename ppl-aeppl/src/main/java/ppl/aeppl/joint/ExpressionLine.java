package ppl.aeppl.joint;

import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.MatMul;
import ppl.graph.op.RandomOp;
import ppl.graph.op.Reshape;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;

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

    /** What the user calls the function that made a node. */
    static String function(Var node) {
        return switch (node.op()) {
            case Concat _ -> node.inputs().stream().allMatch(ExpressionLine::addsAxis) ? "stack" : "concat";
            case MatMul _ -> "dot";
            case Select _ -> "where";
            default -> node.op().name();
        };
    }

    private static boolean addsAxis(Var x) {
        return x.op() instanceof Reshape
                && fits(x)
                && x.rank() == x.inputs().getFirst().rank() + 1;
    }

    /** What is put in to make types and shapes fit. */
    private static boolean fits(Var node) {
        return switch (node.op()) {
            case Broadcast _, Cast _ -> true;
            case Reshape(Shape to) ->
                to.squeezed().equals(node.inputs().getFirst().shape().squeezed());
            default -> false;
        };
    }

    private void print(Var node, int depth) {
        boolean mark = node == marked && from < 0;
        if (mark) {
            from = text.length();
        }
        if (fits(node) && !mark) {
            print(node.inputs().getFirst(), depth);
        } else if (node.inputs().isEmpty() || depth >= DEEPEST || (node.op() instanceof RandomOp && depth > 0)) {
            text.append(node.label());
        } else if (mark && (node.op() instanceof Slice || node.op() instanceof Gather)) {
            text.append(node.expression());
        } else {
            text.append(function(node)).append('(');
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
