package ppl.aeppl.family.multivariate;

import java.util.Map;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.gaussian.GaussianLaw;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * The law of normal vectors, of which some elements have a law too: what is left of a covariance when the others are left out.
 *
 * @param decorated the law of whole vectors
 */
record JointNormals(Law decorated) implements LawDecorator {

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Capability<Law> whole = decorated.elements(by);
        if (whole.isPresent()
                || by.isOneToOne()
                || !(form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form))) {
            return whole;
        }
        Sources sources = type().sources();
        Var draw = sources.draws().iterator().next();
        if (by.origins() != null) {
            return GaussianLaw.elements(draw, form, sources, by);
        }
        boolean one = by.to().isKnown() && by.to().elements() == 1;
        return one ? Capability.of(new OneElement(marginal(form, by), sources.rearranged(by))) : whole;
    }

    /** Normal, at a position that a run tells. */
    private static Law marginal(GaussianForm form, Rearrangement by) {
        Var mean = by.parameter(form.mean());
        Var deviation = by.parameter(Functions.broadcastTo(form.scale(), form.shape()));
        return Normal.FAMILY.with(mean, deviation).law(by.to());
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }
}
