package com.example.amplitude;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A law of the family, as that of something that was computed: its value does not tell the draws, and what must hold of its
 * parameters is what must hold of theirs, so that messages name them.
 *
 * @param decorated the family's law
 * @param checks the constraints on the parameters of the draws
 */
record AmplitudeLaw(Law decorated, List<ParameterCheck> checks) implements LawDecorator {

    static AmplitudeLaw of(Law amplitude, Law x, Law y) {
        return new AmplitudeLaw(
                amplitude,
                Stream.concat(x.checks().stream(), y.checks().stream())
                        .distinct()
                        .toList());
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(Law law) -> Capability.of(new AmplitudeLaw(law, checks));
            case Capability.Absent<Law> absent -> absent;
        };
    }
}
