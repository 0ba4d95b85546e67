package ppl.aeppl.rule.order;

import java.util.Optional;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.Compare;
import ppl.graph.op.Select;

/** {@code where(isNaN(X), A, B)}, as a median is written: it is B, since no draw is NaN. */
public final class UnlessNaN implements DerivationRule<Select> {

    private static final RuleId ID = new RuleId("order.nan");

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
                "where(isNaN(X), A, B), as a median is written",
                "the law of B, since no draw is NaN",
                "none",
                "nothing",
                new Guide.Example("median(normal(0.25, 1.5), shape 5)", "0.5", -0.7450368944882894)));
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(Select op, Application at) {
        Var condition = at.node().inputs().getFirst();
        boolean isNaN = condition.op() instanceof Compare(Compare.Fn fn)
                && fn == Compare.Fn.NE
                && condition.inputs().get(0) == condition.inputs().get(1);
        return isNaN && at.operand(2) instanceof Operand.Random(Var _, Law law)
                ? at.derived(ID, law)
                : Outcome.NOT_MINE;
    }
}
