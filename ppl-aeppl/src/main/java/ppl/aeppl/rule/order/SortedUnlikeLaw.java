package ppl.aeppl.rule.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a few independent elements along an axis, each of a law of its own, in ascending order: any of them may have come to any
 * place, so the density is the sum over all assignments, the permanent of the densities of each at each place. It is summed over subsets: which
 * elements stand in the first places.
 *
 * @param base the law of the elements before they are sorted
 * @param axis along which they are
 * @param n how many; the work grows as {@code n 2^n}
 * @param type the type of the law
 */
record SortedUnlikeLaw(Law base, int axis, int n, LawType type) implements Law {

    /** More are refused. */
    static final int MOST = 8;

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    static SortedUnlikeLaw of(Law base, int axis, int n) {
        LawType of = base.type();
        LawType type = new LawType(
                of.draw(),
                of.measure(),
                support(of, axis),
                Set.of(axis),
                Collections.nCopies(of.draw().shape().rank() - 1, Dependence.INDEPENDENT),
                of.sources().whole());
        return new SortedUnlikeLaw(base, axis, n, type);
    }

    /** From the least of all elements to the greatest. */
    private static Support support(LawType of, int axis) {
        Support.RealInterval hull = of.support().hull();
        Var lo = end(hull.lo(), of, axis, false);
        Var hi = end(hull.hi(), of, axis, true);
        return of.support().isDiscrete()
                ? new Support.Integers(lo, hi)
                : new Support.RealInterval(lo, hull.loClosed(), hi, hull.hiClosed());
    }

    private static @Nullable Var end(@Nullable Var each, LawType of, int axis, boolean greatest) {
        if (each == null || each.rank() == 0) {
            return each;
        }
        Var full = Functions.broadcastTo(each, of.draw().shape());
        return Functions.expandDims(greatest ? full.max(axis) : full.min(axis), axis);
    }

    @Override
    public String describe() {
        return base.describe() + " in order along axis " + axis;
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var y = v.var();
        Var[] before = new Var[1 << n];
        before[0] = Var.constant(0.0);
        List<List<Var>> densities = new ArrayList<>();
        for (int place = 0; place < n; place++) {
            densities.add(each(Functions.take(y, Var.constant((long) place), axis)));
        }
        for (int subset = 1; subset < before.length; subset++) {
            int place = Integer.bitCount(subset) - 1;
            Var sum = NEVER;
            for (int element = 0; element < n; element++) {
                if ((subset >> element & 1) == 1) {
                    Var others = before[subset & ~(1 << element)];
                    sum = LogAddExp.of(sum, others.plus(densities.get(place).get(element)));
                }
            }
            before[subset] = sum;
        }
        LogTerms all = LogTerms.zero(type.batchShape()).plus(before[before.length - 1]);
        if (type.measure() instanceof BaseMeasure.Counting) {
            all = all.minus(Ties.exchanges(y, axis, n));
        }
        return all.only(Ties.inOrder(y, axis, n));
    }

    /** The density of each element at one number of each line. */
    private List<Var> each(Var number) {
        Var wide = Functions.broadcastTo(
                Functions.expandDims(number, axis), type.draw().shape());
        Var logp = base.logDensity(Value.of(wide)).elementwise();
        List<Var> each = new ArrayList<>();
        for (int element = 0; element < n; element++) {
            each.add(Functions.take(
                    Functions.broadcastTo(logp, type.draw().shape()), Var.constant((long) element), axis));
        }
        return each;
    }

    /** One rank of each line. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Integer rank = SortedLaw.rank(by, axis);
        return rank == null || by.origins() == null
                ? Capability.absent(
                        "of several elements in order that are not alike only one of each line, at one rank, has a law here")
                : UnlikeRankLaw.of(this, by.origins().get(), rank, by);
    }

    @Override
    public Var supportPoint() {
        return Functions.sort(
                Functions.broadcastTo(base.supportPoint(), type.draw().shape()), axis);
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.sort(base.draw(key), axis + key.key().rank());
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
