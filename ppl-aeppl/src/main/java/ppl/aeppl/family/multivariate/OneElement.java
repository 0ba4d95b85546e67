package ppl.aeppl.family.multivariate;

import java.util.Map;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * The law of single elements of vectors, no more than one of each, which tell nothing of the vectors' others.
 *
 * @param decorated the law
 * @param sources what they are made of
 */
record OneElement(Law decorated, Sources sources) implements LawDecorator {

    @Override
    public LawType type() {
        LawType own = decorated.type();
        return new LawType(own.draw(), own.measure(), own.support(), own.eventAxes(), own.batch(), sources);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(Law law)
            when by.isOneToOne() -> Capability.of(new OneElement(law, sources.rearranged(by)));
            case Capability.Present<Law> _ -> LawDecorator.super.elements(by);
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** None: which elements of the draw it is made of is not known. */
    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return Capability.absent("it is of single elements of vectors, whose others depend on them");
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }
}
