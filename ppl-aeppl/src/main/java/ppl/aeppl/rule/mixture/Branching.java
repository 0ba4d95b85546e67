package ppl.aeppl.rule.mixture;

import java.util.Optional;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;

/** A branch, {@code cond(c, ..)}: the choice between what its bodies compute. */
public final class Branching implements DerivationRule<Projection> {

    private static final RuleId ID = new RuleId("mixture.cond");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Projection> op() {
        return Projection.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "cond(C, X, Y)",
                "that of where(C, X, Y)",
                "as where",
                "as where",
                new Guide.Example(
                        "cond(bernoulli(0.3) = 1, 2 * normal(0, 1), exponential(3))", "0.5", -0.64136425378085362)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Projection op, Application at) {
        if (!(op.of() instanceof Cond cond)) {
            return Outcome.NOT_MINE;
        }
        Var chosen = cond.expand(at.node().inputs(), op.index());
        return switch (at.sequence().derive(chosen)) {
            case Outcome.Derived(var law, var _) -> at.derived(ID, law);
            case Outcome.Refused refused -> refused;
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        };
    }
}
