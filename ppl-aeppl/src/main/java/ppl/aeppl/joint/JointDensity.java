package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Environment;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.rewrite.Rewriter;

/** A joint log-density as a graph without draws, factor by factor. */
public final class JointDensity {

    private final List<Factor> factors;
    private final List<FreeVariable> free;
    private final Map<String, Law> laws;
    private final Summation summation;
    private final Environment environment;

    JointDensity(
            List<Factor> factors,
            List<FreeVariable> free,
            Map<String, Law> laws,
            Summation summation,
            Environment environment) {
        this.factors = List.copyOf(factors);
        this.free = List.copyOf(free);
        this.laws = laws;
        this.summation = summation;
        this.environment = environment;
    }

    /** The summands, in the order in which variables were given; the Jacobian of a variable follows its density. */
    public List<Factor> factors() {
        return factors;
    }

    /** The free variables, in the order in which they were given. */
    public List<FreeVariable> free() {
        return free;
    }

    /** The variables that are summed out, in the order in which they were processed. */
    public List<SummedVariable> summed() {
        return summation.variables();
    }

    /**
     * The law of a variable given the values of its parents; summed variables are named in it by stand-ins.
     *
     * @throws IllegalArgumentException if no variable has the name
     */
    public Law law(String name) {
        Law law = laws.get(name);
        if (law == null) {
            throw new IllegalArgumentException("no variable is called '" + name + "'; those are " + laws.keySet());
        }
        return law;
    }

    /**
     * A draw of all {@link #summed} variables from their joint distribution given the values of all others, by node: exact, one draw
     * after the other from the tables that the density was summed in. Functions of the {@link #unconstrained} values and the key.
     *
     * @param key one key
     */
    public Map<Var, Var> recover(KeyVar key) {
        return summation.draw(key);
    }

    /**
     * The log-density of each batch element of an observed variable, given the free variables: of one that depends on a summed variable
     * with that summed out, where each element has one of its elements to itself. Unchecked, as {@link Factor#elementwise}.
     *
     * @return empty if the variable was not observed, or its density is no product over its batch elements, since what was summed out ties
     *     them
     */
    public Optional<Var> pointwise(String name) {
        return factors.stream()
                .filter(f -> f.kind() == FactorKind.LIKELIHOOD && f.name().equals(name))
                .findFirst()
                .map(Factor::elementwise)
                .or(() -> summation.pointwise(name));
    }

    /** The unconstrained values of which everything here is a function, one for each of {@link #free}. */
    public List<Var> unconstrained() {
        return free.stream().map(FreeVariable::unconstrained).toList();
    }

    /**
     * The joint log-density, a float64 scalar, with the Jacobians: a density in unconstrained space. Where a check fails it is −∞ or an
     * error, as {@code checks} says. It has been rewritten by the rules that keep digits, so that it can be differentiated: the value
     * and gradient of {@code bernoulli(sigmoid(x))} are as accurate as those of {@code bernoulliLogit(x)}.
     *
     * @throws LogDensityException with code PARAMETER if {@code checks} is RAISE and a constant parameter violates its constraint
     */
    public Var total(Checks checks) {
        return total(factors, checks);
    }

    /** The same of some of the factors. */
    Var total(List<Factor> summands, Checks checks) {
        return Rewriter.stabilising().apply(checked(summands, summands, checks));
    }

    /**
     * What this says of some of the free variables given all others.
     *
     * @param variables some of {@link #free}
     */
    public ConditionalDensity conditional(List<FreeVariable> variables) {
        return ConditionalDensity.of(this, variables);
    }

    private Var checked(List<Factor> summands, List<Factor> checking, Checks checks) {
        Var total = sum(summands);
        if (checks == Checks.RAISE) {
            raiseConstantViolations();
        }
        if (checks == Checks.NEG_INF) {
            Var holds = Var.constant(true);
            for (ParameterCheck c : checks(checking)) {
                Var all = Functions.all(c.holds());
                holds = holds.isSplat(1) ? all : Functions.and(holds, all);
            }
            return Functions.where(holds, total, Var.constant(Double.NEGATIVE_INFINITY));
        }
        return total;
    }

