package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.tests.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.DerivationRuleProvider;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.RuleRegistry;
import ppl.graph.Var;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.op.Binary;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.Unary;

/** Rules from outside: added, in conflict, overriding. */
class RuleRegistryTest {

    /** Says that the absolute value of a standard normal variable is half normal. */
    record AbsoluteNormal(Phase phase, Set<RuleId> overrides) implements DerivationRule<Unary> {
        @Override
        public RuleId id() {
            return new RuleId("test.abs");
        }

        @Override
        public Class<Unary> op() {
            return Unary.class;
        }

        @Override
        public Set<String> names() {
            return Set.of("abs");
        }

        @Override
        public Outcome apply(Unary op, Application at) {
            return at.operand(0) instanceof Operand.Random(var _, var law)
                    ? at.derived(id(), HalfNormal.of(c(1)).law(law.type().batchShape()))
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
        public Set<String> names() {
            return Set.of("add");
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
        RuleRegistry registry = RuleRegistry.builtin().with(provider(new AbsoluteNormal(Phase.STRUCTURAL, Set.of())));
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
                LogDensityException.class, () -> RuleRegistry.builtin().with(provider(new Sums(Set.of()))));
        assertEquals(DensityCode.RULE_CONFLICT, e.code());
        assertTrue(e.getMessage().contains("'pushforward.monotone' of ppl.aeppl"), e::getMessage);
        assertTrue(e.getMessage().contains("'test.sums' of test provider"), e::getMessage);
    }

    @Test
    void a_rule_that_overrides_another_takes_its_place() {
        RuleRegistry registry =
                RuleRegistry.builtin().with(provider(new Sums(Set.of(new RuleId("pushforward.monotone")))));
        Var y = Normal.of(c(0), c(1)).draw("x").plus(1);
        var e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty(registry).observe("y", y, c(1)).derive());
        assertEquals(DensityCode.NO_RULE, e.code());
    }

    @Test
    void rules_are_asked_by_phase_and_then_by_name() {
        List<String> asked = RuleRegistry.builtin().rulesFor(new Binary(BinaryFn.ADD)).stream()
                .map(r -> r.id().name())
                .toList();
        assertEquals(List.of("gaussian.affine", "pushforward.monotone"), asked);
    }

    @Test
    void an_op_that_no_rule_knows_is_refused_by_name() {
        Var y = Tanh.of(Normal.of(c(0), c(1)).draw("x"));
        var e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty().observe("y", y, c(0.5)).derive().total(Checks.OFF));
        assertEquals(DensityCode.NO_RULE, e.code());
    }
}
