package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.bijector.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Deriver;
import ppl.aeppl.rule.Environment;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleRegistry;
import ppl.graph.DType;
import ppl.graph.Elementwise;
import ppl.graph.Extent;
import ppl.graph.Graph;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Puts factors together. Valued nodes are taken parents first; each is given the law that follows from the values so far,
 * then its value replaces it downstream. A ledger holds every draw to being used once.
 */
final class Assembly {

    private final RuleRegistry rules;
    private final Environment environment = new Environment();
    private final Ledger ledger = new Ledger();
    private final Map<String, Factor> densities = new LinkedHashMap<>();
    private final Map<String, FreeVariable> free = new LinkedHashMap<>();

    Assembly(RuleRegistry rules) {
        this.rules = rules;
    }

    Law law(Var node) {
        Binding binding = new Binding.Given(node.label(), node, node, FactorKind.PRIOR);
        if (environment.fixed(node) != null) {
            throw Explanation.overdetermined(binding);
        }
        return switch (new Deriver(rules, environment).derive(node)) {
            case Outcome.Derived(Law law, var _) -> law;
            case Outcome.Refused refused -> throw Explanation.of(binding, refused, environment, rules.unusable());
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        };
    }

    JointDensity assemble(List<Binding> bindings, List<Joint.Potential> potentials) {
        List<Binding> pending = parentsFirst(bindings);
        Outcome.Refused stuck = null;
        Binding stuckAt = null;
        while (!pending.isEmpty()) {
            List<Binding> later = new ArrayList<>();
            for (Binding binding : pending) {
                Outcome.Refused refused = take(binding);
                if (refused == null) {
                    continue;
                }
                if (refused.code() != DensityCode.UNVALUED_SOURCE) {
                    throw Explanation.of(binding, refused, environment, rules.unusable());
                }
                stuck = stuck == null ? refused : stuck;
                stuckAt = stuckAt == null ? binding : stuckAt;
                later.add(binding);
            }
            if (later.size() == pending.size() && stuck != null && stuckAt != null) {
                throw Explanation.of(stuckAt, stuck, environment, rules.unusable());
            }
            pending = later;
            stuck = null;
            stuckAt = null;
        }
        List<Factor> factors = new ArrayList<>();
        List<FreeVariable> variables = new ArrayList<>();
        for (Binding b : bindings) {
            factors.add(densities.get(b.name()));
            FreeVariable variable = free.get(b.name());
            if (variable != null) {
                variables.add(variable);
                LogTerms jacobian = variable.bijector().logJacobian(variable.unconstrained());
                if (!jacobian.terms().isEmpty()) {
                    factors.add(new Factor(b.name(), FactorKind.JACOBIAN, jacobian, List.of(), null));
                }
            }
        }
        potentials.forEach(p -> factors.add(potential(p)));
        requireNoDraws(factors);
        return new JointDensity(factors, variables, environment);
    }

    private static List<Binding> parentsFirst(List<Binding> bindings) {
        Map<Var, Integer> position = new IdentityHashMap<>();
        for (Var node : Graph.order(bindings.stream().map(Binding::node).toList())) {
            position.put(node, position.size());
        }
        List<Binding> sorted = new ArrayList<>(bindings);
        sorted.sort(Comparator.comparing(b -> position.getOrDefault(b.node(), 0)));
        return sorted;
    }

