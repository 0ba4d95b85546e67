package ppl.aeppl.rule.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.random.ParameterCheck;

/**
 * Sums and differences of Gaussian variables, which may share draws: coefficients of one draw add up before variances
 * do, so {@code X + (X + Y)} has variance {@code 4 var X + var Y}.
 */
final class GaussianSum implements DerivationRule<Binary> {

    private static final RuleId ID = new RuleId("gaussian.affine");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Binary> op() {
        return Binary.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(Claim.one(new Binary(Binary.Fn.ADD)), Claim.one(new Binary(Binary.Fn.SUB)));
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(Binary op, Application at) {
        List<Law> laws = at.laws();
        if (laws.size() != 2
                || !(laws.get(0).form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm x))
                || !(laws.get(1).form(GaussianForm.class)
                        instanceof Capability.Present<GaussianForm>(GaussianForm y))) {
            return Outcome.NOT_MINE;
        }
        GaussianForm sum = x.plus(op.fn() == Binary.Fn.ADD ? y : y.times(Var.constant(-1.0)));
        String where = pointMass(sum);
        if (where != null) {
            return at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    "its random parts cancel" + where + ", so it is the same number whatever "
                            + labels(at.sharedSources()) + (at.sharedSources().size() == 1 ? " is" : " are")
                            + ": a point mass, which has no density",
                    "leave it out, or correct its coefficients");
        }
        Sources sources = laws.get(0).type().sources().and(laws.get(1).type().sources());
        Law normal =
                Normal.FAMILY.law(List.of(sum.mean(), sum.scale()), at.node().shape(), sources);
        return at.derived(ID, new Sum(at.node(), sum, normal, laws.get(0), laws.get(1)));
    }

    /** Where the sum is certain not to be random, as it reads after "cancel"; null if nowhere. */
    private static @Nullable String pointMass(GaussianForm sum) {
        if (sum.coefficients().values().stream().allMatch(GaussianSum::cancels)) {
            return "";
        }
        Tensor scale = sum.scale().constantValue();
        for (int i = 0; scale != null && i < scale.length(); i++) {
            if (scale.doubleAt(i) == 0) {
                return " at element " + i;
            }
        }
        return null;
    }

    private static boolean cancels(Var coefficient) {
        boolean difference = coefficient.op() instanceof Binary(Binary.Fn fn)
                && fn == Binary.Fn.SUB
                && coefficient.inputs().get(0) == coefficient.inputs().get(1);
        return difference || coefficient.isSplat(0);
    }

    private static String labels(Set<Var> draws) {
        return draws.stream().map(d -> "'" + d.label() + "'").collect(Collectors.joining(" and "));
    }

    /** Coefficients that the model computes may cancel too, which is known only when the graph runs. */
    private static ParameterCheck spreads(Var node, Var scale) {
        return ParameterCheck.of(
                "the sum of normal draws " + node.expression(),
                "its standard deviation",
                "> 0",
                "its random parts cancel, and a point mass has no density: keep the coefficients apart",
                scale,
                scale.gt(0));
    }

    /** A normal law that remembers what it is made of. */
    private record Sum(Var node, GaussianForm sum, Law decorated, Law left, Law right) implements LawDecorator {

        @Override
        public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
            return kind == GaussianForm.class ? Capability.of(kind.cast(sum)) : decorated.form(kind);
        }

        /** None: the value of a sum does not determine its summands. */
        @Override
        public Map<Var, Value> recover(Value value) {
            return Map.of();
        }

        @Override
        public List<ParameterCheck> checks() {
            List<ParameterCheck> checks = new ArrayList<>(left.checks());
            checks.addAll(right.checks());
            ParameterCheck spreads = spreads(node, sum.scale());
            if (!spreads.holds().isSplat(1)) {
                checks.add(spreads);
            }
            return checks;
        }
    }
}
