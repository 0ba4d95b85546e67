package ppl.aeppl.rule.copies;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.op.Broadcast;

/**
 * A random value that is repeated along axes: one density for all copies, and −∞ unless they agree. So {@code x + y} of a scalar x and a
 * vector y has no independent copies of x in it: it is refused, or, of Gaussians, its elements are correlated.
 */
public final class Repeated implements DerivationRule<Broadcast> {

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
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X repeated along axes",
                "one density for all copies; -inf unless they agree",
                "at least one copy",
                "elementwise functions that differ between copies, unless X is Gaussian and there is noise: EVENT_AXES_MISMATCH",
                new Guide.Example("broadcast(exponential(3), shape 3)", "0.5, 0.5, 0.5", -0.40138771133189025)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Broadcast op, Application at) {
        if (!(at.operand(0) instanceof Operand.Random(var _, Law law))) {
            return Outcome.NOT_MINE;
        }
        List<Integer> added = IntStream.range(0, op.to().rank())
                .filter(a -> !op.axes().contains(a))
                .boxed()
                .toList();
        if (added.stream().anyMatch(a -> op.to().extent(a).is(0))) {
            return at.refused(
                    ID,
                    DensityCode.MEASURABLE_BROADCAST,
                    "a random value of shape " + law.type().draw().shape() + " is repeated to " + op.to()
                            + ", so no copy of it is left",
                    "leave it out");
        }
        boolean once = added.stream().allMatch(a -> op.to().extent(a).is(1));
        if (once
                && law.elements(Copies.expanded(op, law.type().draw().shape()))
                        instanceof Capability.Present<Law>(Law same)) {
            return at.derived(ID, same);
        }
        return at.derived(ID, Copies.of(law, op));
    }
}