    /** Adds the factor of a binding; the refusal if it has no law (yet). */
    private Outcome.@Nullable Refused take(Binding binding) {
        Var node = binding.node();
        if (environment.fixed(node) != null) {
            throw Explanation.overdetermined(binding);
        }
        switch (new Deriver(rules, environment).derive(node)) {
            case Outcome.Refused refused -> {
                return refused;
            }
            case Outcome.Derived(Law law, var _) -> {
                ledger.discharge(binding.name(), law);
                Value value = valueOf(binding, law);
                FactorKind kind = binding instanceof Binding.Given g ? g.kind() : FactorKind.PRIOR;
                LogTerms terms = law.logDensity(value);
                Factor factor =
                        new Factor(binding.name(), kind, terms, law.checks(), new Factor.Subject(law, value.var()));
                if (densities.put(binding.name(), factor) != null) {
                    throw new LogDensityException(
                            DensityCode.OVERDETERMINED,
                            "two values were given under the name '" + binding.name() + "'");
                }
                law.recover(value).forEach((source, v) -> environment.bind(source, v.var()));
                environment.bind(
                        node, binding instanceof Binding.Free ? value.var().called(binding.name()) : value.var());
                return null;
            }
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        }
    }

    private Value valueOf(Binding binding, Law law) {
        TensorType type = law.type().draw();
        return switch (binding) {
            case Binding.Given(String name, var _, Var value, var _) ->
                Value.of(fitted(name, valued(name, value), type));
            case Binding.Free f -> {
                Bijector bijector = f.bijector() != null
                        ? f.bijector()
                        : Bijector.of(law.type().support());
                Var u = f.unconstrained() == null
                        ? Var.input(f.name(), type)
                        : fitted(f.name(), f.unconstrained(), type);
                Value value = bijector.forward(u);
                free.put(f.name(), new FreeVariable(f.name(), f.node(), u, value, bijector, law));
                yield value;
            }
        };
    }

    /** A value may itself be computed from other valued nodes. */
    private Var valued(String name, Var value) {
        Var fixed = environment.fixed(value);
        if (fixed == null) {
            throw new LogDensityException(
                    DensityCode.UNVALUED_SOURCE,
                    "the value given for '" + name + "' depends on "
                            + Explanation.names(environment.unvaluedDraws(value))
                            + ", which is random and has no value");
        }
        return fixed;
    }

    private static Var fitted(String name, Var value, TensorType type) {
        DType have = value.dtype();
        DType want = type.dtype();
        boolean widens = have == want || DType.promote(have, want) == want || (want.isFloat() && !have.isFloat());
        boolean fits = value.rank() == type.shape().rank();
        for (int a = 0; fits && a < value.rank(); a++) {
            boolean known = value.shape().extent(a) instanceof Extent.Known
                    && type.shape().extent(a) instanceof Extent.Known;
            fits = !known || value.shape().extent(a).equals(type.shape().extent(a));
        }
        if (!widens || !fits) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "the value of '" + name + "' must be " + type + ", but " + value.describe() + " was given"
                            + (fits ? "; cast it to whole numbers first" : "; give it the shape of the variable"));
        }
        return Elementwise.cast(value, want);
    }

    private Factor potential(Joint.Potential p) {
        Var term = environment.fixed(p.term());
        if (term == null) {
            throw new LogDensityException(
                    DensityCode.UNVALUED_SOURCE,
                    "the potential '" + p.name() + "' depends on "
                            + Explanation.names(environment.unvaluedDraws(p.term()))
                            + ", which is random and has no value"
                            + "\n  to fix: give it a value, or take it out of the potential");
        }
        Var real = Elementwise.toFloat(term);
        return new Factor(
                p.name(), FactorKind.POTENTIAL, LogTerms.zero(real.shape()).plus(real), List.of(), null);
    }

    /** Values given by the caller could smuggle draws in; everything else cannot. */
    private static void requireNoDraws(List<Factor> factors) {
        List<Var> outputs = new ArrayList<>();
        for (Factor f : factors) {
            f.terms().terms().forEach(t -> outputs.add(t.body()));
            f.checks().forEach(c -> outputs.add(c.holds()));
        }
        for (Var node : Graph.order(outputs)) {
            if (node.op() instanceof RandomOp) {
                throw new LogDensityException(
                        DensityCode.UNVALUED_SOURCE,
                        "the draw '" + node.label() + "' is left in the joint log-density");
            }
        }
    }
}
