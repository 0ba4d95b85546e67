package com.example.amplitude;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * The hypotenuse of two independent normal variables with mean 0 and one standard deviation has the {@link Rayleigh} law. Means and standard
 * deviations must be certain when the graph is built: where the rule cannot be sure, it refuses.
 */
public record AmplitudeOfNormals() implements DerivationRule<Hypot> {

    private static final RuleId ID = new RuleId("amplitude.normal");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Hypot> op() {
        return Hypot.class;
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "hypot(X, Y)",
                "Rayleigh(sigma)",
                "X and Y are independent, normal with mean 0 and one standard deviation sigma",
                "other laws: NO_RULE; operands that share draws: DEPENDENT_OPERANDS",
                new Guide.Example("hypot(normal(0, 2), normal(0, 2))", "3", -1.4126820724517808)));
    }

    @Override
    public Outcome apply(Hypot op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE; // why an operand has no law is said already
        }
        if (at.randomPositions().size() < 2) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "one side of the hypotenuse is fixed, and the law of a hypotenuse is known for two random ones only",
                    "write sqrt(x.square().plus(c * c)), each step of which has a law");
        }
        if (!at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "both sides of the hypotenuse depend on "
                            + at.sharedSources().stream().map(Var::label).toList(),
                    "make them of draws of their own, or observe the two sides instead");
        }
        return ofIndependent(at);
    }

    private static Outcome ofIndependent(Application at) {
        Law x = ((Operand.Random) at.operand(0)).law();
        Law y = ((Operand.Random) at.operand(1)).law();
        if (!(x.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm a))
                || !(y.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm b))
                || !a.isIndependent()
                || !b.isIndependent()) {
            return refused(at, "its sides are " + x.describe() + " and " + y.describe());
        }
        if (!a.mean().isSplat(0) || !b.mean().isSplat(0)) {
            return refused(
                    at,
                    "the means of its sides are " + a.mean().label() + " and "
                            + b.mean().label());
        }
        Shape shape = at.node().shape();
        if (!isSame(a.scale().broadcastTo(shape), b.scale().broadcastTo(shape))) {
            return refused(
                    at,
                    "the standard deviations of its sides are " + a.scale().label() + " and "
                            + b.scale().label());
        }
        Sources sources = x.type().sources().and(y.type().sources());
        return at.derived(ID, AmplitudeLaw.of(Rayleigh.FAMILY.law(List.of(a.scale()), shape, sources), x, y));
    }

    /** Equal nodes are one node; numbers that were computed are known by their bounds. */
    private static boolean isSame(Var a, Var b) {
        Interval known = a.range();
        return a == b || (known.lo() == known.hi() && known.equals(b.range()));
    }

    private static Outcome refused(Application at, String found) {
        return at.refused(
                ID,
                DensityCode.NO_RULE,
                "the law of a hypotenuse is known where its sides are normal with mean 0 and one standard deviation, each element "
                        + "independent of the others, but " + found,
                "observe the two sides instead, or scale and centre them first");
    }
}
