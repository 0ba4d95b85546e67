package ppl.aeppl.rule.pushforward;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Support;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Monotone;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Cast;
import ppl.graph.op.Op;

/**
 * The change of variables for elementwise monotone functions of one random operand:
 * {@code log f_Y(y) = log f_X(x) + log |dx/dy|} at {@code x = g^-1(y)}. A discrete law and the atoms of a mixed one keep
 * their probabilities.
 */
public final class PushForward implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("pushforward.monotone");

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
        return MonotoneTable.claims();
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "a + b X, X / c, exp, log, sqrt, tanh, sigmoid, softplus, erf and the other functions that are one-to-one on the support of X",
                "the density of X at the inverse image, times the slope of the inverse; of a discrete X its probabilities; points with a probability of their own keep it",
                "the function is one-to-one on the support of X; of a discrete X it keeps the values apart",
                "a support that goes beyond the domain, such as log of a normal: DOMAIN_NOT_COVERED; two random operands: NO_RULE, or DEPENDENT_OPERANDS if they share a draw",
                new Guide.Example("exp(normal(1, 2))", "0.5", -1.2772819550844342)));
    }

    @Override
    public Phase phase() {
        return Phase.PUSHFORWARD;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        List<Integer> random = at.randomPositions();
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        if (random.size() > 1) {
            return ofTwo(op, at);
        }
        int position = random.getFirst();
        Law law = ((Operand.Random) at.operand(position)).law();
        if (op instanceof Cast cast && !WideningMap.keepsApart(law, cast.to())) {
            return at.refused(ID, DensityCode.NO_RULE, WideningMap.refusal(law, cast.to()), WideningMap.REMEDY);
        }
        if (op instanceof Monotone
                && !law.type().draw().shape().equals(at.node().shape())) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "the function '" + op.name() + "' says that it is monotone element by element, but it makes "
                            + at.node().shape() + " of " + law.type().draw().shape(),
                    "correct its infer method, or let its class not implement Monotone");
        }
        Support support = law.type().support();
        boolean mixed = law.type().measure() instanceof BaseMeasure.Product;
        if (support.eventRank() > 0 || law.type().measure() instanceof BaseMeasure.Surface || mixed) {
            return at.refused(
                    ID,
                    DensityCode.EVENT_AXES_MISMATCH,
                    op.name() + " works on single elements, but those of " + law.describe()
                            + (mixed
                                    ? " have no measure in common: some may be at points of positive probability"
                                    : " lie together in the set " + support),
                    mixed ? "apply " + op.name() + " to the parts, each by itself, and join them then" : "");
        }
        return of(op, at, law, MonotoneTable.of(op, at, position), at.node().type());
    }

    private static Outcome of(Op op, Application at, Law law, MonotoneMap map, TensorType image) {
        Support support = law.type().support();
        if (!map.domain().contains(support.bounds())) {
            return at.refused(
                    ID,
                    DensityCode.DOMAIN_NOT_COVERED,
                    map.needs() + ", but the support of its operand is " + support,
                    map.remedy());
        }
        if (law.type().measure() instanceof BaseMeasure.Counting && !map.keepsApart(support.bounds())) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "a discrete law is carried over by functions that keep its values apart, but " + op.name()
                            + " is not known to do so on " + support,
                    "bound the operand, or observe it before the function is applied");
        }
        return at.derived(ID, PushedLaw.of(law, map, image));
    }

    /**
     * The law of {@code X + offset}, or of {@code offset - X}.
     *
     * @param offset null for 0
     */
    public static Law affine(Law law, boolean negated, @Nullable Var offset) {
        if (!negated && offset == null) {
            return law;
        }
        AffineMap map = new AffineMap(offset, negated ? AffineMap.negation().slope() : null);
        return PushedLaw.of(law, map, law.type().draw());
    }

    /** The law of the exponential of X. */
    public static Law exp(Law law) {
        return PushedLaw.of(law, new ExpMap(), law.type().draw());
    }

    private static Outcome ofTwo(Op op, Application at) {
        if (at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "both operands are random, and the " + result(op)
                            + " of two random variables has no closed law here",
                    "");
        }
        return at.refused(
                ID,
                DensityCode.DEPENDENT_OPERANDS,
                "its operands both depend on "
                        + at.sharedSources().stream()
                                .map(s -> "'" + s.label() + "'")
                                .toList() + ", so the change of variables of one of them is not enough",
                "");
    }

    private static String result(Op op) {
        return op instanceof Binary(Binary.Fn fn)
                ? switch (fn) {
                    case ADD -> "sum";
                    case SUB -> "difference";
                    case MUL -> "product";
                    case DIV -> "quotient";
                    default -> op.name();
                }
                : op.name();
    }
}
