package ppl.aeppl.rule.convolution;

import java.util.List;
import java.util.Map;
import ppl.aeppl.family.Additive;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.PickedLaw;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.pushforward.PushForward;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a sum that stays in its family.
 *
 * @param decorated the law of the family
 * @param form as a summand of further sums
 * @param type with the draws of all summands
 * @param checks those of the summands
 */
record SumLaw(Law decorated, Additive form, LawType type, List<ParameterCheck> checks) implements LawDecorator {

    static Law of(TensorType draw, Additive form, Sources sources, List<Law> summands) {
        Law law = form.law(draw.shape(), sources.whole());
        Law moved = PushForward.affine(law, form.negated(), form.offset());
        LawType type = moved.type();
        LawType own = new LawType(draw, type.measure(), type.support(), type.eventAxes(), type.batch(), sources);
        List<ParameterCheck> checks =
                summands.stream().flatMap(l -> l.checks().stream()).distinct().toList();
        return new SumLaw(moved, form, own, checks);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return kind == Additive.class ? Capability.of(kind.cast(form)) : LawDecorator.super.form(kind);
    }

    /** Their law is that of the family with their parameters. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(PickedLaw(Law picked, Law _, Rearrangement _)) ->
                Capability.of(new PickedLaw(picked, this, by));
            case Capability.Present<Law>(Law picked) -> Capability.of(new PickedLaw(picked, this, by));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** None: the value of a sum does not determine its summands. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }
}
