package ppl.aeppl.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * Laws of nodes one after another, each given the values of those before: so a joint density is a product. What is given here is
 * seen here only.
 */
public final class Sequence {

    private final RuleRegistry rules;
    private final Environment environment;

    Sequence(RuleRegistry rules, Environment environment) {
        this.rules = rules;
        this.environment = environment.copy();
    }

    /** Whether a node is random, given the values so far. */
    public boolean isRandom(Var node) {
        return environment.fixed(node) == null;
    }

    /** A node with the values in the place of nodes that have some; null if it is random. */
    public @Nullable Var fixed(Var node) {
        return environment.fixed(node);
    }

    /** The draws without value on which a node depends. */
    public List<Var> draws(Var node) {
        return environment.unvaluedDraws(node);
    }

    /** The law of a node given the values so far, or why there is none. */
    public Outcome derive(Var node) {
        return new Deriver(rules, environment).derive(node);
    }

    /** Gives a node a value, and with it the draws that its law says follow from it. */
    public void give(Var node, Law law, Value value) {
        law.recover(value).forEach((draw, v) -> environment.bind(draw, v.var()));
        environment.bind(node, value.var());
    }
}
