package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/**
 * A log-density as a sum of terms of different shapes. Terms that are the same for many elements, such as
 * {@code -log(sigma)} of a shared sigma, keep their small shape: the total counts them instead of repeating them, so the
 * work per element is only what differs between elements.
 *
 * @param shape the shape of the log-density, to which every term broadcasts
 * @param terms the summands; none is a log-density of 0
 */
public record LogTerms(Shape shape, List<Term> terms) {

    /** A summand {@code coefficient * body}. */
    public record Term(double coefficient, Var body) {
        private Var value() {
            return coefficient == 1 ? body : body.times(coefficient);
        }
    }

    /** Copies the list. */
    public LogTerms {
        terms = List.copyOf(terms);
    }

    /** The log-density that is 0 everywhere. */
    public static LogTerms zero(Shape shape) {
        return new LogTerms(shape, List.of());
    }

    /** This plus a term, broadcastable to the shape. */
    public LogTerms plus(Var body) {
        return plus(1, body);
    }

    /** This minus a term, broadcastable to the shape. */
    public LogTerms minus(Var body) {
        return plus(-1, body);
    }

    /** This plus the same number for every element. */
    public LogTerms plus(double constant) {
        return plus(1, Var.constant(constant));
    }

    /** This plus a number times a term. */
    public LogTerms plus(double coefficient, Var body) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(coefficient, body));
        return new LogTerms(shape, more);
    }

    /** This plus the terms of another log-density of the same shape. */
    public LogTerms plus(LogTerms other) {
        List<Term> more = new ArrayList<>(terms);
        more.addAll(other.terms);
        return new LogTerms(shape, more);
    }

    /**
     * This where the condition holds, −∞ elsewhere. Terms of smaller shape cannot depend on the value; of a scalar any may,
     * so none is left unmasked.
     */
    public LogTerms only(Var condition) {
        if (condition.isSplat(1)) {
            return this;
        }
        List<Term> shared = new ArrayList<>();
        Var own = Var.constant(0.0);
        for (Term t : terms) {
            if (t.body.shape().equals(shape)) {
                own = own.plus(t.value());
            } else {
                shared.add(t);
            }
        }
        Var masked = Functions.where(condition, own, Var.constant(Double.NEGATIVE_INFINITY));
        shared.add(new Term(1, Functions.broadcastTo(masked, shape)));
        return new LogTerms(shape, shared);
    }

    /** This with the body of every term replaced. */
    public LogTerms map(UnaryOperator<Var> by) {
        return new LogTerms(
                shape,
                terms.stream()
                        .map(t -> new Term(t.coefficient, by.apply(t.body)))
                        .toList());
    }

    /** The log-density of joint events from that of their elements: summed over axes, which disappear. */
    public LogTerms sumOver(Set<Integer> axes) {
        if (axes.isEmpty()) {
            return this;
        }
        int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
        LogTerms summed = zero(shape.without(reduced));
        for (Term t : terms) {
            summed = summed.plus(
                    t.coefficient, Functions.broadcastTo(t.body, shape).sum(reduced));
        }
        return summed;
    }

    /** The log-density of each element. */
    public Var elementwise() {
        Var sum = Var.constant(0.0);
        for (Term t : terms) {
            sum = sum.plus(t.value());
        }
        return Functions.broadcastTo(sum, shape);
    }

    /** The sum over all elements, a scalar: terms of one shape are summed together, shared terms counted. */
    public Var total() {
        Map<Shape, List<Term>> byShape = new LinkedHashMap<>();
        for (Term t : terms) {
            byShape.computeIfAbsent(t.body.shape(), _ -> new ArrayList<>()).add(t);
        }
        Var total = Var.constant(0.0);
        for (var group : byShape.entrySet()) {
            Var count = repetitions(group.getKey());
            Var sum = sum(group.getValue());
            total = total.plus(count == null ? sum : sum.times(count));
        }
        return total;
    }

    private static Var sum(List<Term> group) {
        if (group.size() == 1) {
            Term only = group.getFirst();
            Var sum = only.body.sum();
            return only.coefficient == 1 ? sum : sum.times(only.coefficient);
        }
        return group.stream().map(Term::value).reduce(Var::plus).orElseThrow().sum();
    }

    /** How often each element of a term of a smaller shape counts; null for once. */
    private @Nullable Var repetitions(Shape small) {
        int lead = shape.rank() - small.rank();
        Var count = null;
        for (int a = 0; a < shape.rank(); a++) {
            Extent full = shape.extent(a);
            boolean repeated = a < lead || (small.extent(a - lead).is(1) && !full.is(1));
            if (repeated) {
                Var n = full.asVar();
                count = count == null ? n : count.times(n);
            }
        }
        return count == null ? null : count.cast(DType.F64);
    }
}
