package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;

/**
 * The values of nodes, and what follows from them: a node all of whose draws are valued has a value too. Bindings are only
 * ever added, so what is fixed stays fixed. Graphs are walked without
 * recursion. Threads may share an environment: what follows from the values is stored, under a lock, when it is first asked for.
 */
public final class Environment {

    private final Map<Var, Var> fixed = new IdentityHashMap<>();
    private final Set<Var> random = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Another one with the same values, to which others can be added. */
    public synchronized Environment copy() {
        Environment copy = new Environment();
        copy.fixed.putAll(fixed);
        return copy;
    }

    /** Gives a node a value; users of the node see the value instead. */
    public synchronized void bind(Var node, Var value) {
        fixed.put(node, value);
        random.clear();
    }

    /** The node with valued nodes replaced by their values; null if it depends on a draw without value. */
    public synchronized @Nullable Var fixed(Var node) {
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var top = open.getLast();
            if (fixed.containsKey(top) || random.contains(top)) {
                open.removeLast();
                continue;
            }
            int before = open.size();
            for (Var operand : Graph.dependencies(top)) {
                if (!fixed.containsKey(operand) && !random.contains(operand)) {
                    open.add(operand);
                }
            }
            if (open.size() == before) {
                open.removeLast();
                settle(top);
            }
        }
        return fixed.get(node);
    }

    private void settle(Var node) {
        List<Var> operands = new ArrayList<>();
        for (Var x : node.inputs()) {
            Var value = fixed.get(x);
            if (value == null) {
                random.add(node);
                return;
            }
            operands.add(value);
        }
        Op op = opOf(node);
        if (op == null || op instanceof RandomOp) {
            random.add(node);
        } else {
            boolean same = op == node.op() && operands.equals(node.inputs());
            // Values given may be too large for what the model computes of them.
            fixed.put(node, same ? node : Var.checked(op, operands));
        }
    }

    /** The op of a node with the lengths in it replaced by their values; null if a length is random. */
    @Nullable
    Op opOf(Var node) {
        List<Shape> shapes = node.op().shapes();
        if (shapes.stream().allMatch(Shape::isKnown)) {
            return node.op();
        }
        List<Shape> valued = new ArrayList<>();
        for (Shape shape : shapes) {
            List<Extent> extents = new ArrayList<>();
            for (Extent e : shape.extents()) {
                Var length = e instanceof Extent.Symbolic(Var l) ? fixed(l) : null;
                if (e instanceof Extent.Symbolic && length == null) {
                    return null;
                }
                extents.add(length == null ? e : Extent.of(length));
            }
            valued.add(Shape.of(extents));
        }
        return valued.equals(shapes) ? node.op() : node.op().withShapes(valued);
    }

    /** The draws without value on which a node depends, in the order in which its expression names them. */
    public List<Var> unvaluedDraws(Var node) {
        List<Var> draws = new ArrayList<>();
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var top = open.removeLast();
            if (fixed(top) != null || !seen.add(top)) {
                continue;
            }
            if (top.op() instanceof RandomOp) {
                draws.add(top);
            }
            open.addAll(Graph.dependencies(top).reversed());
        }
        return draws;
    }
}
