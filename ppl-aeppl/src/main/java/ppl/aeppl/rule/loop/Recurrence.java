package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.Sequence;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * What the steps of a loop over random tensors give, stacked: autoregressions, random walks, moving averages, changing volatilities. Each
 * row, given those before it, has the law of one step, which all rules there are derive.
 */
public final class Recurrence implements DerivationRule<Projection> {

    static final RuleId ID = new RuleId("loop");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Projection> op() {
        return Projection.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "scan(x0, E, step), its states or outputs",
                "for each row that of the step, given the rows before",
                "rows of E are independent of each other; what a step gives tells the states after it",
                "states that the value does not tell, such as those below a noisy output: UNVALUED_SOURCE; the last state alone: NO_RULE; elements that enter two steps: DEPENDENT_OPERANDS",
                new Guide.Example(
                        "scan(0.5, e, (x, e) -> 0.8 x + e), e of normal(0, 1), shape 3",
                        "1, 0.5, 2",
                        -4.261815599614018)));
    }

    /** Beside the rule for branches, which is asked about the same op and has nothing to say about a loop. */
    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    /** A loop is drawn from tensors that some of its results do not need. */
    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Outcome apply(Projection op, Application at) {
        if (!(op.of() instanceof Loop loop)) {
            return Outcome.NOT_MINE;
        }
        Map<Var, Law> laws = new IdentityHashMap<>();
        List<Var> inputs = new ArrayList<>();
        for (Operand operand : at.operands()) {
            switch (operand) {
                case Operand.Fixed(Var value) -> inputs.add(value);
                case Operand.Random(Var x, Law law) -> {
                    laws.put(x, law);
                    inputs.add(x);
                }
                case Operand.Mixed(Var x, Outcome.Refused _) -> inputs.add(x);
            }
        }
        Part part = loop.parts().get(op.index());
        Var alone = loop.with(List.of(part)).part(part, inputs);
        Sequence sequence = at.sequence();
        if (!sequence.isRandom(alone)) {
            return new Refusals(at).notRandom();
        }
        if (!(alone.op() instanceof Projection(Loop own, int index))) {
            return sequence.derive(alone);
        }
        return new LoopDerivation(at, sequence, laws, own, own.parts().get(index), alone).run();
    }
}
