package ppl.aeppl.rule.convolution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Additive;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;

/**
 * Sums of independent variables of a family that such sums do not leave: Poisson, binomial, negative binomial and geometric of one p, gamma
 * and exponential of one rate, squares of normal ones around 0, Cauchy; also along axes. That p or the rate is the same must be certain when
 * the graph is built.
 */
public final class Convolution implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("convolution");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Op> op() {
        return Op.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(
                Claim.one(new Binary(Binary.Fn.ADD)),
                Claim.one(new Binary(Binary.Fn.SUB)),
                Claim.reduction(Reduce.Fn.SUM));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X + Y and sums along axes, of Poisson, binomial, Bernoulli, negative binomial, geometric, gamma, exponential, Cauchy variables, and of squares of normal ones; X - Y of Cauchy",
                "the same family; of exponential ones gamma, of Bernoulli ones binomial, of geometric ones negative binomial, of squares of normal ones around 0 gamma (chi-squared)",
                "independent; one p, one rate, one standard deviation, certain when the graph is built",
                "another rate or p: NO_RULE; squares of normal ones around another mean: NO_RULE; parts that share draws: DEPENDENT_OPERANDS",
                new Guide.Example("gamma(1.5, 1.5) + gamma(1, 1.5)", "2", -1.2312993293625902)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        return switch (op) {
            case Binary(Binary.Fn fn) -> ofTwo(fn, at);
            case Reduce reduce -> along(reduce, at);
            default -> throw new AssertionError(op.name() + " is not claimed");
        };
    }

    private static Outcome ofTwo(Binary.Fn fn, Application at) {
        List<Law> laws = at.laws();
        if (laws.size() < 2) {
            return Outcome.NOT_MINE;
        }
        if (!(laws.get(0).form(Additive.class) instanceof Capability.Present<Additive>(Additive x))
                || !(laws.get(1).form(Additive.class) instanceof Capability.Present<Additive>(Additive y))) {
            return at.node().inputs().stream().allMatch(Convolution::isSquare) ? ofSquares(at) : Outcome.NOT_MINE;
        }
        Set<Var> shared = at.sharedSources();
        if (!shared.isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "its operands both depend on "
                            + shared.stream().map(s -> "'" + s.label() + "'").collect(Collectors.joining(" and "))
                            + ", and only sums of independent variables stay in their family",
                    "");
        }
        Sources sources = laws.get(0).type().sources().and(laws.get(1).type().sources());
        return fn == Binary.Fn.ADD
                ? sum(at, x.plus(y), sources)
                : y.affine(Var.constant(-1.0).cast(at.node().dtype()), null)
                        .map(minus -> sum(at, x.plus(minus), sources))
                        .orElse(Outcome.NOT_MINE);
    }

    private static Outcome along(Reduce reduce, Application at) {
        List<Law> laws = at.laws();
        if (laws.isEmpty()) {
            return Outcome.NOT_MINE;
        }
        if (!(laws.getFirst().form(Additive.class) instanceof Capability.Present<Additive>(Additive x))) {
            return isSquare(at.node().inputs().getFirst()) ? ofSquares(at) : Outcome.NOT_MINE;
        }
        Law law = laws.getFirst();
        boolean independent = law.type().eventAxes().isEmpty()
                && reduce.axes().stream().map(law.type().batch()::get).allMatch(Convolution::isIndependent);
        if (!independent) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "elements of " + law.describe() + " along axes " + reduce.axes()
                            + " depend on each other, and only sums of independent variables stay in their family",
                    "");
        }
        return sum(
                at,
                x.summed(law.type().draw().shape(), reduce.axesArray()),
                law.type().sources().whole());
    }

    private static boolean isSquare(Var x) {
        return x.op() instanceof Binary(Binary.Fn fn)
                && fn == Binary.Fn.MUL
                && x.inputs().get(0) == x.inputs().get(1);
    }

    /** Why squares, which have a law each, have none of their sum. */
    private static Outcome ofSquares(Application at) {
        for (Law law : at.laws()) {
            if (law.form(Additive.class) instanceof Capability.Absent<Additive>(String why)) {
                return at.refused(ID, DensityCode.NO_RULE, why, "take normal variables less their means");
            }
        }
        return Outcome.NOT_MINE;
    }

    private static boolean isIndependent(Dependence dependence) {
        return dependence == Dependence.INDEPENDENT || dependence == Dependence.IID;
    }

    private static Outcome sum(Application at, Capability<Additive> sum, Sources sources) {
        return switch (sum) {
            case Capability.Present<Additive>(Additive form) ->
                at.derived(ID, SumLaw.of(at.node().type(), form, sources, at.laws()));
            case Capability.Absent<Additive>(String why) -> at.refused(ID, DensityCode.NO_RULE, why, "");
        };
    }
}
