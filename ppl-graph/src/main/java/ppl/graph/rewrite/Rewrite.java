package ppl.graph.rewrite;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * A named rule that replaces a node by one of equal value and type.
 *
 * @param name unique, {@code area.what}: by it the rule is traced and excluded
 * @param phase when it applies
 * @param tags groups by which rules are excluded together
 * @param note where old and new value may differ (rounding apart), or "exact"
 * @param rule the replacement, or null where the rule does not apply
 */
public record Rewrite(String name, Phase phase, Set<String> tags, String note, Rule rule) {

    /** When rules apply, in this order. */
    public enum Phase {
        /** One form for what may be written in many. */
        CANONICALISE,
        /** Forms that keep their digits in the tails. */
        STABILISE,
        /** Forms that cost less. */
        SPECIALISE
    }

    /** The replacement of a node. */
    @FunctionalInterface
    public interface Rule {
        /** A node of equal value and type, or null. */
        @Nullable
        Var apply(Var node);
    }

    /** Copies the tags. */
    public Rewrite {
        tags = Set.copyOf(tags);
    }

    /** A rule without tags. */
    public static Rewrite of(String name, Phase phase, String note, Rule rule) {
        return new Rewrite(name, phase, Set.of(), note, rule);
    }
}
