package ppl.aeppl.rule.order;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of n alike, independent elements along an axis in ascending order: the product of their densities times the number of orders that they
 * may have come in, n! where none are equal; −∞ where they are not in order. One of them alone is an order statistic.
 *
 * @param base the law of the elements before they are sorted
 * @param axis along which they are
 * @param n how many
 * @param type the type of the law
 */
record SortedLaw(Law base, int axis, int n, LawType type) implements Law {

    static SortedLaw of(Law base, int axis, int n) {
        LawType of = base.type();
        int batch = of.draw().shape().rank() - 1;
        BaseMeasure measure = of.measure().ofEvents();
        LawType type = new LawType(
                of.draw(),
                measure,
                of.support(),
                Set.of(axis),
                Collections.nCopies(batch, Dependence.INDEPENDENT),
                of.sources().whole());
        return new SortedLaw(base, axis, n, type);
    }

    @Override
    public String describe() {
        return base.describe() + " in order along axis " + axis;
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var finite = v.isNotInfinite();
        Var y = v.or(finite, Gradient.stop(base.supportPoint())).var();
        double permutations = 0;
        for (int i = 2; i <= n; i++) {
            permutations += Math.log(i);
        }
        LogTerms product = base.logDensity(Value.of(y)).sumOver(Set.of(axis)).plus(permutations);
        Var possible = Functions.all(finite, axis);
        if (n < 2) {
            return product.only(possible);
        }
        if (mayTie()) {
            product = product.minus(
                    Ties.exchanges(y, axis, n).cast(product.elementwise().dtype()));
        }
        Var ordered = Ties.inOrder(y, axis, n);
        return LogTerms.zero(product.shape()).plus(product.elementwise()).only(Functions.and(possible, ordered));
    }

    /** Whether elements may be equal. */
    boolean mayTie() {
        return !(type.measure() instanceof BaseMeasure.Lebesgue);
    }

    /** One rank of each line, or some. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Integer rank = rank(by, axis);
        if (rank == null) {
            return SomeRanksLaw.of(this, by);
        }
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law one) -> OrderStatisticLaw.ofRank(one, n, rank, type.sources());
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** The rank that is picked of lines, each once; null if it is not so. */
    static @Nullable Integer rank(Rearrangement by, int axis) {
        Supplier<int[]> origins = by.origins();
        Shape from = by.from();
        if (origins == null) {
            return null;
        }
        int[] picked = origins.get();
        boolean[] seen = new boolean[from.elements()];
        Integer rank = null;
        for (int element : picked) {
            int[] at = from.position(element);
            if ((rank != null && rank != at[axis]) || seen[element]) {
                return null;
            }
            rank = at[axis];
            seen[element] = true;
        }
        return rank;
    }

    @Override
    public Var supportPoint() {
        return Functions.sort(base.supportPoint(), axis);
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.sort(base.draw(key), axis + key.key().rank());
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    /** Whether a law is one that this can be of: of single numbers. */
    static boolean isOf(Law law) {
        return switch (law.type().measure()) {
            case BaseMeasure.Lebesgue _, BaseMeasure.Counting _, BaseMeasure.Mixed _ -> true;
            default -> false;
        };
    }
}
