package ppl.aeppl.rule.mixture;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.JointLaw;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.joined.ChosenLaw;
import ppl.aeppl.rule.joined.Known;
import ppl.aeppl.rule.joined.Placed;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Select;

/**
 * A choice by a condition, {@code where(c, a, b)}: where c has a value, one of two laws for each element; where it is random a
 * mixture of both, with the condition summed out. One condition that is repeated for many elements chooses for all of them together.
 */
public final class Choosing implements DerivationRule<Select> {

    private static final RuleId ID = new RuleId("mixture.where");
    private static final String FIX = "give the condition a value of its own, or sum it out in the model";

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Select> op() {
        return Select.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "where(C, X, Y)",
                "for a known C the law of X or of Y, element by element; for a random C their mixture",
                "a random C shares no draw with X or Y",
                "a condition on what it chooses, such as where(x > 0, x, 0): DEPENDENT_OPERANDS",
                new Guide.Example("where(bernoulli(0.3) = 1, normal(0, 1), 0)", "0", -0.35667494393873245)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    /** A branch that is chosen nowhere. */
    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Outcome apply(Select op, Application at) {
        if (at.operand(1) instanceof Operand.Mixed || at.operand(2) instanceof Operand.Mixed) {
            return Outcome.NOT_MINE;
        }
        Law then = law(at.operand(1));
        Law otherwise = law(at.operand(2));
        Sources both = then.type().sources().and(otherwise.type().sources());
        Tensor known = at.operand(0).isFixed() ? Known.value(at.fixed(0)) : null;
        if (known != null && known.length() > 0) {
            if (isAll(known, true) || isAll(known, false)) {
                return at.derived(ID, isAll(known, true) ? then : otherwise);
            }
            if (placed(at, known, then, otherwise) instanceof Outcome.Derived law) {
                return law;
            }
        }
        boolean shared =
                !then.type().sources().shared(otherwise.type().sources()).isEmpty();
        boolean inPlace =
                then.type().sources().areWhole() && otherwise.type().sources().areWhole();
        if (shared && !inPlace) {
            return at.refused(
                    ID, DensityCode.DEPENDENT_OPERANDS, "both branches use the same draws for different elements", FIX);
        }
        if (at.operand(0).isFixed()) {
            ChosenLaw.Choice chosen = new ChosenLaw.Choice(at.fixed(0), then);
            ChosenLaw.Choice rest = new ChosenLaw.Choice(Functions.not(at.fixed(0)), otherwise);
            return switch (ChosenLaw.of(List.of(rest, chosen), at.node().type(), both)) {
                case Capability.Present<Law>(Law law) -> at.derived(ID, law);
                case Capability.Absent<Law>(String why) -> at.refused(ID, DensityCode.EVENT_AXES_MISMATCH, why, FIX);
            };
        }
        return random(at, then, otherwise, both);
    }

    private static boolean isAll(Tensor truth, boolean value) {
        return IntStream.range(0, truth.length()).allMatch(i -> (truth.longAt(i) != 0) == value);
    }

    /** Of each branch the elements that are chosen, which may be parts of one draw; refused where they depend on each other. */
    private static Outcome placed(Application at, Tensor condition, Law then, Law otherwise) {
        int[] ofThen = new int[condition.length()];
        int[] ofOther = new int[condition.length()];
        for (int i = 0; i < ofThen.length; i++) {
            boolean holds = condition.longAt(i) != 0;
            ofThen[i] = holds ? i : -1;
            ofOther[i] = holds ? -1 : i;
        }
        Placed placed = new Placed(at.node().type());
        String why = placed.add(then, ofThen);
        why = why == null ? placed.add(otherwise, ofOther) : why;
        if (why != null) {
            return at.refused(ID, DensityCode.EVENT_AXES_MISMATCH, why, FIX);
        }
        return placed.shared().isEmpty()
                ? at.derived(ID, placed.law())
                : at.refused(ID, DensityCode.DEPENDENT_OPERANDS, "both branches use the same draws", FIX);
    }

    private static Law law(Operand operand) {
        return switch (operand) {
            case Operand.Fixed(Var value) -> new PointMassLaw(value);
            case Operand.Random(Var _, Law law) -> law;
            case Operand.Mixed(Var x, Outcome.Refused _) -> throw new AssertionError("no law: " + x);
        };
    }

    private static Outcome random(Application at, Law then, Law otherwise, Sources both) {
        Var condition = at.node().inputs().getFirst();
        Set<Integer> repeated = new TreeSet<>();
        if (condition.op() instanceof Broadcast b) {
            IntStream.range(0, condition.rank())
                    .filter(a -> !b.axes().contains(a))
                    .forEach(repeated::add);
            condition = condition.inputs().getFirst();
        }
        Law law;
        switch (at.sequence().derive(condition)) {
            case Outcome.Derived(Law derived, var _) -> law = derived;
            case Outcome.Refused _ -> {
                return Outcome.NOT_MINE;
            }
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        }
        Set<Var> shared = law.type().sources().shared(both);
        if (!shared.isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "the condition and what it chooses both depend on "
                            + shared.stream().map(s -> "'" + s.label() + "'").toList(),
                    "write a choice by the value itself with maximum, minimum or abs");
        }
        Outcome tied = at.refusedApart(ID, "a condition", law);
        if (tied != null) {
            return tied;
        }
        Var logWeights = Functions.stack(List.of(probability(law, true), probability(law, false)), -1);
        try {
            return Optional.of(mixture(
                            List.of(then, otherwise),
                            logWeights,
                            repeated,
                            both.and(law.type().sources())))
                    .map(mixed -> at.derived(ID, mixed))
                    .orElseThrow();
        } catch (LogDensityException e) {
            return at.refused(ID, e);
        }
    }

    private static Var probability(Law law, boolean outcome) {
        Shape shape = law.type().draw().shape();
        Var value = Functions.broadcastTo(Var.constant(outcome), shape);
        return Functions.broadcastTo(law.logDensity(Value.of(value)).elementwise(), shape);
    }

    private static Law mixture(List<Law> branches, Var logWeights, Set<Integer> together, Sources sources) {
        Set<Integer> events = new TreeSet<>(together);
        branches.forEach(b -> events.addAll(b.type().eventAxes()));
        List<Law> joint = branches.stream().map(b -> JointLaw.along(events, b)).toList();
        if (joint.stream().anyMatch(b -> b.type().measure() instanceof BaseMeasure.Product)) {
            throw new LogDensityException(
                    DensityCode.ATOMS,
                    "one condition chooses for many elements, some of which have points with a probability of their own");
        }
        return MixtureLaw.of(joint, logWeights, sources);
    }
}
