package ppl.aeppl.rule;

import ppl.aeppl.law.Law;
import ppl.graph.Var;

/** What is known of an operand when the law of a node is derived. */
public sealed interface Operand {

    /** Not random, given the values: {@code value} is free of draws. */
    record Fixed(Var value) implements Operand {}

    /** Random, with a law. */
    record Random(Var node, Law law) implements Operand {}

    /** Random, but its own law could not be derived. */
    record Mixed(Var node, Outcome.Refused why) implements Operand {}

    /** True if no randomness is left in it. */
    default boolean isFixed() {
        return this instanceof Fixed;
    }
}
