package ppl.aeppl.joint;

import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A variable to be sampled.
 *
 * @param name its name
 * @param node the random node
 * @param unconstrained the coordinates that samplers move, of the type that the bijector gives them: an input that is made when the law
 *     is known, or the node that the caller gave
 * @param value the value of the node, a function of {@code unconstrained} (and, where bounds depend on them, of others)
 * @param bijector the map between the two, a function of the values of other variables if it depends on them
 * @param law the law of the node given the values of its parents
 */
public record FreeVariable(String name, Var node, Var unconstrained, Value value, Bijector bijector, Law law) {

    /** A start: the law's support point in unconstrained space; a function of other variables where the law is. */
    public Var start() {
        return Functions.broadcastTo(bijector.inverse(law.supportPoint()), unconstrained.shape());
    }
}
