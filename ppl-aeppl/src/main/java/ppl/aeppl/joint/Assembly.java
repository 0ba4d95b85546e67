package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.rule.Deriver;
import ppl.aeppl.rule.Environment;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleRegistry;
import ppl.aeppl.rule.WithoutDensity;
import ppl.aeppl.rule.gaussian.ConditionalNormals;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Assembles the factors. Valued nodes are processed parents first, and those whose value determines the values of draws before the
 * others. Each gets the law that follows from the values so far, then its value replaces it downstream. A ledger checks that
 * each draw is used once.
 */
final class Assembly {

    private final RuleRegistry rules;
    private final Environment environment = new Environment();
    private final Deriver deriver;
    private final Ledger ledger = new Ledger();
    private final Map<String, ConditionalNormals.Known> unconditional = new HashMap<>();
    private final Map<String, Factor> densities = new LinkedHashMap<>();
    private final Map<String, FreeVariable> free = new LinkedHashMap<>();
    private final Summation summation = new Summation();

    Assembly(RuleRegistry rules) {
        this.deriver = new Deriver(rules, environment);
        this.rules = rules;
    }

    Law law(Var node) {
        Binding binding = new Binding.Given(node.label(), node, node, FactorKind.PRIOR);
        if (environment.fixed(node) != null) {
            throw Explanation.overdetermined(binding, freeNodes());
        }
        return switch (outcome(node)) {
            case Outcome.Derived(Law law, var _) -> law;
            case Outcome.Refused refused -> throw Explanation.of(binding, refused, environment, rules);
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        };
    }

    /** Of a law without a density, why it has none. */
    private Outcome outcome(Var node) {
        Outcome outcome = deriver.derive(node);
        return outcome instanceof Outcome.Derived(Law law, var _) && law instanceof WithoutDensity none
                ? none.refusal()
                : outcome;
    }

    /** The rules asked on the way to the law of a node, or to why there is none. */
    String derivation(Var node) {
        deriver.derive(node);
        return new DerivationTree(deriver, environment).text(node);
    }

    JointDensity assemble(List<Binding> bindings, List<Joint.Potential> potentials) {
        Precedence precedence = new Precedence(bindings);
        Set<Binding> pending = new LinkedHashSet<>(precedence.sorted());
        while (!pending.isEmpty()) {
            pending = pass(precedence, pending);
        }
        List<Factor> factors = new ArrayList<>();
        List<FreeVariable> variables = new ArrayList<>();
        for (Binding b : bindings) {
            factors.add(densities.get(b.name()));
            FreeVariable variable = free.get(b.name());
            if (variable != null) {
                variables.add(variable);
                LogTerms jacobian = Unconstrained.jacobian(variable);
                if (!jacobian.terms().isEmpty()) {
                    factors.add(new Factor(b.name(), FactorKind.JACOBIAN, jacobian, List.of(), null));
                }
            }
        }
        potentials.forEach(p -> factors.add(potential(p)));
        requireNoDraws(factors);
        Map<String, Law> laws = new LinkedHashMap<>();
        densities.forEach((name, factor) -> laws.put(
                name,
                Objects.requireNonNull(factor.subject(), "a density is of a law")
                        .law()));
        return new JointDensity(summation.merged(factors, variables), variables, laws, summation, environment);
    }

    /**
     * Processes the bindings that can be processed now; returns the others. A law that uses draws without determining their
     * values waits while another binding that may determine them depends on one: so the order in which values are given does not
     * change the density.
     */
    private Set<Binding> pass(Precedence precedence, Set<Binding> pending) {
        Set<Binding> later = new LinkedHashSet<>(pending);
        Assignment waiting = null;
        Supplier<LogDensityException> stuck = null;
        for (Binding binding : pending) {
            if (environment.fixed(binding.node()) != null) {
                throw Explanation.overdetermined(binding, freeNodes());
            }
            switch (outcome(binding.node())) {
                case Outcome.Derived(Law law, var _) -> {
                    Assignment assignment = assignment(binding, law);
                    if (assignment == null) {
                        stuck = stuck != null ? stuck : () -> Explanation.unvalued(binding, environment);
                    } else if (precedence.needed(assignment.unrecovered(), binding, later, environment)) {
                        waiting = waiting != null ? waiting : assignment;
                    } else {
                        take(precedence, assignment);
                        later.remove(binding);
                    }
                }
                case Outcome.Refused refused ->
                    stuck = stuck != null ? stuck : () -> Explanation.of(binding, refused, environment, rules);
                case Outcome.NotMine _ -> throw new AssertionError("derive answers");
            }
        }
        if (later.size() == pending.size()) {
            if (waiting == null) {
                throw Objects.requireNonNull(stuck, "a binding is taken, waits or is stuck")
                        .get();
            }
            take(precedence, waiting);
            later.remove(waiting.binding());
        }
        return later;
    }

    /** Null while the value given, or the map, depends on a draw without value. Both may be computed from other valued nodes. */
    private @Nullable Assignment assignment(Binding binding, Law law) {
        return switch (binding) {
            case Binding.Free f -> Assignment.free(f, law, environment);
            case Binding.Summed s -> Assignment.summed(s, law, summation);
            case Binding.Given g -> {
                Var value = environment.fixed(g.value());
                yield value == null ? null : Assignment.given(g, law, value);
            }
        };
    }

    /** The free variables so far. */
    private List<Var> freeNodes() {
        return free.values().stream().map(FreeVariable::node).toList();
    }

    /** Adds the factor of a binding, whose value replaces its node downstream. */
    private void take(Precedence precedence, Assignment assignment) {
        Binding binding = assignment.binding();
        Var value = assignment.value().var();
        Law law = entered(assignment);
        FactorKind kind = binding instanceof Binding.Given g ? g.kind() : FactorKind.PRIOR;
        LogTerms terms = law.logDensity(assignment.value());
        Factor factor =
                new Factor(binding.name(), kind, terms, law.checks(assignment.value()), new Factor.Subject(law, value));
        if (densities.put(binding.name(), factor) != null) {
            throw new LogDensityException(
                    DensityCode.OVERDETERMINED, "two values were given under the name '" + binding.name() + "'");
        }
        if (assignment.variable() != null) {
            free.put(binding.name(), assignment.variable());
        }
        assignment.recovered().forEach((source, v) -> environment.bind(source, v.var()));
        environment.bind(binding.node(), assignment.variable() != null ? value.called(binding.name()) : value);
        List<Var> valued = new ArrayList<>(assignment.recovered().keySet());
        valued.add(binding.node());
        deriver.forget(valued, precedence::users);
    }

    /** The law of what is assigned, with its draws in the ledger: of part of a Gaussian whose other parts have values, given these. */
    private Law entered(Assignment assignment) {
        Binding binding = assignment.binding();
        Law law = assignment.law();
        List<ConditionalNormals.Known> others = ledger.sharing(law.type().sources()).stream()
                .map(other -> Objects.requireNonNull(unconditional.get(other.name()), "it has been taken"))
                .toList();
        unconditional.put(
                binding.name(),
                new ConditionalNormals.Known(law, assignment.value().var()));
        Optional<Law> conditional = others.isEmpty() ? Optional.empty() : ConditionalNormals.of(law, others);
        if (conditional.isEmpty()) {
            ledger.discharge(binding, law, environment);
            return law;
        }
        ledger.enter(binding, law);
        return conditional.get();
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
        Var real = Functions.toFloat(term);
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
