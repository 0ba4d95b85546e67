package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.marginal.Separation;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.rewrite.Rewriter;

/**
 * The log-density of some free variables given all others, up to a constant: the factors of a joint log-density that depend on them.
 * Like that, it is a function of the unconstrained values of all.
 */
public final class ConditionalDensity {

    private final JointDensity joint;
    private final Set<Var> moved;
    private final List<Factor> factors;

    private ConditionalDensity(JointDensity joint, Set<Var> moved, List<Factor> factors) {
        this.joint = joint;
        this.moved = moved;
        this.factors = factors;
    }

    /** Of some of the free variables of a joint log-density. */
    static ConditionalDensity of(JointDensity joint, List<FreeVariable> variables) {
        Set<Var> moved = Collections.newSetFromMap(new IdentityHashMap<>());
        variables.forEach(v -> moved.add(v.unconstrained()));
        List<Factor> depending =
                joint.factors().stream().filter(f -> dependsOn(f, moved)).toList();
        return new ConditionalDensity(joint, moved, depending);
    }

    private static boolean dependsOn(Factor f, Set<Var> moved) {
        return Graph.order(nodes(f)).stream().anyMatch(moved::contains);
    }

    private static List<Var> nodes(Factor f) {
        List<Var> nodes = new ArrayList<>();
        f.terms().terms().forEach(t -> nodes.add(t.body()));
        f.checks().forEach(c -> nodes.add(c.holds()));
        return nodes;
    }

    /** The factors, in the order of the joint log-density. */
    public List<Factor> factors() {
        return factors;
    }

    /** Whether these are all factors, so that it is the joint log-density itself. */
    public boolean isTotal() {
        return factors.size() == joint.factors().size();
    }

    /**
     * A float64 scalar, as {@link JointDensity#total} is; checks of other factors are left to them. If it has not all factors, summands inside of
     * factors that do not depend on the variables are left out too.
     */
    public Var total(Checks checks) {
        if (isTotal()) {
            return joint.total(factors, checks);
        }
        List<Var> all = new ArrayList<>();
        factors.forEach(f -> all.addAll(nodes(f)));
        WithoutConstants less = WithoutConstants.of(Dependents.of(all, moved));
        return joint.total(
                factors.stream()
                        .map(f -> new Factor(f.name(), f.kind(), less.apply(f.terms()), f.checks(), f.subject()))
                        .toList(),
                checks);
    }

    /**
     * For each element of a single variable the sum of the terms that depend on it, −∞ where a check of one fails: a float64 vector, elements in
     * row-major order.
     *
     * @return empty if elements may meet in a term, so that they may depend on each other given all else
     */
    public Optional<Var> parts() {
        if (moved.size() != 1) {
            return Optional.empty();
        }
        List<Var> all = new ArrayList<>();
        factors.forEach(f -> all.addAll(nodes(f)));
        Dependents dependents = Dependents.of(all, moved);
        List<LogTerms> terms =
                factors.stream().map(f -> Summation.guarded(f, dependents)).toList();
        return Separation.parts(terms, moved.iterator().next()).map(Rewriter.stabilising()::apply);
    }
}
