package com.example.amplitude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.DerivationRuleProvider;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.RuleRegistry;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;

class RulesAreFoundTest {

    /** A rule of somebody else. */
    private record Rival<O extends Op>(Class<O> op, Claim claim, Phase phase, Set<RuleId> overrides)
            implements DerivationRule<O> {

        static Rival<Hypot> ofHypot(Set<RuleId> overrides) {
            return new Rival<>(Hypot.class, Claim.kind(Hypot.class), Phase.CLOSED_FORM, overrides);
        }

        @Override
        public RuleId id() {
            return new RuleId("rival");
        }

        @Override
        public Set<Claim> claims() {
            return Set.of(claim);
        }

        @Override
        public Outcome apply(O op, Application at) {
            return Outcome.NOT_MINE;
        }
    }

    private record Rivals(Rival<?> rule) implements DerivationRuleProvider {
        @Override
        public String name() {
            return "com.example.rival";
        }

        @Override
        public List<DerivationRule<?>> rules() {
            return List.of(rule);
        }
    }

    /** The build runs these tests twice, and tells them where. */
    @Test
    void this_project_is_a_module_on_the_module_path_only() {
        assertEquals(
                Boolean.getBoolean("plugin.is.module"),
                AmplitudeRules.class.getModule().isNamed());
    }

    @Test
    void the_service_loader_finds_them() {
        RuleRegistry rules = BuiltinRules.andProvided();
        assertEquals(List.of(), rules.unusable());
        assertTrue(
                rules.entries().contains(new RuleRegistry.Entry("com.example.amplitude", new AmplitudeOfNormals())),
                () -> rules.entries().toString());
    }

    @Test
    void two_providers_of_rules_for_one_function_are_an_error_that_names_both() {
        Rivals rivals = new Rivals(Rival.ofHypot(Set.of()));
        var e = assertThrows(
                LogDensityException.class, () -> BuiltinRules.andProvided().with(rivals));
        assertEquals(DensityCode.RULE_CONFLICT, e.code());
        assertTrue(
                e.getMessage()
                        .contains("the rules 'amplitude.normal' of com.example.amplitude and 'rival' of "
                                + "com.example.rival both claim Hypot in phase CLOSED_FORM"),
                e::getMessage);
    }

    @Test
    void a_rule_that_overrides_another_takes_its_place() {
        Rivals rivals = new Rivals(Rival.ofHypot(Set.of(new AmplitudeOfNormals().id())));
        List<DerivationRule<?>> asked = BuiltinRules.andProvided().with(rivals).rulesFor(new Hypot());
        assertTrue(asked.contains(rivals.rule()));
        assertFalse(asked.contains(new AmplitudeOfNormals()));
    }

    /** In the other phases PPL has rules of its own for it. */
    @Test
    void a_rule_for_arithmetic_has_a_place_after_those_of_ppl() {
        Binary quotient = new Binary(Binary.Fn.DIV);
        Rivals rivals = new Rivals(new Rival<>(Binary.class, Claim.one(quotient), Phase.NUMERIC, Set.of()));
        assertEquals(
                rivals.rule(),
                BuiltinRules.andProvided().with(rivals).rulesFor(quotient).getLast());
    }
}
