package ppl.graph.resize;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.RandomOp;

/**
 * A graph, or a body inside it, with the axes of its nodes. Walks go on where data were folded, so that what was computed of them is
 * read too.
 */
final class Reading {

    private static final int DEEPEST_COPY = 100;

    private final @Nullable Reading outer;
    private final boolean expansion;
    private final Findings findings;
    private final Map<Var, Occurrence> known = new IdentityHashMap<>();
    private final List<Occurrence> order = new ArrayList<>();

    private Reading(@Nullable Reading outer, boolean expansion, Findings findings) {
        this.outer = outer;
        this.expansion = expansion;
        this.findings = findings;
    }

    /** A graph of which nothing is read yet. */
    static Reading of(Findings findings) {
        return new Reading(null, false, findings);
    }

    /** A body of an operation of this graph. */
    Reading body() {
        return new Reading(this, expansion, findings);
    }

    /**
     * What an op of this graph stands for. Only which axes are one is learnt from it: with other lengths it is
     * another.
     */
    Reading expansion() {
        return new Reading(this, true, findings);
    }

    /** Whether it is what an op stands for. */
    boolean isExpansion() {
        return expansion;
    }

    /** What is found. */
    Findings findings() {
        return findings;
    }

    /** The nodes, operands before users. */
    List<Occurrence> order() {
        return order;
    }

    /** Lets a parameter stand for something outside. */
    void stand(Var parameter, List<Occurrence> of, Axis[] axes) {
        known.put(parameter, new Occurrence(parameter, of, axes));
    }

    /** What a node was read as; a parameter of a body too. */
    Occurrence at(Var node) {
        Occurrence o = known.get(node);
        if (o == null) {
            throw new AssertionError("not read: " + node);
        }
        return o;
    }

    /** Reads what a node is computed from. */
    Occurrence read(Var output) {
        List<Var> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Var node = open.getLast();
            if (known.containsKey(node)) {
                open.removeLast();
                continue;
            }
            int before = open.size();
            for (Var x : node.unfolded().inputs()) {
                if (!known.containsKey(x)) {
                    open.add(x);
                }
            }
            if (open.size() == before) {
                open.removeLast();
                known.put(node, made(node));
            }
        }
        return use(output, 0);
    }

    private Occurrence made(Var node) {
        boolean leaf =
                switch (node.op()) {
                    case Constant _ -> node.unfolded() == node;
                    case Input _, RandomOp _ -> true; // of which a length was folded
                    default -> false;
                };
        return leaf && outer != null && !expansion ? outer.read(node) : made(node, 0);
    }

    private Occurrence made(Var node, int depth) {
        requireKnown(node);
        List<Occurrence> operands = new ArrayList<>();
        for (Var x : node.unfolded().inputs()) {
            operands.add(use(x, depth));
        }
        Occurrence o = new Occurrence(node, operands);
        new AxisRules(this, o).apply();
        o.settle();
        order.add(o);
        if (!expansion) {
            findings.all.add(o);
        }
        return o;
    }

    private static void requireKnown(Var node) {
        if (!node.shape().isKnown()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the shape of " + node.describe()
                            + " is known only when the graph runs, so it is not known what becomes of"
                            + " it with other data: build the model anew, with these data");
        }
    }

    /** A node as it is where it is used: something that could have any length may be of another one in the next place. */
    private Occurrence use(Var node, int depth) {
        Occurrence o = at(node);
        if (o.isUsed() && o.isGeneric() && depth < DEEPEST_COPY && findings.mayCopy()) {
            Occurrence copy = made(node, depth + 1);
            copy.use();
            return copy;
        }
        o.use();
        return o;
    }
}
