package ppl.aeppl.rule.order;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.truth.Logic;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;

/**
 * The greatest or least of independent variables: of two operands, or of elements along axes. All or any of random truth values along axes
 * are the same of these.
 */
public final class Extremes implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("order.extreme");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Op> op() {
        return Op.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(
                Claim.one(new Binary(Binary.Fn.MAX)),
                Claim.one(new Binary(Binary.Fn.MIN)),
                Claim.reduction(Reduce.Fn.MAX),
                Claim.reduction(Reduce.Fn.MIN),
                Claim.reduction(Reduce.Fn.ALL),
                Claim.reduction(Reduce.Fn.ANY));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "max(X, Y), min(X, Y), max(X), min(X), all(A), any(A)",
                "product of all F times the sum of f / F, in logs; of whole numbers differences of products",
                "independent operands or elements with probabilities of intervals, all continuous or all discrete",
                "operands that share draws: DEPENDENT_OPERANDS; one discrete, one continuous: NO_RULE",
                new Guide.Example("max(normal(0, 1), shape 1000)", "9", -34.51118325422254)));
    }

    @Override
    public Phase phase() {
        return Phase.PUSHFORWARD;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        return switch (op) {
            case Reduce reduce -> along(reduce, at);
            case Binary(Binary.Fn fn) when at.randomPositions().size() > 1 -> ofTwo(fn == Binary.Fn.MAX, at);
            default -> Outcome.NOT_MINE;
        };
    }

    private static Outcome ofTwo(boolean greatest, Application at) {
        String name = greatest ? "max" : "min";
        List<Var> operands = at.node().inputs();
        if (operands.get(0) == operands.get(1)) {
            return at.derived(ID, at.laws().getFirst());
        }
        if (!at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    name + " has a rule for independent operands only, but both depend on "
                            + at.sharedSources().stream()
                                    .map(s -> "'" + s.label() + "'")
                                    .toList(),
                    "");
        }
        Outcome refused = refusal(name, at.laws(), at);
        return refused != null
                ? refused
                : at.derived(
                        ID, ExtremeLaw.of(new Parts.Several(at.laws(), at.node().type()), greatest));
    }

    private static Outcome along(Reduce op, Application at) {
        return switch (op.fn()) {
            case ALL, ANY -> Logic.reduced(ID, op, at);
            case MAX, MIN -> extreme(op, at);
            case SUM, PROD -> Outcome.NOT_MINE;
        };
    }

    private static Outcome extreme(Reduce op, Application at) {
        Law law = at.laws().getFirst();
        boolean greatest = op.fn() == Reduce.Fn.MAX;
        String name = op.fn().name().toLowerCase(Locale.ROOT);
        Outcome refused = refusal(name, at.laws(), at);
        if (refused == null) {
            refused = dependence(name, law, op.axes(), at);
        }
        int n = Alike.count(law, op.axes());
        if (refused == null && n == 0) {
            refused = at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    name + " of no elements is the same whatever is drawn: a point mass",
                    "leave it out");
        }
        if (refused != null) {
            return refused;
        }
        if (n > 0
                && Alike.along(law, op.axes())
                && law.elements(FirstElement.along(law.type().draw().shape(), op.axes()))
                        instanceof Capability.Present<Law>(Law one)
                && OrderStatisticLaw.ofRank(
                                one,
                                n,
                                greatest ? n - 1 : 0,
                                law.type().sources().whole())
                        instanceof Capability.Present<Law>(Law rank)) {
            return at.derived(ID, rank);
        }
        boolean apart = law.atoms().stream().anyMatch(a -> a.location().rank() > 0);
        return apart
                ? at.refused(
                        ID,
                        DensityCode.NO_RULE,
                        "the elements of " + law.describe()
                                + " have points of positive probability at places of their own",
                        "")
                : at.derived(ID, ExtremeLaw.of(new Parts.Along(law, op.axes()), greatest));
    }

    /** Why elements along axes are not taken for independent; null if they are. */
    static Outcome.@Nullable Refused dependence(String name, Law law, List<Integer> axes, Application at) {
        List<Dependence> batch = law.type().batch();
        int[] free = IntStream.range(0, law.type().draw().shape().rank())
                .filter(a -> !law.type().eventAxes().contains(a))
                .toArray();
        boolean independent = IntStream.range(0, free.length)
                .filter(i -> axes.contains(free[i]))
                .allMatch(i -> batch.get(i) == Dependence.INDEPENDENT || batch.get(i) == Dependence.IID);
        return independent
                ? null
                : at.refused(
                        ID,
                        DensityCode.DEPENDENT_OPERANDS,
                        name + " has a rule for independent elements only, but those of " + law.describe()
                                + " along axes " + axes + " depend on each other",
                        "");
    }

    private static @Nullable Outcome refusal(String name, List<Law> laws, Application at) {
        for (Law law : laws) {
            Outcome tied = at.refusedApart(ID, name, law);
            if (tied != null) {
                return tied;
            }
            if (law.events() instanceof Capability.Absent<EventProbability>(String why)) {
                return at.refused(
                        ID,
                        DensityCode.NO_EVENT_PROBABILITY,
                        name + " needs the probability that the others are within, and " + why,
                        "use a family whose distribution function is available");
            }
        }
        boolean discrete = laws.stream().anyMatch(law -> law.type().measure() instanceof BaseMeasure.Counting);
        boolean all = laws.stream().allMatch(law -> law.type().measure() instanceof BaseMeasure.Counting);
        return discrete && !all
                ? at.refused(
                        ID,
                        DensityCode.NO_RULE,
                        name
                                + " of a discrete and a continuous variable has points of positive probability that are not listed",
                        "give one of them a value")
                : null;
    }
}
