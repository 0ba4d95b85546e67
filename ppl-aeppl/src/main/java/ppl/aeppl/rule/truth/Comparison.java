package ppl.aeppl.rule.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.copies.Shared;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.op.Compare;
import ppl.graph.random.ParameterCheck;

/**
 * A comparison with a random operand: true with the probability of an interval. Two random operands are compared where their difference is
 * Gaussian, or where one of them takes few whole numbers and they are independent.
 */
public final class Comparison implements DerivationRule<Compare> {

    private static final RuleId ID = new RuleId("comparison");

    /** So many whole numbers of one operand are summed over. */
    private static final int MOST_VALUES = 256;

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Compare> op() {
        return Compare.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X > c, X >= c, X < c, X <= c, X = c, X != c, X > Y",
                "true with the probability of the interval, false with that of the rest",
                "X has probabilities of intervals; X - Y is Gaussian, or X and Y are independent and discrete, one of at most 256 values",
                "X compared with itself: DEGENERATE; others of two random operands: NO_RULE or DEPENDENT_OPERANDS",
                new Guide.Example("toFloat(normal(0.25, 1.5) > 1)", "1", -1.1759117615936185)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Compare op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        for (Law law : at.laws()) {
            Outcome tied = at.refusedApart(ID, "a comparison", law);
            if (tied != null) {
                return tied;
            }
        }
        if (at.randomPositions().size() > 1) {
            return ofTwo(op, at);
        }
        int position = at.randomPositions().getFirst();
        Operand.Random x = (Operand.Random) at.operand(position);
        Compare.Fn fn = position == 0 ? op.fn() : mirrored(op.fn());
        return region(at, x.node(), x.law(), fn, Functions.toFloat(Shared.of(at.fixed(1 - position))));
    }

    private static Outcome region(Application at, Var node, Law law, Compare.Fn fn, Var threshold) {
        return switch (law.events()) {
            case Capability.Absent<EventProbability>(String why) ->
                at.refused(
                        ID,
                        DensityCode.NO_EVENT_PROBABILITY,
                        "a comparison needs the probability of an interval, and " + why,
                        "use a family whose distribution function is available");
            case Capability.Present<EventProbability>(EventProbability p) ->
                at.derived(
                        ID,
                        new TruthLaw(new Region(
                                node,
                                law,
                                p,
                                List.of(threshold),
                                (x, t) -> fn.of(x, t.getFirst()),
                                law.describe() + " " + fn.name().toLowerCase(Locale.ROOT) + " " + threshold.label())));
        };
    }

    private static Compare.Fn mirrored(Compare.Fn fn) {
        return switch (fn) {
            case LT -> Compare.Fn.GT;
            case LE -> Compare.Fn.GE;
            case GT -> Compare.Fn.LT;
            case GE -> Compare.Fn.LE;
            case EQ, NE -> fn;
        };
    }

    private static Outcome ofTwo(Compare op, Application at) {
        if (SameNode.of(at.node().inputs().get(0), at.node().inputs().get(1))) {
            boolean always = op.fn() == Compare.Fn.EQ || op.fn() == Compare.Fn.LE || op.fn() == Compare.Fn.GE;
            return at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    "both sides are the same variable, so it is " + always + " whatever that is: a point mass",
                    "leave it out, or compare it with something else");
        }
        Law x = at.laws().get(0);
        Law y = at.laws().get(1);
        Law difference = difference(at, x, y);
        if (difference != null) {
            return region(at, at.node(), difference, op.fn(), Var.constant(0.0));
        }
        if (!at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "its operands both depend on "
                            + at.sharedSources().stream()
                                    .map(s -> "'" + s.label() + "'")
                                    .toList()
                            + ", and their difference has no law here",
                    "");
        }
        Proposition discrete = discrete(op.fn(), x, y);
        Proposition found = discrete != null ? discrete : discrete(mirrored(op.fn()), y, x);
        return found != null
                ? at.derived(ID, new TruthLaw(found))
                : at.refused(
                        ID,
                        DensityCode.NO_RULE,
                        "both operands are random, their difference is not Gaussian, and neither takes at most "
                                + MOST_VALUES + " whole numbers",
                        "give one of them a value");
    }

    private static @Nullable Law difference(Application at, Law x, Law y) {
        if (!(x.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm a))
                || !(y.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm b))) {
            return null;
        }
        GaussianForm form = a.plus(b.times(Var.constant(-1.0)));
        if (!form.isIndependent()) {
            return null; // its elements share draws, so that their signs depend on each other
        }
        Law normal = Normal.FAMILY.law(
                List.of(form.mean(), form.scale()),
                at.node().shape(),
                x.type().sources().and(y.type().sources()));
        return new Difference(normal, x, y);
    }

    /** A normal law that is of no draw itself. */
    private record Difference(Law decorated, Law x, Law y) implements LawDecorator {

        @Override
        public Map<Var, Value> recover(Value value) {
            return Map.of();
        }

        @Override
        public List<ParameterCheck> checks() {
            List<ParameterCheck> checks = new ArrayList<>(x.checks());
            checks.addAll(y.checks());
            return checks;
        }
    }

    private static @Nullable Proposition discrete(Compare.Fn fn, Law x, Law y) {
        Interval bounds = x.type().support().bounds();
        boolean few = x.type().support() instanceof Support.Integers
                && y.type().measure() instanceof BaseMeasure.Counting
                && bounds.hi() - bounds.lo() < MOST_VALUES;
        return few && y.events() instanceof Capability.Present<EventProbability>(EventProbability p)
                ? new Dominance(fn, x, y, p, (long) Math.ceil(bounds.lo()), (long) Math.floor(bounds.hi()))
                : null;
    }
}
