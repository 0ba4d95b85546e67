package ppl.graph.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Reshape;

/**
 * A constraint that a family puts on a parameter, as metadata beside its draw and its density: their user decides
 * what happens when it is violated.
 *
 * @param owner what is checked, such as {@code Normal}
 * @param parameter the parameter's name, such as {@code sigma}
 * @param constraint in words or signs, such as {@code > 0}
 * @param remedy what to do about a violation, as it reads after a semicolon
 * @param value the parameter
 * @param holds whether the constraint is satisfied: for each element of the parameter, or for groups of its last axes
 * @param bound another parameter that the constraint compares with, if it does
 */
public record ParameterCheck(
        String owner,
        String parameter,
        String constraint,
        String remedy,
        Var value,
        Var holds,
        @Nullable Bound bound) {

    private static final int SHOWN = 8;

    /**
     * The other side of a comparison.
     *
     * @param parameter its name
     * @param value its value
     */
    public record Bound(String parameter, Var value) {}

    /** A check of one parameter on its own. */
    public static ParameterCheck of(
            String owner, String parameter, String constraint, String remedy, Var value, Var holds) {
        return new ParameterCheck(owner, parameter, constraint, remedy, value, holds, null);
    }

    /** The nodes whose values {@link #violation(List)} needs. */
    public List<Var> nodes() {
        List<Var> nodes = new ArrayList<>(List.of(holds, aligned(value)));
        if (bound != null) {
            nodes.add(aligned(bound.value()));
        }
        return nodes;
    }

    /** The same check with every node of it replaced. */
    public ParameterCheck map(UnaryOperator<Var> by) {
        Bound other = bound == null ? null : new Bound(bound.parameter(), by.apply(bound.value()));
        return new ParameterCheck(owner, parameter, constraint, remedy, by.apply(value), by.apply(holds), other);
    }

    /** The same check, which holds where a condition, a scalar, does too. */
    public ParameterCheck orWhere(Var condition) {
        return new ParameterCheck(owner, parameter, constraint, remedy, value, Elementwise.or(holds, condition), bound);
    }

    private Var aligned(Var x) {
        return x.shape().fits(holds.shape()) ? Axes.broadcastTo(x, holds.shape()) : x;
    }

    /** The first violation, with its place and value, given the values of {@link #nodes}; null if there is none. */
    public @Nullable String violation(List<Tensor> values) {
        return violation(values, x -> x);
    }

    /**
     * The first violation, with its place and value; null if there is none.
     *
     * @param values the values of {@link #nodes}
     * @param written from the parameters of the check to what the user wrote for them
     */
    public @Nullable String violation(List<Tensor> values, UnaryOperator<Var> written) {
        Tensor held = values.get(0);
        int bad = 0;
        while (bad < held.length() && held.booleanAt(bad)) {
            bad++;
        }
        if (bad == held.length()) {
            return null;
        }
        String text =
                owner + " needs " + parameter + " " + constraint + ", but " + at(parameter, values.get(1), held, bad);
        text += bound == null ? "" : " and " + at(bound.parameter(), values.get(2), held, bad);
        List<String> sources = new ArrayList<>(source(parameter, written.apply(value)));
        if (bound != null) {
            sources.addAll(source(bound.parameter(), written.apply(bound.value())));
        }
        return sources.isEmpty() ? text : text + ", where " + String.join(" and ", sources);
    }

    private static String at(String name, Tensor x, Tensor held, int bad) {
        int group = x.length() / Math.max(1, held.length());
        String of = name + held.type().shape().subscript(bad) + " is ";
        if (x.rank() == held.rank()) {
            return of + x.elementToString(bad);
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < Math.min(group, SHOWN); i++) {
            elements.add(x.elementToString(bad * group + i));
        }
        return of + "[" + String.join(", ", elements) + (group > SHOWN ? ", … " + group + " in all]" : "]");
    }

    /** What the user calls the parameter; nothing of a value that was written down without a name. */
    private static List<String> source(String parameter, Var x) {
        Var shown = x;
        while (shown.name().isEmpty() && changesOnlyTheType(shown)) {
            shown = shown.inputs().getFirst();
        }
        boolean says = shown.constantValue() == null || shown.name().isPresent();
        return says && !shown.label().equals(parameter) ? List.of(parameter + " = " + shown.label()) : List.of();
    }

    private static boolean changesOnlyTheType(Var x) {
        return x.op() instanceof Broadcast || x.op() instanceof Cast || x.op() instanceof Reshape;
    }

    /** The violation by constants, with its remedy; null if there is none or if it depends on what is not known yet. */
    public @Nullable String violation() {
        List<Tensor> values = new ArrayList<>();
        for (Var x : nodes()) {
            Tensor known = x.constantValue();
            if (known == null) {
                return null;
            }
            values.add(known);
        }
        String violation = violation(values);
        return violation == null ? null : violation + "; " + remedy;
    }

    /** What to say when it is violated, as exactly as is known without computing anything. */
    public String message() {
        String known = violation();
        return known != null
                ? known
                : owner + " needs " + parameter + " " + constraint + ", but got " + value.describe() + "; " + remedy;
    }
}
