package ppl.aeppl.rule.order;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.math.order.ArgExtreme;
import ppl.graph.math.order.Sort;
import ppl.graph.op.RichOp;

/**
 * Elements in order, if they are independent and alike: all of them along an axis, and, if they are continuous, the place of the greatest or
 * least, which is any with the same probability.
 */
public final class Sorting implements DerivationRule<RichOp> {

    private static final RuleId ID = new RuleId("order.sort");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<RichOp> op() {
        return RichOp.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.kind(Sort.class), Claim.kind(ArgExtreme.class));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "sort(X), argmax(X), argmin(X)",
                "the product of densities times the number of orders, n! if none are equal, in order only (of unlike elements the sum over who stands where); some ranks are order statistics; a place has probability 1 / n",
                "independent elements of one law, or at most 8 of laws of their own (then one rank alone, or all); for a place, continuous ones of one law",
                "more than 8 elements that are not alike, the place of one that may tie: NO_RULE",
                new Guide.Example("sort(normal(0, 1), shape 2)", "0, 1", -1.6447298858494004)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(RichOp op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        Law law = at.laws().getFirst();
        int axis = op instanceof Sort(int along) ? along : ((ArgExtreme) op).axis();
        int n = Alike.count(law, List.of(axis));
        boolean unlike = op instanceof Sort && isOfUnlike(law, axis, n);
        Outcome refused = unlike
                ? notIndependent(ID, op.name(), law, axis, at)
                : refusal(ID, op.name(), op instanceof ArgExtreme, law, axis, at);
        if (refused != null) {
            return refused;
        }
        if (op instanceof Sort) {
            return at.derived(ID, unlike ? SortedUnlikeLaw.of(law, axis, n) : SortedLaw.of(law, axis, n));
        }
        Shape lines = law.type().draw().shape().without(axis);
        return at.derived(
                ID,
                OnePlace.of(
                        n,
                        lines,
                        law.type().sources().whole(),
                        law.checks(),
                        key -> Functions.argmax(law.draw(key), axis + key.key().rank())));
    }

    /**
     * Why elements along an axis have no order of known law; null if they are independent and alike.
     *
     * @param apart whether they must be continuous, so that none are equal
     */
    static @Nullable Outcome refusal(RuleId rule, String function, boolean apart, Law law, int axis, Application at) {
        Outcome dependent = notIndependent(rule, function, law, axis, at);
        if (dependent != null) {
            return dependent;
        }
        String why = whyNot(apart, law, axis, Alike.count(law, List.of(axis)));
        return why == null ? null : at.refused(rule, DensityCode.NO_RULE, function + " has a rule for " + why, "");
    }

    private static @Nullable Outcome notIndependent(RuleId rule, String function, Law law, int axis, Application at) {
        Outcome tied = at.refusedApart(rule, function, law);
        return tied != null ? tied : Extremes.dependence(function, law, List.of(axis), at);
    }

    /** A few elements, each of a law of its own. */
    private static boolean isOfUnlike(Law law, int axis, int n) {
        boolean single = law.type().measure() instanceof BaseMeasure.Lebesgue
                || law.type().measure() instanceof BaseMeasure.Counting;
        return n > 1
                && n <= SortedUnlikeLaw.MOST
                && single
                && law.type().eventAxes().isEmpty()
                && !Alike.along(law, List.of(axis));
    }

    private static @Nullable String whyNot(boolean apart, Law law, int axis, int n) {
        if (n < 0) {
            return "a known number of elements only, but how many there are is not known before a run";
        }
        if (!SortedLaw.isOf(law)) {
            return "single numbers only, but these are of " + law.describe();
        }
        if (apart && !(law.type().measure() instanceof BaseMeasure.Lebesgue)) {
            return "continuous elements only, but " + law.describe()
                    + " has points of positive probability, which may tie";
        }
        return Alike.along(law, List.of(axis))
                ? null
                : "elements of one law, or at most " + SortedUnlikeLaw.MOST
                        + " without points that tie, but those of " + law.describe() + " along axis " + axis
                        + " are not known to be alike";
    }
}
