package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.marginal.Latent;
import ppl.aeppl.marginal.Marginal;
import ppl.aeppl.marginal.RowSums;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** The variables of a joint log-density that are summed out: what stands for them, and the factor that takes the place of theirs. */
final class Summation {

    private static final int NAMED = 3;

    /** The most values of a variable. */
    private static final double MOST_VALUES = 1 << 22;

    private final List<SummedVariable> variables = new ArrayList<>();
    private final List<Latent> latents = new ArrayList<>();
    private final Map<Var, Latent> byStandIn = new IdentityHashMap<>();
    private final List<Factor> summedOver = new ArrayList<>();
    private @Nullable Marginal marginal;

    /** The variables. */
    List<SummedVariable> variables() {
        return Collections.unmodifiableList(variables);
    }

    /**
     * What stands for a variable from now on.
     *
     * @throws LogDensityException with code NOT_SUMMABLE if its values are not finitely many whole numbers between known ends, VALUE_TYPE
     *     if its shape is known only in a run
     */
    Var standIn(String name, Var node, Law law) {
        TensorType type = law.type().draw();
        if (!type.shape().isKnown()) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "'" + name + "' cannot be summed out: its shape " + type.shape() + " is known only in a run"
                            + "\n  to fix: give it a known shape");
        }
        Interval values = type.dtype() == DType.BOOL
                ? Interval.UNIT
                : law.type().support().bounds();
        boolean discrete = type.dtype() == DType.BOOL || law.type().support().isDiscrete();
        double size = values.hi() - values.lo() + 1;
        if (!discrete || !(size <= MOST_VALUES)) {
            throw notSummable(name, law, discrete, size);
        }
        int first = latents.isEmpty() ? 0 : latents.getLast().end();
        Latent latent = Latent.of(name, type, (long) values.lo(), (int) Math.max(0, size), first);
        variables.add(new SummedVariable(name, node, law));
        latents.add(latent);
        byStandIn.put(latent.standIn(), latent);
        return latent.standIn();
    }

    private static LogDensityException notSummable(String name, Law law, boolean discrete, double size) {
        String why = !discrete
                ? "its law " + law.describe() + " is not of whole numbers, so there is no sum over its values"
                : size < Double.POSITIVE_INFINITY
                        ? "its law " + law.describe() + " has " + (long) size + " values, where " + (long) MOST_VALUES
                                + " are the most"
                        : "its law " + law.describe() + " has the support "
                                + law.type().support()
                                + ", which is infinite, or has no end that is known before a run";
        return new LogDensityException(
                DensityCode.NOT_SUMMABLE,
                "'" + name + "' cannot be summed out: " + why
                        + "\n  to fix: sample it instead"
                        + (discrete ? "; or choose a law with few known values, such as a categorical one" : ""));
    }

    /** The factors with one in the place of all that depend on the variables. */
    List<Factor> merged(List<Factor> factors, List<FreeVariable> free) {
        if (latents.isEmpty()) {
            return factors;
        }
        Dependents dependents = dependents(factors, free);
        free.forEach(v -> requireApart(v, dependents));
        List<Factor> merged = new ArrayList<>();
        List<Factor> kept = new ArrayList<>();
        for (Factor f : factors) {
            boolean depends = f.terms().terms().stream().anyMatch(t -> dependents.contains(t.body()))
                    || f.checks().stream().anyMatch(c -> dependents.contains(c.holds()))
                    || variables.stream().anyMatch(z -> z.name().equals(f.name()));
            (depends ? merged : kept).add(f);
        }
        summedOver.addAll(merged);
        marginal = Marginal.of(
                latents, merged.stream().map(f -> guarded(f, dependents)).toList());
        List<ParameterCheck> checks = merged.stream()
                .flatMap(f -> f.checks().stream())
                .filter(c -> !dependents.contains(c.holds()))
                .distinct()
                .toList();
        Var total = marginal.logDensity();
        kept.add(new Factor(
                names(), FactorKind.MARGINAL, LogTerms.zero(total.shape()).plus(total), checks, null));
        return kept;
    }

    /**
     * The log-density of each batch element of a variable whose factor is among those that were summed over; empty if it is no product over
     * these.
     */
    Optional<Var> pointwise(String name) {
        Factor factor = summedOver.stream()
                .filter(f -> f.name().equals(name) && f.kind() == FactorKind.LIKELIHOOD)
                .findFirst()
                .orElse(null);
        if (factor == null) {
            return Optional.empty();
        }
        Dependents dependents = dependents(summedOver, List.of());
        for (int z = 0; z < latents.size(); z++) {
            Var standIn = latents.get(z).standIn();
            List<Factor> users =
                    summedOver.stream().filter(f -> dependsOn(f, standIn)).toList();
            String own = variables.get(z).name();
            boolean alone = users.size() == 2
                    && users.contains(factor)
                    && users.stream().anyMatch(f -> f.name().equals(own))
                    && users.stream().allMatch(f -> byStandIn.keySet().stream()
                            .noneMatch(other -> other != standIn && dependsOn(f, other)));
            if (alone) {
                Factor prior = users.get(users.getFirst() == factor ? 1 : 0);
                return RowSums.of(latents.get(z), guarded(prior, dependents), guarded(factor, dependents));
            }
        }
        return Optional.empty();
    }

    private static boolean dependsOn(Factor f, Var standIn) {
        Dependents on = Dependents.of(nodes(f), Map.of(standIn, standIn).keySet());
        return nodes(f).stream().anyMatch(on::contains);
    }

    private static List<Var> nodes(Factor f) {
        List<Var> nodes = new ArrayList<>();
        f.terms().terms().forEach(t -> nodes.add(t.body()));
        f.checks().forEach(c -> nodes.add(c.holds()));
        return nodes;
    }

    private Dependents dependents(List<Factor> factors, List<FreeVariable> free) {
        List<Var> all = new ArrayList<>();
        factors.forEach(f -> all.addAll(nodes(f)));
        free.forEach(v -> all.add(v.value().var()));
        return Dependents.of(all, byStandIn.keySet());
    }

    /** A variable's coordinates must mean the same whatever the summed variables are. */
    private void requireApart(FreeVariable v, Dependents dependents) {
        if (dependents.contains(v.value().var())) {
            throw new LogDensityException(
                    DensityCode.NOT_SUMMABLE,
                    "the support of '" + v.name() + "', " + v.law().type().support() + ", depends on "
                            + names(v.value().var())
                            + ", summed out: so no map onto it serves all of the values"
                            + "\n  to fix: give '" + v.name() + "' a law of one support, or sample "
                            + names(v.value().var())
                            + " instead of summing it out");
        }
    }

    /** The log-density, −∞ at values for which a parameter violates its constraint. */
    static LogTerms guarded(Factor f, Dependents dependents) {
        LogTerms terms = f.terms();
        for (ParameterCheck c : f.checks()) {
            if (dependents.contains(c.holds())) {
                Var holds = c.holds().shape().fits(terms.shape()) ? c.holds() : Functions.all(c.holds());
                Var valid = Functions.where(
                        Functions.broadcastTo(holds, terms.shape()),
                        terms.elementwise(),
                        Var.constant(Double.NEGATIVE_INFINITY));
                terms = LogTerms.zero(terms.shape()).plus(valid);
            }
        }
        return terms;
    }

    private String names() {
        String first = variables.stream().limit(NAMED).map(SummedVariable::name).collect(Collectors.joining(", "));
        return variables.size() <= NAMED ? first : first + " and " + (variables.size() - NAMED) + " others";
    }

    /** The summed variables that a value depends on, quoted; empty if it depends on none. */
    String names(Var value) {
        if (latents.isEmpty()) {
            return "";
        }
        return Graph.order(List.of(value)).stream()
                .map(byStandIn::get)
                .filter(z -> z != null)
                .map(z -> "'" + z.name() + "'")
                .collect(Collectors.joining(" and "));
    }

    /** Nodes with a point of each summed variable in its place, for a start. */
    Var atSupportPoints(Var node) {
        if (latents.isEmpty()) {
            return node;
        }
        Map<Var, Var> points = new IdentityHashMap<>();
        for (int i = 0; i < latents.size(); i++) {
            Var point = variables.get(i).law().supportPoint();
            Set<Var> keys = points.keySet();
            Var valued = keys.isEmpty()
                    ? point
                    : Substitution.replace(List.of(point), points).getFirst();
            points.put(
                    latents.get(i).standIn(),
                    valued.cast(latents.get(i).standIn().dtype()));
        }
        return Substitution.replace(List.of(node), points).getFirst();
    }

    /** A draw of all variables given everything else, by node. */
    Map<Var, Var> draw(KeyVar key) {
        Map<Var, Var> drawn = new IdentityHashMap<>();
        if (marginal != null) {
            Map<Var, Var> values = marginal.draw(key);
            for (int i = 0; i < latents.size(); i++) {
                Var value = values.get(latents.get(i).standIn());
                drawn.put(variables.get(i).node(), java.util.Objects.requireNonNull(value));
            }
        }
        return drawn;
    }
}
