package ppl.backend.spi.layout;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.Constant;

/**
 * Which axes of a graph must be in one order. A class of them may be permuted as a whole, unless the elements along one are
 * told apart by their place, as those of an input, of a table that is gathered from, or of an output: then it is fixed.
 */
final class TiedAxes {

    /**
     * The axes of one node.
     *
     * @param result the number of each axis
     * @param operands the number of each axis of each operand. A constant has others for each user, since every user may be
     *     given it in another order
     */
    @SuppressWarnings("ArrayRecordComponent") // two tables, never compared
    record Node(int[] result, int[][] operands) {}

    private final AxisClasses classes = new AxisClasses();
    private final Map<Var, Node> nodes = new IdentityHashMap<>();

    /**
     * The axes of a graph.
     *
     * @param order its nodes, operands first
     */
    TiedAxes(Graph graph, List<Var> order) {
        for (Var x : order) {
            Node node = number(x);
            nodes.put(x, node);
            new AxisTies(classes, node).tie(x);
        }
        for (Var output : graph.outputs()) {
            Arrays.stream(node(output).result).forEach(classes::fix);
        }
    }

    private Node number(Var x) {
        int[][] operands = new int[x.inputs().size()][];
        for (int k = 0; k < operands.length; k++) {
            Var operand = x.inputs().get(k);
            operands[k] = operand.op() instanceof Constant ? classes.add(operand.rank()) : node(operand).result;
        }
        return new Node(classes.add(x.rank()), operands);
    }

    /** The class of an axis of an operand, as its user reads it. */
    int ofOperand(Var user, int operand, int axis) {
        return classes.of(node(user).operands[operand][axis]);
    }

    /** True if the axes of a class must stay in the order in which they are. */
    boolean isFixed(int axes) {
        return classes.isFixed(axes);
    }

    private Node node(Var x) {
        Node node = nodes.get(x);
        if (node == null) {
            throw new AssertionError("not in the graph: " + x);
        }
        return node;
    }
}
