package ppl.graph;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.RandomOp;

/**
 * The nodes that a function written by the user asks for while it runs: they are the inside of its body, whether or not an equal
 * node was there before. What it uses and did not ask for is captured. Which nodes these are depends on what the function does
 * alone, not on which nodes happen to be alive.
 */
final class Recording {

    private static final ScopedValue<Recording> CURRENT = ScopedValue.newInstance();

    private final Set<Var> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final @Nullable Recording outer = CURRENT.isBound() ? CURRENT.get() : null;

    /** Runs a function and keeps what it asks for. */
    <T> T run(Supplier<T> function) {
        return ScopedValue.where(CURRENT, this).call(function::get);
    }

    /** Notes that a node was asked for, by whatever functions are running on this thread. */
    static void note(Var node) {
        if (!CURRENT.isBound()) {
            return;
        }
        for (Recording r = CURRENT.get(); r != null; r = r.outer) {
            r.asked.add(node);
        }
    }

    /** What results are computed from and the function did not ask for, each with the lengths of its type before it. */
    void capture(List<Var> results, Set<Var> captured) {
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Var> open = new ArrayDeque<>(results);
        while (!open.isEmpty()) {
            Var node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (isInside(node)) {
                Graph.dependencies(node).reversed().forEach(open::push);
            } else {
                withLengths(node, captured);
            }
        }
    }

    /** A draw that the function made and results are computed from; null if there is none. */
    @Nullable
    Var draw(List<Var> results) {
        return Graph.order(results).stream()
                .filter(x -> x.op() instanceof RandomOp && asked.contains(x))
                .findFirst()
                .orElse(null);
    }

    /** Constants, counts and repetitions are inside wherever they were made: they are cheaper than what they would be given by. */
    private boolean isInside(Var node) {
        return switch (node.op()) {
            case Input _, RandomOp _ -> false;
            case Constant _, Iota _, Broadcast _ -> true;
            default -> asked.contains(node);
        };
    }

    /** Adds a node after the lengths of its type. */
    static void withLengths(Var node, Set<Var> captured) {
        for (Extent e : node.shape().extents()) {
            if (e instanceof Extent.Symbolic(Var length)) {
                withLengths(length, captured);
            }
        }
        captured.add(node);
    }
}
