package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/** Rules from outside: added, in conflict, overriding. */
class RuleRegistryTest {

    /** Says that the absolute value of a standard normal variable is half normal. */
    public record AbsoluteNormal(Phase phase, Set<RuleId> overrides) implements DerivationRule<Unary> {
        @Override
        public RuleId id() {
            return new RuleId("test.abs");
        }

        @Override
        public Class<Unary> op() {
            return Unary.class;
        }

        @Override
        public Set<Claim> claims() {
            return Set.of(Claim.one(new Unary(Unary.Fn.ABS)));
        }

        @Override
        public Outcome apply(Unary op, Application at) {
            return at.operand(0) instanceof Operand.Random(var _, var law)
                    ? at.derived(
                            id(),
                            HalfNormal.FAMILY.law(
                                    List.of(c(1)),
                                    law.type().batchShape(),
                                    law.type().sources()))
                    : Outcome.NOT_MINE;
        }
    }

    /** Claims sums in the phase of the push-forward. */
    record Sums(Set<RuleId> overrides) implements DerivationRule<Binary> {
        @Override
        public RuleId id() {
            return new RuleId("test.sums");
        }

        @Override
        public Class<Binary> op() {
            return Binary.class;
        }

        @Override
        public Set<Claim> claims() {
            return Set.of(Claim.one(new Binary(Binary.Fn.ADD)));
        }

        @Override
        public Phase phase() {
            return Phase.PUSHFORWARD;
        }

        @Override
        public Outcome apply(Binary op, Application at) {
            return Outcome.NOT_MINE;
        }
    }

    public static final class Sound implements DerivationRuleProvider {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public List<DerivationRule<?>> rules() {
            return List.of(new AbsoluteNormal(Phase.STRUCTURAL, Set.of()));
        }
    }

    public static final class Twin implements DerivationRuleProvider {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public List<DerivationRule<?>> rules() {
            return List.of();
        }
    }

    public static final class Throwing implements DerivationRuleProvider {
        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public List<DerivationRule<?>> rules() {
            throw new IllegalStateException("no rules today");
        }
    }

    public static final class Nameless implements DerivationRuleProvider {
        @Override
        public String name() {
            return "nameless";
        }

        @Override
        public List<DerivationRule<?>> rules() {
            return List.of(new WithoutId());
        }
    }

    /** A rule that forgot to say what it is called. */
    public record WithoutId() implements DerivationRule<Unary> {
        @Override
        @SuppressWarnings("NullAway") // the mistake that is looked for
        public RuleId id() {
            return null;
        }

        @Override
        public Class<Unary> op() {
            return Unary.class;
        }

        @Override
        public Phase phase() {
            return Phase.STRUCTURAL;
        }

        @Override
        public Outcome apply(Unary op, Application at) {
            return Outcome.NOT_MINE;
        }
    }

    private static DerivationRuleProvider provider(DerivationRule<?>... rules) {
        return new DerivationRuleProvider() {
            @Override
            public String name() {
                return "test provider";
            }

            @Override
            public List<DerivationRule<?>> rules() {
                return List.of(rules);
            }
        };
    }

    @Test
    void a_rule_from_outside_derives_what_the_built_in_ones_cannot() {
        Var y = Normal.of(c(0), c(1)).draw("x", 2).abs();
        RuleRegistry registry = BuiltinRules.registry().with(provider(new AbsoluteNormal(Phase.STRUCTURAL, Set.of())));
        Var logp = Joint.empty(registry)
                .observe("y", y.times(2), Var.constant(1.0, 3))
                .derive()
                .factors()
                .getFirst()
                .elementwise();
        var expected = HalfNormal.of(c(2)).law(y.shape()).logDensity(Value.of(Var.constant(1.0, 3)));
        assertArrayEquals(expected.elementwise().eval().toDoubles(), logp.eval().toDoubles(), 1e-14);
    }

    @Test
    void two_rules_of_one_phase_for_one_op_are_an_error_that_names_both_providers() {
        var e = assertThrows(
                LogDensityException.class, () -> BuiltinRules.registry().with(provider(new Sums(Set.of()))));
        assertEquals(DensityCode.RULE_CONFLICT, e.code());
        assertTrue(e.getMessage().contains("'pushforward.monotone' of ppl.aeppl"), e::getMessage);
        assertTrue(e.getMessage().contains("'test.sums' of test provider both claim 'add' in phase"), e::getMessage);
    }

