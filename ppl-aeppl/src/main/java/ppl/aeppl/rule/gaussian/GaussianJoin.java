package ppl.aeppl.rule.gaussian;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.op.Concat;

/**
 * Gaussian parts, joined, of which no value tells the draws that others share with it: {@code stack(X + Y, X - Y)} has a covariance.
 * Parts that can be taken one after another are those of another rule, which is asked before.
 */
public final class GaussianJoin implements DerivationRule<Concat> {

    private static final RuleId ID = new RuleId("gaussian.joined");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Concat> op() {
        return Concat.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "stack and concat of Gaussian parts that share draws",
                "MvNormal",
                "parts cannot be taken one after another",
                "elements that follow from others: DEGENERATE",
                new Guide.Example("stack(x + y, x - y), of normal(0, 1), normal(0, 2)", "1, -2", -3.6304214275292361)));
    }

    @Override
    public Phase phase() {
        return Phase.PUSHFORWARD;
    }

    @Override
    public Outcome apply(Concat op, Application at) {
        List<GaussianForm> forms = GaussianAffine.forms(at);
        return forms.isEmpty()
                ? Outcome.NOT_MINE
                : GaussianForm.concat(forms, op.axis())
                        .map(form -> at.derived(ID, GaussianLaw.of(at.node(), form, GaussianAffine.sources(op, at))))
                        .orElse(Outcome.NOT_MINE);
    }
}
