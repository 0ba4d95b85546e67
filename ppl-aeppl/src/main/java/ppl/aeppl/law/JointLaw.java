package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ppl.graph.Var;

/**
 * A law seen as one of greater events: elements along some of its batch axes together. Its log-density sums over them.
 *
 * @param decorated the law
 * @param type its type, with more event axes
 */
public record JointLaw(Law decorated, LawType type) implements LawDecorator {

    /** The same law where no axis is new. */
    public static Law along(Set<Integer> axes, Law law) {
        LawType of = law.type();
        Set<Integer> events = new TreeSet<>(of.eventAxes());
        events.addAll(axes);
        if (events.equals(of.eventAxes())) {
            return law;
        }
        List<Dependence> batch = new ArrayList<>();
        int axis = 0;
        for (int a = 0; a < of.draw().shape().rank(); a++) {
            if (!of.eventAxes().contains(a)) {
                if (!events.contains(a)) {
                    batch.add(of.batch().get(axis));
                }
                axis++;
            }
        }
        BaseMeasure measure = of.measure().ofEvents();
        return new JointLaw(law, new LawType(of.draw(), measure, of.support(), events, batch, of.sources()));
    }

    @Override
    public LogTerms logDensity(Value value) {
        Set<Integer> own = decorated.type().eventAxes();
        return decorated
                .logDensity(value)
                .sumOver(type.eventAxes().stream()
                        .filter(a -> !own.contains(a))
                        .map(a -> a - (int) own.stream().filter(b -> b < a).count())
                        .collect(Collectors.toSet()));
    }

    @Override
    public List<Atom> atoms() {
        return List.of();
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.absent(describe() + " is a law of several elements together");
    }

    @Override
    public Capability<Quantile> quantile() {
        return Capability.absent(describe() + " is a law of several elements together");
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return by.axesOf(type.eventAxes())
                .map(axes -> switch (decorated.elements(by)) {
                    case Capability.Present<Law>(Law law) -> Capability.of(along(axes, law));
                    case Capability.Absent<Law> absent -> absent;
                })
                .orElseGet(() -> Capability.absent(
                        "the elements of " + describe() + " along axes " + type.eventAxes() + " belong together"));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }
}
