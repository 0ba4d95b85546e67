package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.RuleRegistry;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.Var;

/**
 * A request for a joint log-density: which random nodes have values, and which terms to add. Immutable; every method
 * gives a new request.
 *
 * {@snippet :
 * Var mu = Normal.of(Var.constant(0.0), Var.constant(10.0)).draw("mu");
 * Var sigma = HalfNormal.of(Var.constant(1.0)).draw("sigma");
 * Var y = Normal.of(mu, sigma).draw("y", 3);
 * JointDensity density = Joint.empty()
 *         .free("mu", mu)
 *         .free("sigma", sigma)
 *         .observe("y", y, Var.constant(1.2, 0.7, 2.1))
 *         .derive();
 * Var logp = density.total(Checks.NEG_INF); // a function of density.unconstrained()
 * }
 */
public final class Joint {

    private final List<Binding> bindings;
    private final List<Potential> potentials;
    private final RuleRegistry rules;

    /** A term that the user adds. */
    record Potential(String name, Var term) {}

    private Joint(List<Binding> bindings, List<Potential> potentials, RuleRegistry rules) {
        this.bindings = List.copyOf(bindings);
        this.potentials = List.copyOf(potentials);
        this.rules = rules;
    }

    /**
     * A request without values, with all rules that are present.
     *
     * @throws ppl.aeppl.LogDensityException as {@link BuiltinRules#andProvided}
     */
    public static Joint empty() {
        return empty(BuiltinRules.andProvided());
    }

    /** A request without values, with given rules. */
    public static Joint empty(RuleRegistry rules) {
        return new Joint(List.of(), List.of(), rules);
    }

    /** A free node, computed from unconstrained coordinates by the map of its support; these are a new input of this name. */
    public Joint free(String name, Var node) {
        return with(new Binding.Free(name, node, null, null));
    }

    /**
     * A free node, with coordinates of the type that the map onto its support needs ({@link Bijector#unconstrained}), such as a
     * part of a longer vector.
     */
    public Joint free(String name, Var node, Var unconstrained) {
        return with(new Binding.Free(name, node, unconstrained, null));
    }

    /**
     * A free node, with the caller's map, which may depend on other nodes of this request: {@code x = mu + sigma u} makes a normal
     * variable non-centred.
     */
    public Joint free(String name, Var node, Var unconstrained, Bijector bijector) {
        return with(new Binding.Free(name, node, unconstrained, bijector));
    }

    /** A node that was observed. */
    public Joint observe(String name, Var node, Var value) {
        return with(new Binding.Given(name, node, value, FactorKind.LIKELIHOOD));
    }

    /** A node whose value is given in its own space, as a prior: no map, no Jacobian. */
    public Joint value(String name, Var node, Var value) {
        return with(new Binding.Given(name, node, value, FactorKind.PRIOR));
    }

    /**
     * A node that is summed out: the density is that of all others, whatever the node is. It must have finitely many values, which are
     * known; each element of a tensor is a variable of its own. {@link JointDensity#recover} draws it back.
     */
    public Joint marginalize(String name, Var node) {
        return with(new Binding.Summed(name, node));
    }

    /** A term of any shape added to the log-density. */
    public Joint potential(String name, Var term) {
        List<Potential> more = new ArrayList<>(potentials);
        more.add(new Potential(name, term));
        return new Joint(bindings, more, rules);
    }

    private Joint with(Binding binding) {
        List<Binding> more = new ArrayList<>(bindings);
        more.add(binding);
        return new Joint(more, potentials, rules);
    }

    /**
     * The law of a random node on its own, with nothing else valued.
     *
     * @throws ppl.aeppl.LogDensityException if none can be derived: with code OVERDETERMINED if the node is not random, else with
     *     the code of the rule that refused, such as NO_RULE or DEPENDENT_OPERANDS
     */
    public static Law law(Var node) {
        return new Assembly(BuiltinRules.andProvided()).law(node);
    }

    /**
     * The joint log-density.
     *
     * @throws ppl.aeppl.LogDensityException if there is none: OVERDETERMINED or SOURCE_CONSUMED_TWICE if values fix a draw twice,
     *     UNVALUED_SOURCE if a draw is left without value, VALUE_TYPE if a value does not fit its node, ATOMS or DOMAIN_NOT_COVERED
     *     if a free node cannot be sampled under its map, NOT_SUMMABLE if a node cannot be summed out, else the code of the rule that refused, such as NO_RULE
     */
    public JointDensity derive() {
        return new Assembly(rules).assemble(bindings, potentials);
    }
}