    /** The joint log-density of the constrained values: without Jacobians, unchecked. */
    public Var totalWithoutJacobians() {
        return Rewriter.stabilising().apply(sum(withoutJacobians()));
    }

    /**
     * The same, with checks.
     *
     * @throws LogDensityException as {@link #total}
     */
    public Var totalWithoutJacobians(Checks checks) {
        return Rewriter.stabilising().apply(checked(withoutJacobians(), factors, checks));
    }

    private List<Factor> withoutJacobians() {
        return factors.stream().filter(f -> f.kind() != FactorKind.JACOBIAN).toList();
    }

    private static Var sum(List<Factor> factors) {
        return factors.stream().map(Factor::total).reduce(Var.constant(0.0), Var::plus);
    }

    /** The constraints on parameters that are not certain to hold. */
    public List<ParameterCheck> checks() {
        return checks(factors);
    }

    private static List<ParameterCheck> checks(List<Factor> checking) {
        Set<ParameterCheck> checks = new LinkedHashSet<>();
        for (Factor f : checking) {
            f.checks().stream().filter(c -> !c.holds().isSplat(1)).forEach(checks::add);
        }
        return List.copyOf(checks);
    }

    /** For each of {@link #checks} whether it is violated: a bool vector to compute beside the density. */
    public Var violations() {
        List<Var> violated = checks().stream()
                .map(c -> Functions.not(Functions.all(c.holds())))
                .toList();
        return violated.isEmpty()
                ? Var.constant(Tensor.of(new boolean[0], 0))
                : Functions.vector(violated.toArray(Var[]::new));
    }

    /** The error for a violation. */
    public LogDensityException violation(ParameterCheck check) {
        return new LogDensityException(DensityCode.PARAMETER, check.message());
    }

    private void raiseConstantViolations() {
        for (ParameterCheck c : checks()) {
            if (c.violation() != null) {
                throw violation(c);
            }
        }
    }

    /**
     * Any nodes of the model as functions of the unconstrained values: deterministic quantities, constrained values.
     *
     * @throws LogDensityException with code UNVALUED_SOURCE if one depends on a draw without value
     */
    public List<Var> valuesOf(List<Var> nodes) {
        List<Var> values = new ArrayList<>();
        for (Var node : nodes) {
            Var value = environment.fixed(node);
            if (value == null) {
                throw new LogDensityException(
                        DensityCode.UNVALUED_SOURCE,
                        node.describe() + " depends on " + Explanation.names(environment.unvaluedDraws(node))
                                + ", which is random and has no value");
            }
            String unvalued = summation.names(value);
            if (!unvalued.isEmpty()) {
                throw new LogDensityException(
                        DensityCode.UNVALUED_SOURCE,
                        node.describe() + " depends on " + unvalued
                                + ", which is summed out, so it has no value; draw it back first");
            }
            values.add(value);
        }
        return values;
    }

    /** A start for each of {@link #free}: support points in unconstrained space, parents first, free of variables. */
    public List<Var> start() {
        Map<Var, Var> started = new IdentityHashMap<>();
        Map<Var, Var> byVariable = new IdentityHashMap<>();
        List<FreeVariable> parentsFirst = new ArrayList<>(free);
        Map<Var, Integer> position = new IdentityHashMap<>();
        for (Var node : Graph.order(free.stream().map(FreeVariable::node).toList())) {
            position.put(node, position.size());
        }
        parentsFirst.sort(Comparator.comparing(v -> position.getOrDefault(v.node(), 0)));
        for (FreeVariable v : parentsFirst) {
            Var start = Substitution.replace(List.of(summation.atSupportPoints(v.start())), started)
                    .getFirst();
            Var typed = v.unconstrained().dtype() == DType.F64
                    ? start
                    : start.cast(v.unconstrained().dtype());
            started.put(v.unconstrained(), typed);
            byVariable.put(v.node(), typed);
        }
        return free.stream()
                .map(v -> byVariable.getOrDefault(v.node(), v.unconstrained()))
                .toList();
    }
}