    @Test
    void claims_overlap_where_some_op_may_be_among_both() {
        Claim add = Claim.one(new Binary(Binary.Fn.ADD));
        Claim sub = Claim.one(new Binary(Binary.Fn.SUB));
        assertTrue(add.overlaps(Claim.one(new Binary(Binary.Fn.ADD))));
        assertFalse(add.overlaps(sub));
        assertTrue(add.overlaps(Claim.kind(Binary.class))
                && Claim.kind(Binary.class).overlaps(add));
        assertFalse(Claim.kind(Unary.class).overlaps(add));
        assertTrue(Claim.kind(Op.class).overlaps(Claim.kind(Unary.class)));
        assertFalse(Claim.kind(Unary.class).overlaps(Claim.kind(Binary.class)));
    }

    @Test
    void a_rule_that_overrides_another_takes_its_place() {
        RuleRegistry registry =
                BuiltinRules.registry().with(provider(new Sums(Set.of(new RuleId("pushforward.monotone")))));
        Var y = Normal.of(c(0), c(1)).draw("x").plus(1);
        var e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty(registry).observe("y", y, c(1)).derive());
        assertEquals(DensityCode.NO_RULE, e.code());
    }

    @Test
    void rules_are_asked_by_phase_and_then_by_name() {
        List<String> asked = BuiltinRules.registry().rulesFor(new Binary(Binary.Fn.ADD)).stream()
                .map(r -> r.id().name())
                .toList();
        assertEquals(List.of("gaussian.affine", "convolution", "pushforward.monotone"), asked);
    }

    @Test
    void rules_that_cannot_be_loaded_stop_no_other_and_are_told_where_one_is_missed(@TempDir Path folder)
            throws IOException {
        URL bad = Files.writeString(folder.resolve("bad"), "two words\n", StandardCharsets.UTF_8)
                .toUri()
                .toURL();
        URL list = Files.writeString(folder.resolve("list"), "gone.Rules\n", StandardCharsets.UTF_8)
                .toUri()
                .toURL();
        RuleRegistry registry = BuiltinRules.registry()
                .withProvided(new ClassLoader(RuleRegistry.class.getClassLoader()) {
                    @Override
                    public Enumeration<URL> getResources(String name) {
                        return Collections.enumeration(List.of(bad, list));
                    }
                });
        assertEquals(
                List.of(
                        "a provider cannot be loaded: " + bad + ":1: Illegal configuration-file syntax",
                        "a provider cannot be loaded: Provider gone.Rules not found"),
                registry.unusable());
        Joint joint = Joint.empty(registry);
        Var x = Normal.of(c(0), c(1)).draw("x");
        assertEquals(1, joint.observe("x", x, c(0.5)).derive().factors().size());
        var e = assertThrows(LogDensityException.class, () -> joint.observe("y", ForeignOp.wiggle(x), c(0.5))
                .derive());
        assertTrue(
                e.getMessage()
                        .contains("\n  rules missing: a provider cannot be loaded: Provider gone.Rules not found\n"),
                e::getMessage);
    }

    @Test
    void a_provider_that_fails_half_way_is_not_used(@TempDir Path folder) throws IOException {
        RuleRegistry registry = BuiltinRules.registry()
                .withProvided(new Shelf(folder, List.of(Throwing.class, Nameless.class, Sound.class)));
        assertEquals(
                List.of(
                        Throwing.class.getName() + " cannot be loaded: IllegalStateException: no rules today",
                        Nameless.class.getName() + " cannot be loaded: NullPointerException: a rule has no id"),
                registry.unusable());
        assertTrue(registry.entries().stream().anyMatch(e -> e.provider().equals("sound")));
    }

    @Test
    void two_providers_of_one_name_are_an_error_that_names_both(@TempDir Path folder) throws IOException {
        Shelf shelf = new Shelf(folder, List.of(Sound.class, Twin.class));
        var e = assertThrows(
                LogDensityException.class, () -> BuiltinRules.registry().withProvided(shelf));
        assertEquals(DensityCode.RULE_CONFLICT, e.code());
        assertTrue(
                e.getMessage()
                        .endsWith("two providers of derivation rules have the name 'sound', keep one: "
                                + Sound.class.getName() + " in file:/shelf/Sound.jar and " + Twin.class.getName()
                                + " in file:/shelf/Twin.jar"),
                e::getMessage);
    }

    @Test
    void an_op_that_no_rule_knows_is_refused_by_name() {
        Var y = ForeignOp.wiggle(Normal.of(c(0), c(1)).draw("x"));
        var e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty().observe("y", y, c(0.5)).derive().total(Checks.OFF));
        assertEquals(DensityCode.NO_RULE, e.code());
    }
}
