package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.op.Op;

/** The cost of a derivation is that of one walk over the graph. */
final class AskedOnceTest {

    private final Map<List<Object>, Integer> asked = new HashMap<>();

    /** A rule that counts how often it is asked about a node. */
    private record Counting<O extends Op>(DerivationRule<O> rule, Map<List<Object>, Integer> asked)
            implements DerivationRule<O> {

        @Override
        public RuleId id() {
            return rule.id();
        }

        @Override
        public Class<O> op() {
            return rule.op();
        }

        @Override
        public Set<Claim> claims() {
            return rule.claims();
        }

        @Override
        public Phase phase() {
            return rule.phase();
        }

        @Override
        public boolean leavesOut() {
            return rule.leavesOut();
        }

        @Override
        public Outcome apply(O op, Application at) {
            asked.merge(List.of(rule.id(), at.node()), 1, Integer::sum);
            return rule.apply(op, at);
        }
    }

    private RuleRegistry counting() {
        List<DerivationRule<?>> rules = BuiltinRules.registry().entries().stream()
                .<DerivationRule<?>>map(e -> new Counting<>(e.rule(), asked))
                .toList();
        return RuleRegistry.of("counting", rules);
    }

    private void requireOnce() {
        assertTrue(!asked.isEmpty());
        asked.forEach((key, times) -> assertEquals(1, times, key::toString));
    }

    @Test
    void parts_of_one_expression_ask_about_it_once() {
        Var x = Exponential.of(c(1)).draw("x", 50).log().times(2);
        Joint joint = Joint.empty(counting());
        for (int i = 0; i < 50; i++) {
            joint = joint.observe("y" + i, x.get(i), c(0.5));
        }
        joint.derive();
        requireOnce();
    }

    @Test
    void a_chain_of_variables_asks_about_each_once() {
        Joint joint = Joint.empty(counting());
        Var x = Normal.of(c(0), c(1)).draw("x");
        joint = joint.free("x", x);
        for (int i = 0; i < 200; i++) {
            Var next = Normal.of(x, c(1)).draw("x" + i);
            joint = joint.free("x" + i, next)
                    .observe(
                            "y" + i,
                            Functions.exp(next.plus(Normal.of(c(0), c(1)).draw("e" + i))),
                            c(0.5));
            x = next;
        }
        joint.derive();
        requireOnce();
    }
}
