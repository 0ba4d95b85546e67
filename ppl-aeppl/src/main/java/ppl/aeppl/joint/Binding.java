package ppl.aeppl.joint;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Bijector;
import ppl.graph.Var;

/** How a random node gets its value. */
sealed interface Binding {

    /** The variable's name. */
    String name();

    /** The random node. */
    Var node();

    /**
     * Free: to be sampled.
     *
     * @param unconstrained the coordinates; null: a new input
     * @param bijector the map to the support, in which there may be nodes with values; null: the one that belongs to the support
     */
    record Free(
            String name,
            Var node,
            @Nullable Var unconstrained,
            @Nullable Bijector bijector) implements Binding {}

    /** Summed out: its values are finitely many. */
    record Summed(String name, Var node) implements Binding {}

    /** Given in the space of the node. */
    record Given(String name, Var node, Var value, FactorKind kind) implements Binding {}
}
