package ppl.aeppl.joint;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import ppl.aeppl.rule.Deriver;
import ppl.aeppl.rule.Environment;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Prints which rules were asked about an expression and each random node in it, and what they said. */
final class DerivationTree {

    private final Deriver deriver;
    private final Environment environment;
    private final Set<Var> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder text = new StringBuilder();

    DerivationTree(Deriver deriver, Environment environment) {
        this.deriver = deriver;
        this.environment = environment;
    }

    String text(Var node) {
        print(node, 0);
        return text.toString();
    }

    private void print(Var node, int depth) {
        String indent = "  ".repeat(depth);
        text.append(indent)
                .append(node.op() instanceof RandomOp ? node.label() : node.expression())
                .append("   ")
                .append(node.type());
        if (environment.fixed(node) != null) {
            text.append("   not random\n");
            return;
        }
        if (!shown.add(node)) {
            text.append("   as above\n");
            return;
        }
        text.append('\n');
        List<Deriver.Attempt> attempts = deriver.attempts(node);
        for (Deriver.Attempt a : attempts) {
            text.append(indent)
                    .append("| ")
                    .append(a.rule())
                    .append(": ")
                    .append(said(a.outcome()))
                    .append('\n');
        }
        Outcome outcome = deriver.derive(node);
        if (outcome instanceof Outcome.Refused refused
                && (refused.node() != node || refused.rule().equals(RuleId.NONE))) {
            boolean here = refused.node() == node;
            text.append(indent)
                    .append("| ")
                    .append(here ? "no law: " + refused.why() : "no law, since an operand has none")
                    .append('\n');
        }
        if (!(node.op() instanceof RandomOp)) {
            for (Var operand : node.inputs()) {
                if (environment.fixed(operand) == null) {
                    print(operand, depth + 1);
                }
            }
        }
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Derived(var law, var _) ->
                law.describe() + ", support " + law.type().support();
            case Outcome.Refused refused -> "refused, " + refused.code() + ": " + refused.why();
            case Outcome.NotMine _ -> "does not apply";
        };
    }
}
