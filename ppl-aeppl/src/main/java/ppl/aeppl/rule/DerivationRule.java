package ppl.aeppl.rule;

import java.util.Optional;
import java.util.Set;
import ppl.graph.op.Op;

/**
 * How to derive the law of a node from the laws of its operands. A rule is one class; it is registered by an entry in
 * {@code ppl.aeppl.rule.builtin.BuiltinRules} or, from outside, by a {@link DerivationRuleProvider}. Rules are stateless.
 *
 * <p>A derived law names in its {@link ppl.aeppl.law.LawType#sources} all draws that its operands' laws name, so that none counts twice;
 * and says by {@link ppl.aeppl.law.Law#recover} what its value implies for them. A law that is taken from a family is decorated for that:
 *
 * {@snippet :
 * // |x| of a normal x with mean 0 is half normal.
 * record AbsOfNormal() implements DerivationRule<Unary> {
 *     public RuleId id() { return new RuleId("abs.normal"); }
 *     public Class<Unary> op() { return Unary.class; }
 *     public Set<Claim> claims() { return Set.of(Claim.one(new Unary(Unary.Fn.ABS))); }
 *     public Phase phase() { return Phase.CLOSED_FORM; }
 *     public Outcome apply(Unary op, Application at) {
 *         if (!(at.operand(0) instanceof Operand.Random(var _, Law x))
 *                 || !(x.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(var form))
 *                 || !form.mean().isSplat(0)
 *                 || !form.isIndependent()) {
 *             return Outcome.NOT_MINE;
 *         }
 *         Law half = HalfNormal.FAMILY.law(List.of(form.scale()), at.node().shape(), x.type().sources());
 *         return at.derived(id(), new Folded(half));
 *     }
 *     record Folded(Law decorated) implements LawDecorator {
 *         public Map<Var, Value> recover(Value value) { return Map.of(); } // |x| does not determine x
 *     } }
 * }
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

    /** Whether its laws may be without draws of the operands, as a slice is. By default one that is not named is an error. */
    default boolean leavesOut() {
        return false;
    }

    /** What it does, for its users; empty if it does not say. */
    default Optional<Guide> guide() {
        return Optional.empty();
    }

    /** The law of the application, or why there is none. At least one operand is random, except for draws. */
    Outcome apply(O op, Application at);
}
