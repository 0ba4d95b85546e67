package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.graph.op.Op;
import ppl.graph.service.Providers;

/**
 * The rules known, in the order in which they are asked: by phase, then by name. Immutable.
 *
 * @param entries the rules with their providers
 * @param unusable providers that could not be loaded, with the reason; named in messages where no rule is found
 */
public record RuleRegistry(List<Entry> entries, List<String> unusable) {

    /** A rule and who provides it. */
    public record Entry(String provider, DerivationRule<?> rule) {

        private boolean answersTo(Op op) {
            return rule.op().isInstance(op) && rule.claims().stream().anyMatch(claim -> claim.covers(op));
        }
    }

    /**
     * Sorts the entries.
     *
     * @throws LogDensityException with code RULE_CONFLICT if two rules of one phase claim the same op
     */
    public RuleRegistry {
        entries = sorted(entries);
        unusable = List.copyOf(unusable);
    }

    /**
     * The rules of one provider.
     *
     * @throws LogDensityException with code RULE_CONFLICT if two rules of one phase claim the same op
     */
    public static RuleRegistry of(String provider, List<DerivationRule<?>> rules) {
        return new RuleRegistry(entries(provider, rules), List.of());
    }

    /**
     * These rules and those of the providers that a class loader sees.
     *
     * @throws LogDensityException with code RULE_CONFLICT if two providers have one name, or two rules of one phase claim the same op
     */
    public RuleRegistry withProvided(ClassLoader loader) {
        Providers<List<Entry>> providers = Providers.load(
                DerivationRuleProvider.class,
                ServiceLoader.load(DerivationRuleProvider.class, loader),
                DerivationRuleProvider::name,
                provider -> entries(provider.name(), provider.rules()));
        providers.clash("providers of derivation rules").ifPresent(clash -> {
            throw new LogDensityException(DensityCode.RULE_CONFLICT, clash);
        });
        if (providers.usable().isEmpty() && providers.failures().isEmpty()) {
            return this; // to compare every rule with every other again takes a tenth of a derivation
        }
        List<Entry> more = new ArrayList<>(entries);
        providers.usable().forEach(p -> more.addAll(p.service()));
        List<String> failed = new ArrayList<>(unusable);
        providers.failures().forEach(failure -> failed.add(failure.toString()));
        return new RuleRegistry(more, failed);
    }

    /**
     * These rules and those of one more provider.
     *
     * @throws LogDensityException with code RULE_CONFLICT if two rules of one phase claim the same op
     */
    public RuleRegistry with(DerivationRuleProvider provider) {
        List<Entry> more = new ArrayList<>(entries);
        more.addAll(entries(provider.name(), provider.rules()));
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

    private static List<Entry> entries(String provider, List<DerivationRule<?>> rules) {
        return rules.stream().map(rule -> new Entry(provider, checked(rule))).toList();
    }

    /** Fails here, where the provider is known, for a rule that lacks one of its parts. */
    private static DerivationRule<?> checked(DerivationRule<?> rule) {
        Objects.requireNonNull(rule.id(), "a rule has no id");
        Objects.requireNonNull(rule.op(), "a rule has no op");
        Objects.requireNonNull(rule.phase(), "a rule has no phase");
        Objects.requireNonNull(rule.claims(), "a rule has no claims");
        Objects.requireNonNull(rule.overrides(), "a rule has no overrides");
        return rule;
    }

    private static List<Entry> sorted(List<Entry> given) {
        Set<RuleId> replaced = new HashSet<>();
        given.forEach(e -> replaced.addAll(e.rule.overrides()));
        List<Entry> kept = new ArrayList<>(
                given.stream().filter(e -> !replaced.contains(e.rule.id())).toList());
        kept.sort(Comparator.comparing((Entry e) -> e.rule.phase())
                .thenComparing(e -> e.rule.id().name())
                .thenComparing(Entry::provider));
        requireApart(kept);
        return List.copyOf(kept);
    }

    /** Compares the rules of each phase, which lie together; a rule may make its claims of a table, so it is asked once. */
    private static void requireApart(List<Entry> kept) {
        List<Set<Claim>> claims = kept.stream().map(e -> e.rule.claims()).toList();
        for (int i = 0; i < kept.size(); i++) {
            Entry a = kept.get(i);
            for (int j = i + 1; j < kept.size() && kept.get(j).rule.phase() == a.rule.phase(); j++) {
                Claim shared = shared(claims.get(i), claims.get(j));
                if (shared != null) {
                    throw conflict(a, kept.get(j), shared);
                }
            }
        }
    }

    /** A claim of some that overlaps with one of others, the first by its description; null if there is none. */
    private static @Nullable Claim shared(Set<Claim> claims, Set<Claim> others) {
        Claim first = null;
        for (Claim mine : claims) {
            for (Claim theirs : others) {
                if (mine.overlaps(theirs) && (first == null || mine.describe().compareTo(first.describe()) < 0)) {
                    first = mine;
                }
            }
        }
        return first;
    }

    private static LogDensityException conflict(Entry a, Entry b, Claim claim) {
        return new LogDensityException(
                DensityCode.RULE_CONFLICT,
                "the rules '" + a.rule.id() + "' of " + a.provider + " and '" + b.rule.id() + "' of " + b.provider
                        + " both claim " + claim.describe() + " in phase " + a.rule.phase()
                        + "; let one override the other, or choose another phase");
    }
}
