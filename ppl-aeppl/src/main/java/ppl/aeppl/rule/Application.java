package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.Var;

/**
 * An op applied to operands, as a derivation rule sees it: the node, and for each operand whether it is fixed or random.
 *
 * @param node the node whose law is wanted
 * @param operands one for each input of the node
 * @param sequences derives laws of operands, each given those before
 */
public record Application(Var node, List<Operand> operands, Supplier<Sequence> sequences) {

    /** Copies the operands. */
    public Application {
        operands = List.copyOf(operands);
    }

    /** To derive laws of operands one after another, for a joint law of operands that depend on each other. */
    public Sequence sequence() {
        return sequences.get();
    }

    /** Operand {@code i}. */
    public Operand operand(int i) {
        return operands.get(i);
    }

    /** The positions of operands that are not fixed. */
    public List<Integer> randomPositions() {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (!operands.get(i).isFixed()) {
                positions.add(i);
            }
        }
        return positions;
    }

    /**
     * The value of the fixed operand {@code i}.
     *
     * @throws ClassCastException if it is random
     */
    public Var fixed(int i) {
        return ((Operand.Fixed) operands.get(i)).value();
    }

    /** The laws of the random operands, in order; shorter than {@link #randomPositions} if some have none. */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Operand.Random(var _, Law law)) {
                laws.add(law);
            }
        }
        return laws;
    }

    /** The refusals of those operands whose law could not be derived. */
    public List<Outcome.Refused> unresolved() {
        List<Outcome.Refused> causes = new ArrayList<>();
        for (Operand operand : operands) {
            if (operand instanceof Operand.Mixed(var _, Outcome.Refused why)) {
                causes.add(why);
            }
        }
        return causes;
    }

    /** The draws of which two or more random operands use the same elements. */
    public Set<Var> sharedSources() {
        return Sources.sharedBy(laws().stream().map(law -> law.type().sources()).toList());
    }

    /** A refusal to look at single elements of a draw that belong together; null if they are independent of each other. */
    public Outcome.@Nullable Refused refusedApart(RuleId rule, String function, Law law) {
        String tied = law.type().whyNotApart();
        return tied == null
                ? null
                : refused(
                        rule,
                        DensityCode.EVENT_AXES_MISMATCH,
                        function + " works on single elements, but the elements of " + law.describe() + " " + tied,
                        "");
    }

    /** The law derived by a rule. */
    public Outcome derived(RuleId rule, Law law) {
        return new Outcome.Derived(law, List.of(rule));
    }

    /** A refusal for what was found when a law was put together. */
    public Outcome.Refused refused(RuleId rule, LogDensityException found) {
        return refused(rule, found.code(), found.why(), found.fix());
    }

    /** A refusal at this node. */
    public Outcome.Refused refused(RuleId rule, DensityCode code, String why, String fix) {
        return new Outcome.Refused(rule, node, code, why, fix, List.of());
    }
}
