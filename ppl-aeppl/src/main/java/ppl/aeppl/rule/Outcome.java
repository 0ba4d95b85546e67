package ppl.aeppl.rule;

import java.util.List;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Law;
import ppl.graph.Var;

/** What a rule says about a node. */
public sealed interface Outcome {

    /**
     * The law of the node.
     *
     * @param law the law
     * @param trace the rules that led to it, the outermost last
     */
    record Derived(Law law, List<RuleId> trace) implements Outcome {
        /** Copies the trace. */
        public Derived {
            trace = List.copyOf(trace);
        }
    }

    /**
     * The rule is in charge but cannot derive a law.
     *
     * @param rule the rule that refuses
     * @param node where
     * @param code the kind of reason
     * @param why the reason: a clause that names what is there and what would be needed
     * @param fix what the user can do, a clause in the imperative; empty if nothing special
     * @param causes refusals that led to this one: of rules asked before, or of operands
     */
    record Refused(RuleId rule, Var node, DensityCode code, String why, String fix, List<Refused> causes)
            implements Outcome {
        /** Copies the causes. */
        public Refused {
            causes = List.copyOf(causes);
        }
    }

    /** The rule has nothing to say about such a node. */
    record NotMine() implements Outcome {}

    /** The rule has nothing to say. */
    Outcome NOT_MINE = new NotMine();
}
