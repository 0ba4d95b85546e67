package ppl.aeppl.rule.gaussian;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Spread;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.WithoutDensity;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Normal elements that are tied to each other, since together they depend on fewer elements of draws than they are: {@code x * [1, 2]}.
 * They have no density, but a sum with independent noise has one, and so may some of them.
 *
 * @param node what it is the law of, for messages
 * @param form how it depends on draws
 * @param byWeights true if there are draws enough, but rows of weights depend on each other
 * @param type the type of the law
 */
record TiedNormals(Var node, GaussianForm form, boolean byWeights, LawType type) implements WithoutDensity {

    static Law of(Var node, GaussianForm form, Spread spread, Sources sources) {
        LawType type = new LawType(
                new TensorType(DType.F64, form.shape()),
                new BaseMeasure.Surface(spread.rank()),
                Support.reals(),
                spread.events(),
                Collections.nCopies(spread.batch().size(), Dependence.INDEPENDENT),
                sources);
        return new TiedNormals(node, form, spread.rank() >= spread.size(), type);
    }

    @Override
    public String describe() {
        return "tied normals " + node.expression();
    }

    @Override
    public Outcome.Refused refusal() {
        return new Outcome.Refused(
                GaussianAffine.ID,
                node,
                DensityCode.DEGENERATE,
                "its elements are tied to each other: together they depend on "
                        + (byWeights
                                ? "as many elements of draws as they are, but some follow from others, as those of x - mean(x)"
                                : "fewer elements of "
                                        + form.draws().stream()
                                                .map(d -> "'" + d.label() + "'")
                                                .collect(Collectors.joining(" and "))
                                        + " than they are")
                        + ", so they have no joint density",
                byWeights
                        ? "leave out an element that follows from the others, or add independent noise to each element"
                        : "draw what is repeated with the full shape if independent copies are meant, or add independent "
                                + "noise to each element",
                List.of());
    }

    /**
     * None.
     *
     * @throws LogDensityException with code DEGENERATE
     */
    @Override
    public LogTerms logDensity(Value value) {
        Outcome.Refused why = refusal();
        throw new LogDensityException(
                why.code(), "'" + node.expression() + "' has no density: " + why.why() + "\n  to fix: " + why.fix());
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return kind == GaussianForm.class ? Capability.of(kind.cast(form)) : WithoutDensity.super.form(kind);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return GaussianLaw.elements(node, form, type.sources(), by);
    }

    @Override
    public List<ParameterCheck> checks() {
        return form.checks();
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(form.mean(), form.scale().square()));
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(form.mean(), form.shape());
    }

    @Override
    public Var draw(KeyVar key) {
        return Spread.of(form).draw(key);
    }
}
