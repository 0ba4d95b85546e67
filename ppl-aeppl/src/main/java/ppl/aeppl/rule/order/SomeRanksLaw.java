package ppl.aeppl.rule.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of some ranks among n alike, continuous, independent elements, the least and the greatest for instance: the product of the
 * densities, and of the probability of each gap between them to the power of the number of elements that lie in it, times the number of ways to
 * share the elements out.
 *
 * @param each the law of one element of each line
 * @param inner probabilities under it
 * @param sorted all elements in order
 * @param ranks which of them, ascending
 * @param by how they are picked
 * @param type the type of the law
 */
record SomeRanksLaw(
        Law each, EventProbability inner, SortedLaw sorted, List<Integer> ranks, Rearrangement by, LawType type)
        implements Law {

    /** Of some ranks of each line, in ascending order; absent if the arrangement picks anything else. */
    static Capability<Law> of(SortedLaw sorted, Rearrangement by) {
        List<Integer> ranks = ranks(by, sorted.axis());
        if (ranks == null || sorted.mayTie()) {
            return Capability.absent(
                    "of several elements in order only the same ranks of each line, in ascending order and without ties, "
                            + "have a law here");
        }
        Shape lines = by.from().without(sorted.axis());
        int[] first = new int[lines.elements()];
        for (int i = 0; i < first.length; i++) {
            first[i] = elementOf(by.from(), sorted.axis(), lines.position(i), 0);
        }
        return switch (sorted.base().elements(Rearrangement.taking(by.from(), lines, first))) {
            case Capability.Absent<Law> absent -> absent;
            case Capability.Present<Law>(Law each) ->
                switch (each.events()) {
                    case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
                    case Capability.Present<EventProbability>(EventProbability p) ->
                        Capability.of(new SomeRanksLaw(each, p, sorted, ranks, by, type(sorted, by)));
                };
        };
    }

    private static LawType type(SortedLaw sorted, Rearrangement by) {
        LawType of = sorted.type();
        return new LawType(
                new TensorType(of.draw().dtype(), by.to()),
                of.measure(),
                of.support(),
                Set.of(sorted.axis()),
                Collections.nCopies(by.to().rank() - 1, Dependence.INDEPENDENT),
                of.sources());
    }

    private static int elementOf(Shape shape, int axis, int[] line, int rank) {
        int[] at = new int[shape.rank()];
        for (int a = 0; a < at.length; a++) {
            at[a] = a == axis ? rank : line[a < axis ? a : a - 1];
        }
        return shape.element(at);
    }

    /** The ranks that are picked of every line, ascending; null if it is not so. */
    private static @Nullable List<Integer> ranks(Rearrangement by, int axis) {
        Supplier<int[]> origins = by.origins();
        Shape from = by.from();
        Shape to = by.to();
        if (origins == null
                || to.rank() != from.rank()
                || !to.without(axis).equals(from.without(axis))
                || to.elements() == 0) {
            return null;
        }
        int[] picked = origins.get();
        List<Integer> ranks = new ArrayList<>();
        for (int r = 0; r < to.size(axis); r++) {
            int rank = from.position(picked[elementOf(to, axis, new int[to.rank() - 1], r)])[axis];
            if (r > 0 && rank <= ranks.getLast()) {
                return null;
            }
            ranks.add(rank);
        }
        for (int i = 0; i < picked.length; i++) {
            int[] at = to.position(i);
            at[axis] = ranks.get(at[axis]);
            if (picked[i] != from.element(at)) {
                return null;
            }
        }
        return ranks;
    }

    @Override
    public String describe() {
        return "ranks " + ranks + " of " + sorted.n() + " of " + each.describe();
    }

    @Override
    public LogTerms logDensity(Value v) {
        int axis = sorted.axis();
        Var finite = Functions.broadcastTo(v.isNotInfinite(), by.to());
        Var safe = v.or(finite, Gradient.stop(supportPoint())).var();
        List<Var> at = new ArrayList<>();
        for (int r = 0; r < ranks.size(); r++) {
            at.add(Functions.take(safe, Var.constant((long) r), axis));
        }
        LogTerms sum = LogTerms.zero(type.batchShape()).plus(logFactorial(sorted.n()));
        Var ordered = Functions.all(finite, axis);
        for (int r = 0; r <= ranks.size(); r++) {
            Var low = r == 0 ? null : at.get(r - 1);
            Var high = r == ranks.size() ? null : at.get(r);
            int between = (high == null ? sorted.n() : ranks.get(r)) - (low == null ? -1 : ranks.get(r - 1)) - 1;
            if (high != null) {
                sum = sum.plus(each.logDensity(Value.of(high)));
            }
            if (low != null && high != null) {
                ordered = Functions.and(ordered, high.ge(low));
            }
            if (between > 0) {
                Var in = inner.logProb(new Event(low, false, high, true));
                sum = sum.plus(-logFactorial(between)).plus(between, in);
            }
        }
        Var density = sum.elementwise();
        Var some = Functions.and(ordered, Functions.not(density.le(Double.NEGATIVE_INFINITY)));
        return LogTerms.zero(type.batchShape()).plus(density).only(some);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }

    @Override
    public Var supportPoint() {
        return by.move().apply(sorted.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return by.move().apply(sorted.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return sorted.checks();
    }
}
