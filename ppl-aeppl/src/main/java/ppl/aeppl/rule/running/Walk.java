package ppl.aeppl.rule.running;

import java.util.Optional;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.math.running.CumulativeProduct;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Op;

/** Running sums, and running products of positive numbers: the density of the steps, whatever their law. */
public final class Walk implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("walk");

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
        return Set.of(Claim.kind(CumulativeSum.class), Claim.kind(CumulativeProduct.class));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "cumsum(X), cumprod(X)",
                "that of the steps: differences, or ratios with their Jacobian",
                "steps of any law; of a product positive and continuous",
                "steps with point masses: NO_RULE; products of steps that may be negative: DOMAIN_NOT_COVERED",
                new Guide.Example("cumsum(normal(0, 1), shape 3)", "0.5, 1, 2", -3.506815599614018)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        if (!(at.operand(0) instanceof Operand.Random(var _, Law steps))) {
            return Outcome.NOT_MINE;
        }
        return switch (op) {
            case CumulativeSum(int axis, boolean reverse) -> path(at, steps, new RunningSum(reverse), axis);
            case CumulativeProduct(int axis) -> product(at, steps, axis);
            default -> throw new AssertionError(op.name() + " is not claimed");
        };
    }

    private static Outcome product(Application at, Law steps, int axis) {
        LawType type = steps.type();
        if (!(type.measure() instanceof BaseMeasure.Lebesgue)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "running products have a rule for continuous steps only, and those are " + steps.describe(),
                    "");
        }
        if (!type.support().bounds().isNonNegative()) {
            return at.refused(
                    ID,
                    DensityCode.DOMAIN_NOT_COVERED,
                    "running products have a rule for positive steps only, but the support of their steps is "
                            + type.support(),
                    "bound the steps, for example by a family with positive support");
        }
        return path(at, steps, new RunningProduct(), axis);
    }

    private static Outcome path(Application at, Law steps, Accumulated map, int axis) {
        LawType type = steps.type();
        if (!PathLaw.tells(steps) || type.batch().contains(Dependence.DUPLICATED)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "steps of " + steps.describe() + " cannot be told from their path: its measure is "
                            + type.measure(),
                    "");
        }
        if (!type.draw().shape().isKnown()) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "the number of steps is known only in a run",
                    "give the lengths that " + type.draw().shape() + " depends on");
        }
        return at.derived(ID, PathLaw.of(steps, map, axis));
    }
}
