package ppl.aeppl.rule.clip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.Binary;

/**
 * {@code max(X, c)} and {@code min(X, c)} for a fixed bound c: the probability beyond the bound becomes an atom at it.
 * To clip on both sides is to clip twice, in either order.
 */
public final class Clip implements DerivationRule<Binary> {

    private static final RuleId ID = new RuleId("clip");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Binary> op() {
        return Binary.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.one(new Binary(Binary.Fn.MAX)), Claim.one(new Binary(Binary.Fn.MIN)));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "max(X, c), min(X, c)",
                "the density of X inside; all probability beyond the bound is a point mass at the bound",
                "X has probabilities of intervals; c is fixed",
                "a random bound that depends on X: DEPENDENT_OPERANDS; elements with a joint law: EVENT_AXES_MISMATCH",
                new Guide.Example("max(normal(0, 1), 0)", "0", -0.69314718055994531)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Binary op, Application at) {
        List<Integer> random = at.randomPositions();
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        String name = op.fn().name().toLowerCase(Locale.ROOT);
        if (random.size() > 1) {
            return Outcome.NOT_MINE; // the greater or lesser of two random ones
        }
        int position = random.getFirst();
        Law law = ((Operand.Random) at.operand(position)).law();
        Var bound = at.fixed(1 - position);
        boolean lower = op.fn() == Binary.Fn.MAX;
        if (bound.isSplat(lower ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY)) {
            return at.derived(ID, law);
        }
        Outcome tied = at.refusedApart(ID, name, law);
        if (tied != null) {
            return tied;
        }
        return switch (law.events()) {
            case Capability.Absent<EventProbability>(String why) ->
                at.refused(
                        ID,
                        DensityCode.NO_EVENT_PROBABILITY,
                        "clipping needs the probability beyond the bound, and " + why,
                        "use a family whose distribution function is available");
            case Capability.Present<EventProbability>(EventProbability events) ->
                at.derived(ID, ClippedLaw.of(law, events, bound, lower));
        };
    }
}
