package ppl.graph;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What messages know of a node and its op does not say: a name that it was given, or the expression that it was before it became a constant,
 * and where it was made. Whoever writes nodes down keeps it beside them.
 *
 * @param name the name or the expression; null if the node has none, or its op has it
 * @param binding how tightly the outermost operator of an expression binds, from 0 for a comparison to {@link #NAME}
 * @param origin where it was made; null if that is not known
 */
public record Remark(
        @Nullable String name, int binding, @Nullable String origin) {

    /** The binding of a name, which is no expression. */
    public static final int NAME = ExpressionText.ATOM;

    /**
     * Checks the binding.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) if there is no such one
     */
    public Remark {
        if (binding < 0 || binding > NAME) {
            throw new GraphException(
                    GraphCode.INPUT,
                    "an operator binds from 0 to " + NAME + ", not " + binding + ": correct the number");
        }
    }

    /** That on a node. */
    public static Remark of(Var node) {
        ExpressionText text = Names.of(node);
        return new Remark(
                text == null ? null : text.text(),
                text == null ? NAME : text.binding(),
                node.origin().orElse(null));
    }

    /** Makes a node with this remark on it. A node that was there already keeps its origin. */
    public Var make(Supplier<Var> making) {
        Var node = within(making);
        if (name != null) {
            Names.keep(node, new ExpressionText(name, binding));
        }
        return node;
    }

    /** What a function computes, whose nodes were made where this remark says. */
    public <T extends @Nullable Object> T within(Supplier<T> function) {
        return Origin.of(origin == null ? null : new Origin.Written(origin), function);
    }
}
