package ppl.aeppl.rule.gaussian;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.PickedLaw;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/** Normal elements, none of which shares a draw with another, that remember what they are made of. */
record IndependentNormals(Var node, GaussianForm form, Law decorated, LawType type) implements LawDecorator {

    static Law of(Var node, GaussianForm form, Law normal, Sources sources) {
        LawType type = LawType.elementwise(normal.type().draw(), BaseMeasure.LEBESGUE, Support.reals(), sources);
        return new IndependentNormals(node, form, normal, type);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return kind == GaussianForm.class ? Capability.of(kind.cast(form)) : decorated.form(kind);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Capability<Law> once = GaussianLaw.elements(node, form, type.sources(), by);
        return switch (once.isPresent() ? once : decorated.elements(by)) {
            case Capability.Present<Law>(PickedLaw(Law copies, Law _, Rearrangement _)) ->
                Capability.of(new PickedLaw(copies, this, by));
            case Capability.Present<Law> law -> law;
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** None: the value of a sum does not determine its summands. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    /** Weights that the model computes may cancel too, which is known only when the graph runs. */
    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(form.checks());
        Var scale = form.scale();
        Var holds = scale.gt(0);
        if (!holds.isSplat(1)) {
            checks.add(ParameterCheck.of(
                    "the sum of normal draws " + node.expression(),
                    "its standard deviation",
                    "> 0",
                    "its random parts cancel, and a point mass has no density: keep the coefficients apart",
                    scale,
                    holds));
        }
        return checks;
    }
}
