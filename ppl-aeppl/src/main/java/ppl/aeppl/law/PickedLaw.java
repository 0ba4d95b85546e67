package ppl.aeppl.law;

import java.util.Map;
import ppl.graph.Var;

/**
 * The law of elements of a draw, which knows of which: only if each element is there once does a value imply that of the draw.
 *
 * @param decorated the law of the elements
 * @param of the law that they are elements of
 * @param by which elements
 */
public record PickedLaw(Law decorated, Law of, Rearrangement by) implements LawDecorator {

    @Override
    public Map<Var, Value> recover(Value value) {
        return by.undo(value).map(of::recover).orElseGet(Map::of);
    }

    @Override
    public Capability<Law> elements(Rearrangement next) {
        return switch (decorated.elements(next)) {
            case Capability.Present<Law>(PickedLaw(Law law, Law _, Rearrangement _)) ->
                Capability.of(new PickedLaw(law, this, next));
            case Capability.Present<Law>(Law law) -> Capability.of(new PickedLaw(law, this, next));
            case Capability.Absent<Law> absent -> absent;
        };
    }
}
