package ppl.aeppl.law;

import java.util.List;
import java.util.Map;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a random node given everything on which it depends: a type and operations that build graph. Parameters are
 * nodes without randomness; a law never looks at the draw itself.
 *
 * <p><b>Shapes:</b> values have the shape of a draw, log-densities that of {@link LawType#batchShape()}.
 *
 * <p><b>Units:</b> natural logs, in the space of the draw (not unconstrained).
 */
public interface Law {

    /** For messages, such as {@code Normal(mu=0.0, sigma=sigma)}. */
    String describe();

    /** What kind of law it is. */
    LawType type();

    /**
     * The log-density at a value, per batch element.
     *
     * <p><b>Numerics:</b> exactly −∞ outside the support, never NaN there, and with gradient 0 in the value. Infinite values lie in
     * no support of a law with a density. A value that is NaN gives −∞ or NaN, never another number; models refuse such
     * data, so that no law has to check each value.
     */
    LogTerms logDensity(Value value);

    /** Points with a probability of their own, if the base measure has atoms. */
    default List<Atom> atoms() {
        return List.of();
    }

    /** Probabilities of intervals. */
    default Capability<EventProbability> events() {
        return Capability.absent(describe() + " gives no probability of an interval");
    }

    /** The inverse distribution function. */
    default Capability<Quantile> quantile() {
        return Capability.absent(describe() + " gives no closed quantile function");
    }

    /** The law in a closed form, such as {@link GaussianForm}. */
    default <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return Capability.absent(describe() + " has no " + kind.getSimpleName());
    }

    /**
     * The law of some of its elements, each independent of the others: of a slice of it, of it with its axes in another order, or of
     * several independent copies of its elements. An element is one along the batch axes; events stay whole.
     */
    default Capability<Law> elements(Rearrangement by) {
        return Capability.absent(describe() + " does not say how its elements are taken apart");
    }

    /** Mean and variance. */
    default Capability<Moments> moments() {
        return Capability.absent(describe() + " gives no closed moments");
    }

    /** The values of draws that a value of this node implies; empty if the map from draws to node is not one-to-one. */
    default Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    /** A typical value well inside the support, of the type of a draw: where a search may start. */
    Var supportPoint();

    /** A draw as a graph over random bits. */
    Var draw(KeyVar key);

    /** The constraints on its parameters. */
    List<ParameterCheck> checks();

    /**
     * The constraints on its parameters at a value: also on those that depend on parts of the value, where each part is given those
     * before it. A law whose density is another law's asks that one.
     */
    default List<ParameterCheck> checks(Value value) {
        return checks();
    }
}
