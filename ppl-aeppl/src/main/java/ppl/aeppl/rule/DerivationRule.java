package ppl.aeppl.rule;

import java.util.Set;
import ppl.graph.op.Op;

/**
 * How to derive the law of a node from the laws of its operands. A rule is one class; it is registered by an entry in
 * {@link BuiltinRules} or, from outside, by a {@link DerivationRuleProvider}. Rules are stateless.
 *
 * @param <O> the kind of op
 */
public interface DerivationRule<O extends Op> {

    /** Its name. */
    RuleId id();

    /** The kind of op it is asked about. */
    Class<O> op();

    /** The ops of this kind it is asked about; by default all. */
    default Set<Claim> claims() {
        return Set.of(Claim.kind(op()));
    }

    /** When it is asked. Two rules of one phase must not claim the same op. */
    Phase phase();

    /** Rules that this one replaces, so that they are not asked. */
    default Set<RuleId> overrides() {
        return Set.of();
    }

    /** The law of the application, or why there is none. At least one operand is random, except for draws. */
    Outcome apply(O op, Application at);
}
