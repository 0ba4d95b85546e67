package ppl.aeppl.rule.order;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a place of alike elements: of n each is as probable. It does not tell what stands there.
 *
 * @param decorated uniform
 * @param checks those of the elements
 * @param drawn how it is drawn with them
 */
record OnePlace(Law decorated, List<ParameterCheck> checks, Function<KeyVar, Var> drawn) implements LawDecorator {

    static OnePlace of(int n, Shape shape, Sources sources, List<ParameterCheck> checks, Function<KeyVar, Var> drawn) {
        Law uniform = Categorical.LOGIT.law(List.of(Var.constant(new double[n])), shape, sources);
        return new OnePlace(uniform, checks, drawn);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return checks;
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (decorated.elements(by)) {
            case Capability.Present<Law>(Law some) -> Capability.of(new OnePlace(some, checks, some::draw));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var draw(KeyVar key) {
        return drawn.apply(key);
    }
}
