package ppl.aeppl.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.PickedLaw;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a draw of a {@link ComposedFamily}.
 *
 * @param decorated the law that the family makes of others
 */
record ComposedLaw(Law decorated, ComposedFamily family, List<Var> parameters) implements LawDecorator {

    @Override
    public String describe() {
        return family.describe(parameters);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        type().sources().draws().stream()
                .filter(s -> s.dtype() == value.var().dtype())
                .forEach(s -> recovered.put(s, value));
        return recovered;
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(Law picked) -> Capability.of(new PickedLaw(picked, this, by));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public List<ParameterCheck> checks() {
        return family.checks(parameters);
    }
}
