package ppl.aeppl.rule.truth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;
import ppl.graph.op.Unary;

/**
 * Not, and, or and exclusive or of random truth values: of comparisons of one variable, which make a region of it, and of independent ones;
 * all and any of independent elements.
 */
public final class Logic implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("logic");

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
                Claim.one(new Unary(Unary.Fn.NOT)),
                Claim.one(new Binary(Binary.Fn.AND)),
                Claim.one(new Binary(Binary.Fn.OR)),
                Claim.one(new Binary(Binary.Fn.XOR)));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "not A, A and B, A or B, A xor B",
                "of comparisons of one X the probability of a union of intervals; of independent ones products",
                "A and B compare one variable with fixed numbers, or are independent",
                "others that share draws: DEPENDENT_OPERANDS",
                new Guide.Example("toFloat(-1 < x and x < 2), x of normal(0.25, 1.5)", "1", -0.3915635129075225)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        if (!at.unresolved().isEmpty() || at.node().dtype() != DType.BOOL) {
            return Outcome.NOT_MINE;
        }
        for (Law law : at.laws()) {
            Outcome tied = at.refusedApart(ID, op.name(), law);
            if (tied != null) {
                return tied;
            }
        }
        if (!(op instanceof Binary(Binary.Fn fn))) {
            return derived(at, Opposite.of(Proposition.of(at.laws().getFirst())));
        }
        Proposition a = proposition(at.operand(0));
        Proposition b = proposition(at.operand(1));
        if (a instanceof Region x && b instanceof Region y && SameNode.of(x.node(), y.node())) {
            return derived(at, x.with(y, fn.name().toLowerCase(Locale.ROOT), connective(fn)));
        }
        if (!at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "its operands both depend on "
                            + at.sharedSources().stream()
                                    .map(s -> "'" + s.label() + "'")
                                    .toList()
                            + ", and are not comparisons of one variable with fixed numbers",
                    "write both as comparisons of the same variable");
        }
        return derived(at, new Compound(fn, a, b));
    }

    private static Outcome derived(Application at, Proposition what) {
        return at.derived(ID, new TruthLaw(what));
    }

    private static BinaryOperator<Var> connective(Binary.Fn fn) {
        return switch (fn) {
            case AND -> Functions::and;
            case OR -> Functions::or;
            default -> Functions::xor;
        };
    }

    private static Proposition proposition(Operand operand) {
        return switch (operand) {
            case Operand.Fixed(Var value) -> new Known(value);
            case Operand.Random(Var _, Law law) -> Proposition.of(law);
            case Operand.Mixed mixed -> throw new AssertionError("no law: " + mixed.node());
        };
    }

    /**
     * The law of all, or any, of the elements along axes; the caller is the rule for reductions.
     *
     * @param rule its name
     */
    public static Outcome reduced(RuleId rule, Reduce op, Application at) {
        Law law = at.laws().getFirst();
        List<Dependence> batch = law.type().batch();
        boolean independent = law.type().eventAxes().isEmpty()
                && op.axes().stream().map(batch::get).allMatch(d -> d == Dependence.INDEPENDENT || d == Dependence.IID);
        if (!independent) {
            return at.refused(
                    rule,
                    DensityCode.DEPENDENT_OPERANDS,
                    "the elements of " + law.describe() + " along axes " + op.axes() + " depend on each other",
                    "");
        }
        Proposition each = Proposition.of(law);
        return at.derived(
                rule,
                new TruthLaw(
                        op.fn() == Reduce.Fn.ALL
                                ? new Every(each, op.axes())
                                : Opposite.of(new Every(Opposite.of(each), op.axes()))));
    }
}
