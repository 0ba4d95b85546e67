package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.Var;
import ppl.graph.op.Unary;

/** What a rule of others must say of its law, and what happens where it does not. */
class AbsOfNormalTest {

    private static final Var X = Normal.of(c(0), c(2)).draw("x", 3);

    private static DerivationRuleProvider provider(DerivationRule<?> rule) {
        return new DerivationRuleProvider() {
            @Override
            public String name() {
                return "test provider";
            }

            @Override
            public List<DerivationRule<?>> rules() {
                return List.of(rule);
            }
        };
    }

    private static Outcome derive(DerivationRule<?> rule, Var node) {
        return new Deriver(BuiltinRules.registry().with(provider(rule)), new Environment()).derive(node);
    }

    /** Derives a law, but does not say what of. */
    private record Forgetful() implements DerivationRule<Unary> {
        @Override
        public RuleId id() {
            return new RuleId("forgetful");
        }

        @Override
        public Class<Unary> op() {
            return Unary.class;
        }

        @Override
        public Phase phase() {
            return Phase.CLOSED_FORM;
        }

        @Override
        public Set<Claim> claims() {
            return Set.of(Claim.one(new Unary(Unary.Fn.ABS)));
        }

        @Override
        public Outcome apply(Unary op, Application at) {
            return at.derived(id(), HalfNormal.of(c(2)).law(at.node().shape()));
        }
    }

    @Test
    void its_law_is_the_half_normal_one() {
        assertTrue(derive(new AbsOfNormal(), X.abs()) instanceof Outcome.Derived(Law law, var _)
                && law.describe().equals("HalfNormal(sigma=2.0)"));
        Outcome.Derived derived = (Outcome.Derived) derive(new AbsOfNormal(), X.abs());
        assertArrayEquals(
                Laws.logp(HalfNormal.of(c(2)).law(X.shape()), -1, 0.5, 3), Laws.logp(derived.law(), -1, 0.5, 3), 0);
    }

    @Test
    void its_value_is_not_taken_for_that_of_the_draw() {
        Joint joint = Joint.empty(BuiltinRules.registry().with(provider(new AbsOfNormal())))
                .observe("size", X.abs(), Var.constant(1.0, 2, 3))
                .observe("y", Normal.of(X, c(1)).draw("y"), Var.constant(1.0, 2, 3));
        assertThrows(LogDensityException.class, joint::derive);
    }

    @Test
    void a_law_that_does_not_name_its_draws_is_refused() {
        var e = assertThrows(LogDensityException.class, () -> derive(new Forgetful(), X.abs()));
        assertEquals(DensityCode.CONTRACT, e.code());
        assertTrue(e.getMessage().contains("the rule 'forgetful'"), e::getMessage);
        assertTrue(e.getMessage().contains("without naming the draws it is made of, [x]"), e::getMessage);
    }
}
