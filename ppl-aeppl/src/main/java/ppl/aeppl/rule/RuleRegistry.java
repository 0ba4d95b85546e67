package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.graph.op.Op;

/**
 * The rules known, in the order in which they are asked: by phase, then by name. Immutable.
 *
 * @param entries the rules with their providers
 * @param unusable providers that could not be loaded, with the reason
 */
public record RuleRegistry(List<Entry> entries, List<String> unusable) {

    /** A rule and who provides it. */
    public record Entry(String provider, DerivationRule<?> rule) {

        private boolean answersTo(Op op) {
            return rule.op().isInstance(op)
                    && (rule.names().isEmpty() || rule.names().contains(op.name()));
        }

        private boolean clashesWith(Entry other) {
            boolean sameKind = rule.op().isAssignableFrom(other.rule.op())
                    || other.rule.op().isAssignableFrom(rule.op());
            return rule.phase() == other.rule.phase() && sameKind && namesOverlap(rule.names(), other.rule.names());
        }

        private static boolean namesOverlap(Set<String> a, Set<String> b) {
            return a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
        }
    }

    /** Sorts the entries and looks for conflicts. */
    public RuleRegistry {
        entries = sorted(entries);
        unusable = List.copyOf(unusable);
    }

    /** The built-in rules and those of all providers present. */
    public static RuleRegistry load() {
        List<Entry> entries = new ArrayList<>(builtin().entries);
        List<String> unusable = new ArrayList<>();
        Iterator<ServiceLoader.Provider<DerivationRuleProvider>> providers =
                ServiceLoader.load(DerivationRuleProvider.class, RuleRegistry.class.getClassLoader()).stream()
                        .iterator();
        while (providers.hasNext()) {
            try {
                DerivationRuleProvider provider = providers.next().get();
                provider.rules().forEach(rule -> entries.add(new Entry(provider.name(), rule)));
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                unusable.add(e.toString());
            }
        }
        return new RuleRegistry(entries, unusable);
    }

    /** The built-in rules only. */
    public static RuleRegistry builtin() {
        return new RuleRegistry(
                BuiltinRules.ALL.stream()
                        .map(rule -> new Entry("ppl.aeppl", rule))
                        .toList(),
                List.of());
    }

    /** These rules and those of one more provider. */
    public RuleRegistry with(DerivationRuleProvider provider) {
        List<Entry> more = new ArrayList<>(entries);
        provider.rules().forEach(rule -> more.add(new Entry(provider.name(), rule)));
        return new RuleRegistry(more, unusable);
    }

    /** The rules to ask about an op, in order. */
    public List<DerivationRule<?>> rulesFor(Op op) {
        List<DerivationRule<?>> rules = new ArrayList<>();
        for (Entry e : entries) {
            if (e.answersTo(op)) {
                rules.add(e.rule);
            }
        }
        return rules;
    }

    private static List<Entry> sorted(List<Entry> given) {
        Set<RuleId> replaced = new HashSet<>();
        given.forEach(e -> replaced.addAll(e.rule.overrides()));
        List<Entry> kept = new ArrayList<>(
                given.stream().filter(e -> !replaced.contains(e.rule.id())).toList());
        kept.sort(Comparator.comparing((Entry e) -> e.rule.phase())
                .thenComparing(e -> e.rule.id().name())
                .thenComparing(Entry::provider));
        for (int i = 0; i < kept.size(); i++) {
            for (int j = i + 1; j < kept.size(); j++) {
                if (kept.get(i).clashesWith(kept.get(j))) {
                    throw conflict(kept.get(i), kept.get(j));
                }
            }
        }
        return List.copyOf(kept);
    }

    private static LogDensityException conflict(Entry a, Entry b) {
        return new LogDensityException(
                DensityCode.RULE_CONFLICT,
                "the rules '" + a.rule.id() + "' of " + a.provider + " and '" + b.rule.id() + "' of " + b.provider
                        + " both claim " + a.rule.op().getSimpleName() + " in phase " + a.rule.phase()
                        + "; let one override the other, or choose another phase");
    }
}
