package ppl.aeppl.rule.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** A draw of a family, given its parameters: the family's own law. */
final class FamilyRule implements DerivationRule<RandomOp> {

    private static final RuleId ID = new RuleId("family");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<RandomOp> op() {
        return RandomOp.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "a draw",
                "the density of its family; −∞ outside of the support",
                "its parameters have values",
                "a draw whose parameters depend on draws without values: UNVALUED_SOURCE",
                new Guide.Example("normal(1, 2)", "0.5", -1.6433357137646180)));
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(RandomOp op, Application at) {
        if (!(op.family() instanceof Family family)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "the family '" + op.family().name() + "' can be drawn from but gives no density",
                    "implement " + Family.class.getName());
        }
        List<String> random = new ArrayList<>();
        List<Var> parameters = new ArrayList<>();
        for (int i = 0; i < at.operands().size(); i++) {
            if (at.operand(i).isFixed()) {
                parameters.add(at.fixed(i));
            } else {
                random.add(family.parameters().get(i).name());
            }
        }
        if (!random.isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.UNVALUED_SOURCE,
                    (random.size() == 1 ? "its parameter " : "its parameters ") + String.join(" and ", random)
                            + (random.size() == 1 ? " depends on a draw" : " depend on draws") + " without a value",
                    "");
        }
        return at.derived(ID, family.law(parameters, op.batch(), Sources.of(at.node())));
    }
}
