package ppl.aeppl.rule.view;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.copies.Duplicates;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.Prim;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * A random tensor with its axes in another order, in another shape, or sliced. Elements that are left out
 * are integrated out: the others are independent of them, or the law says that they are not.
 */
public final class View implements DerivationRule<Prim> {

    private static final RuleId ID = new RuleId("view");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Prim> op() {
        return Prim.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.kind(Reshape.class), Claim.kind(Transpose.class), Claim.kind(Slice.class));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "reshape, transpose, squeeze, expand, slices of X",
                "the law of the elements that are there; those left out are integrated out",
                "an event stays whole",
                "a part of a vector that has a joint law, such as two of three elements of a Dirichlet draw (one of them has a beta law): EVENT_AXES_MISMATCH",
                new Guide.Example("normal([0, 3], 1)[1]", "2.5", -1.0439385332046727)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Outcome apply(Prim op, Application at) {
        return taken(ID, op, at);
    }

    /**
     * The law of elements at positions that are not random.
     *
     * @param id the rule that is asked
     * @param op one that moves elements of its first operand
     */
    public static Outcome taken(RuleId id, Prim op, Application at) {
        if (!(at.operand(0) instanceof Operand.Random(Var x, Law law))) {
            return Outcome.NOT_MINE;
        }
        List<Var> others = at.operands().size() == 1 ? List.of() : List.of(at.fixed(1));
        Rearrangement by = Moves.of(op, x.type(), others, at.node().shape());
        boolean once = !(op instanceof Gather) || Boolean.FALSE.equals(Moves.repeats(by)) || isOne(by);
        boolean copies = !once && by.origins() != null && by.to().elements() > 0;
        if (copies
                && (law.type().eventAxes().isEmpty()
                        || law.form(GaussianForm.class).isPresent())) {
            return switch (Duplicates.of(law, by)) {
                case Capability.Present<Law>(Law picked) -> at.derived(id, picked);
                case Capability.Absent<Law>(String why) -> refused(id, at, law, by, why);
            };
        }
        String uncertain = "how many are picked, and which of them more than once, is not known before a run";
        return switch (law.elements(by)) {
            case Capability.Present<Law>(Law picked) ->
                once
                        ? at.derived(id, picked)
                        : RepeatedPicks.of(law, picked, by)
                                .<Outcome>map(repeated -> at.derived(id, repeated))
                                .orElseGet(() -> refused(id, at, law, by, uncertain));
            case Capability.Absent<Law>(String why) ->
                once
                        ? MovedLaw.of(law, by)
                                .<Outcome>map(moved -> at.derived(id, moved))
                                .orElseGet(() -> refused(id, at, law, by, why))
                        : refused(id, at, law, by, why);
        };
    }

    private static boolean isOne(Rearrangement by) {
        return by.to().isKnown() && by.to().elements() == 1;
    }

    private static Outcome refused(RuleId id, Application at, Law law, Rearrangement by, String why) {
        return at.refused(
                id,
                law.type().eventAxes().isEmpty() ? DensityCode.NO_RULE : DensityCode.EVENT_AXES_MISMATCH,
                "elements of shape " + by.to() + " are taken from a random tensor of shape " + by.from() + ", but "
                        + why,
                "draw the part that is observed as a variable of its own, or observe the whole");
    }
}
