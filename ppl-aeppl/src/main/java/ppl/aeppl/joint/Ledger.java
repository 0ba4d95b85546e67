package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Environment;
import ppl.graph.Var;

/** Checks that each element of a draw is used by one factor only. */
final class Ledger {

    private final Map<Var, List<Entry>> consumed = new IdentityHashMap<>();

    /** What one variable consumed. */
    private record Entry(Binding binding, Sources sources) {}

    /** The variables that consumed elements of draws that are sources, or of draws of such variables, in the order of their entry. */
    List<Binding> sharing(Sources sources) {
        Map<Binding, Sources> found = new LinkedHashMap<>();
        List<Sources> open = new ArrayList<>(List.of(sources));
        while (!open.isEmpty()) {
            Sources mine = open.removeLast();
            for (Var source : mine.draws()) {
                for (Entry before : consumed.getOrDefault(source, List.of())) {
                    if (!found.containsKey(before.binding())
                            && before.sources().shared(mine).contains(source)) {
                        found.put(before.binding(), before.sources());
                        open.add(before.sources());
                    }
                }
            }
        }
        return List.copyOf(found.keySet());
    }

    /** Enters the draws that a law consumes whose density is conditional on what others have consumed of them. */
    void enter(Binding binding, Law law) {
        Sources sources = law.type().sources();
        sources.draws().forEach(source -> consumed.computeIfAbsent(source, _ -> new ArrayList<>())
                .add(new Entry(binding, sources)));
    }

    /**
     * Enters the draws that the law of a valued variable consumes.
     *
     * @throws LogDensityException with code SOURCE_CONSUMED_TWICE if another variable consumed one of them
     */
    void discharge(Binding binding, Law law, Environment environment) {
        Sources sources = law.type().sources();
        for (Var source : sources.draws()) {
            List<Entry> entries = consumed.computeIfAbsent(source, _ -> new ArrayList<>());
            for (Entry before : entries) {
                if (before.sources().shared(sources).contains(source)) {
                    throw twice(source, before.binding(), binding, environment);
                }
            }
            entries.add(new Entry(binding, sources));
        }
    }

    private static LogDensityException twice(Var source, Binding before, Binding binding, Environment environment) {
        Environment valued = Remedy.with(List.of(source), environment);
        boolean stillRandom = valued.fixed(before.node()) == null && valued.fixed(binding.node()) == null;
        String name = source.label();
        return new LogDensityException(
                DensityCode.SOURCE_CONSUMED_TWICE,
                "the draw '" + name + "' would count twice: '" + before.name() + "' and '" + binding.name()
                        + "' both depend on it, so their densities do not multiply"
                        + (stillRandom
                                ? "\n  to fix: give '" + name
                                        + "' a value of its own, so that both are conditional on it"
                                : "\n  to fix: take one of the two values away; or, if one was measured with an error, "
                                        + "observe a draw around it, such as normal("
                                        + binding.node().expression() + ", sigma), and give '" + name + "' a value"));
    }
}
