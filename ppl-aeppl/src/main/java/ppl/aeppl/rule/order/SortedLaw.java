package ppl.aeppl.rule.order;

import java.util.Arrays;
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
import ppl.graph.DType;
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
        BaseMeasure measure = of.measure() instanceof BaseMeasure.Mixed ? new BaseMeasure.Product() : of.measure();
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
            product = product.minus(exchanges(y).cast(product.elementwise().dtype()));
        }
        Var lower = Functions.take(y, Functions.arange(n - 1), axis);
        Var upper = Functions.take(y, Functions.arange(1, n), axis);
        Var ordered = Functions.all(upper.ge(lower), axis);
        return LogTerms.zero(product.shape()).plus(product.elementwise()).only(Functions.and(possible, ordered));
    }

    /** Whether elements may be equal. */
    boolean mayTie() {
        return !(type.measure() instanceof BaseMeasure.Lebesgue);
    }

    /** The log of the number of orders of equal elements among themselves, k! for each k of them, by line. */
    private Var exchanges(Var y) {
        int after = y.shape().rank() - axis - 1;
        Var equal = Functions.equal(Functions.expandDims(y, axis + 1), Functions.expandDims(y, axis));
        int[] lower = new int[after + 2];
        Arrays.fill(lower, 1);
        lower[0] = n;
        lower[1] = n;
        Var places = Functions.arange(n);
        Var before = Functions.expandDims(places, 1).gt(places);
        Var equalBefore = Functions.and(equal, Functions.reshape(before, lower)).cast(DType.F64);
        return Functions.sum(Functions.log1p(Functions.sum(equalBefore, axis + 1)), axis);
    }

    /** One rank of each line, or some. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Integer rank = rank(by);
        if (rank == null) {
            return SomeRanksLaw.of(this, by);
        }
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law one) -> OrderStatisticLaw.ofRank(one, n, rank, type.sources());
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** The rank that is picked of lines, each once; null if it is not so. */
    private @Nullable Integer rank(Rearrangement by) {
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
