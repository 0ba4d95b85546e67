package ppl.aeppl.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.op.Unary;

/** A rule in one file: |x| of a normal x with mean 0 is half normal. */
record AbsOfNormal() implements DerivationRule<Unary> {

    @Override
    public RuleId id() {
        return new RuleId("abs.normal");
    }

    @Override
    public Class<Unary> op() {
        return Unary.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.one(new Unary(Unary.Fn.ABS)));
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(Unary op, Application at) {
        if (!(at.operand(0) instanceof Operand.Random(var _, Law x))
                || !(x.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form))
                || !form.mean().isSplat(0)
                || !form.isIndependent()) {
            return Outcome.NOT_MINE;
        }
        Law half = HalfNormal.FAMILY.law(
                List.of(form.scale()), at.node().shape(), x.type().sources());
        return at.derived(id(), new Folded(half));
    }

    private record Folded(Law decorated) implements LawDecorator {
        /** |x| does not determine x. */
        @Override
        public Map<Var, Value> recover(Value value) {
            return Map.of();
        }
    }
}
