package ppl.aeppl.rule.builtin;

import ppl.aeppl.DensityCode;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.op.Broadcast;

/** Refuses laws of repeated random values: they live on a diagonal, where copies agree. */
final class RepeatedValue implements DerivationRule<Broadcast> {

    private static final RuleId ID = new RuleId("broadcast");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Broadcast> op() {
        return Broadcast.class;
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Broadcast op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        return at.refused(
                ID,
                DensityCode.MEASURABLE_BROADCAST,
                "a random value of shape " + at.node().inputs().getFirst().shape() + " is repeated to " + op.to()
                        + "; its copies are equal, so they have no joint density",
                "draw it with shape " + op.to() + " if independent copies are meant");
    }
}
