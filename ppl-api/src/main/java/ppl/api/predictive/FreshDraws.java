package ppl.api.predictive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.composed.Censored;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Nodes of a model with some of its variables given and all others drawn. The stream of a draw is keyed by its name, and by its number
 * among draws of that name, in the order in which the model reaches them.
 */
final class FreshDraws {

    private final KeyVar key;
    private final Rules rules;
    private final Map<String, Integer> occurrences = new HashMap<>();
    private final List<DrawConstraint> constraints = new ArrayList<>();

    private FreshDraws(KeyVar key, Rules rules) {
        this.key = key;
        this.rules = rules;
    }

    /** What is drawn in another way than from its distribution by the key of its name. */
    @FunctionalInterface
    interface Rules {
        /**
         * The value of a draw; null for the usual one.
         *
         * @param node the draw in the model
         * @param draw its family
         * @param operands its parameters, as functions of key and what is given
         * @param key that of its name
         */
        @Nullable
        Var value(Var node, RandomOp draw, List<Var> operands, KeyVar key);

        /** All as usual. */
        static Rules none() {
            return (_, _, _, _) -> null;
        }

        /** What is censored as it was before. */
        static Rules latent() {
            return (_, draw, operands, key) -> draw.family() instanceof Censored censored
                    ? censored.latent(operands, draw.batch()).draw(key)
                    : null;
        }

        /** These, and others where they say nothing. */
        default Rules or(Rules others) {
            return (node, draw, operands, key) -> {
                Var value = value(node, draw, operands, key);
                return value != null ? value : others.value(node, draw, operands, key);
            };
        }
    }

    /**
     * Nodes as functions of key and what is given.
     *
     * @param values the nodes
     * @param constraints those of all draws that may not hold
     */
    record Drawn(List<Var> values, List<DrawConstraint> constraints) {

        /** The constraints of draws that some nodes of the model depend on. */
        List<DrawConstraint> of(List<Var> nodes) {
            List<Var> ancestors = Graph.order(nodes);
            return constraints.stream()
                    .filter(c -> ancestors.stream().anyMatch(a -> a == c.node()))
                    .toList();
        }
    }

    /**
     * Nodes of a model, drawn together: a draw that they share is drawn once. All of a kind must be asked for at once, whatever is needed of
     * them, since their order numbers the draws of one name.
     *
     * @throws SamplingException with code MODEL if one cannot be drawn, or its shape depends on a random value
     */
    static Drawn of(List<Var> nodes, Map<Var, Var> given, KeyVar key, Rules rules) {
        FreshDraws draws = new FreshDraws(key, rules);
        return new Drawn(Substitution.rebuild(nodes, given, draws::drawn), draws.constraints);
    }

    /** Whether a node is a draw that is censored. */
    static boolean isCensored(Var node) {
        return node.op() instanceof RandomOp draw && draw.family() instanceof Censored;
    }

    private @Nullable Var drawn(Var node, Op op, List<Var> operands) {
        if (!(op instanceof RandomOp draw)) {
            return null;
        }
        String name = draw.site().name();
        String why = draw.family().whyNoDraws();
        if (why != null) {
            throw new SamplingException(SamplingCode.MODEL, "'" + name + "' cannot be drawn: " + why);
        }
        if (!node.shape().isKnown()) {
            throw new SamplingException(
                    SamplingCode.MODEL,
                    "the shape " + node.shape() + " of '" + name
                            + "' depends on a random value; results need as many elements of every draw");
        }
        for (ParameterCheck c : draw.family().checks(operands)) {
            if (!c.holds().isSplat(1)) {
                constraints.add(new DrawConstraint(name, node, c));
            }
        }
        int occurrence = occurrences.merge(name, 1, Integer::sum) - 1;
        KeyVar own = key.fold(name).fold(occurrence);
        Var value = rules.value(node, draw, operands, own);
        return value != null ? value : draw.draw(own, operands);
    }
}
