package ppl.aeppl.rule.builtin;

import java.util.List;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.RuleRegistry;
import ppl.aeppl.rule.clip.Clip;
import ppl.aeppl.rule.convolution.Convolution;
import ppl.aeppl.rule.copies.Repeated;
import ppl.aeppl.rule.gaussian.GaussianAffine;
import ppl.aeppl.rule.gaussian.GaussianJoin;
import ppl.aeppl.rule.joined.Joining;
import ppl.aeppl.rule.joined.Placing;
import ppl.aeppl.rule.linear.SquareMap;
import ppl.aeppl.rule.lognormal.LogNormalProduct;
import ppl.aeppl.rule.loop.Recurrence;
import ppl.aeppl.rule.mixture.Branching;
import ppl.aeppl.rule.mixture.Choosing;
import ppl.aeppl.rule.mixture.Picking;
import ppl.aeppl.rule.order.Extremes;
import ppl.aeppl.rule.order.Ordering;
import ppl.aeppl.rule.order.Sorting;
import ppl.aeppl.rule.order.UnlessNaN;
import ppl.aeppl.rule.pushforward.Branches;
import ppl.aeppl.rule.pushforward.PushForward;
import ppl.aeppl.rule.rounding.Rounding;
import ppl.aeppl.rule.running.Walk;
import ppl.aeppl.rule.truth.Comparison;
import ppl.aeppl.rule.truth.Logic;
import ppl.aeppl.rule.view.View;

/** The rules that come with the system. A new one is one class and a line here. */
public final class BuiltinRules {

    private static final List<DerivationRule<?>> ALL = List.of(
            new FamilyRule(),
            new GaussianAffine(),
            new GaussianJoin(),
            new UnlessNaN(),
            new Clip(),
            new Repeated(),
            new Convolution(),
            new LogNormalProduct(),
            new Walk(),
            new Recurrence(),
            new SquareMap(),
            new View(),
            new Picking(),
            new Choosing(),
            new Branching(),
            new Joining(),
            new Placing(),
            new Branches(),
            new Rounding(),
            new Comparison(),
            new Logic(),
            new Sorting(),
            new Ordering(),
            new PushForward(),
            new Extremes());

    private BuiltinRules() {}

    /** These rules and no others. */
    public static RuleRegistry registry() {
        return Own.REGISTRY;
    }

    /**
     * These rules and those of all providers present.
     *
     * @throws ppl.aeppl.LogDensityException with code RULE_CONFLICT if two providers have one name, or two rules claim the same
     */
    public static RuleRegistry andProvided() {
        return registry().withProvided(BuiltinRules.class.getClassLoader());
    }

    /** Compared with each other once in a process. */
    private static final class Own {
        static final RuleRegistry REGISTRY = RuleRegistry.of("ppl.aeppl", ALL);
    }
}
