package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.copies.Shared;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.elementary.Cosh;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.normal.NormalDensity;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/**
 * Functions of one random operand that are monotone in pieces only: {@code |X|}, and by it all that are even, which are monotone functions of
 * {@code |X|}; whole powers, also written as products; {@code b / X} for an X of both signs. Where one piece covers the support, the rule for
 * monotone functions is left to it.
 */
public final class Branches implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("pushforward.branches");

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
                Claim.one(new Unary(Unary.Fn.ABS)),
                Claim.one(new Binary(Binary.Fn.MUL)),
                Claim.one(new Binary(Binary.Fn.DIV)),
                Claim.one(new Pow()),
                Claim.one(new Cosh()),
                Claim.one(new NormalDensity()));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "|X|, X * X, X^n, b / X, cosh(X), normalDensity(X)",
                "what X has on each branch adds up; even functions are monotone ones of |X|",
                "single elements; n a whole constant where X may be negative; a discrete X keeps its values apart",
                "elements with a joint law: EVENT_AXES_MISMATCH; sin and cos beyond one monotone piece: DOMAIN_NOT_COVERED",
                new Guide.Example("abs(normal(0, 1))", "0.5", -0.3507913526447275)));
    }

    @Override
    public Phase phase() {
        return Phase.BRANCHES;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        if (op instanceof Binary(Binary.Fn fn) && fn == Binary.Fn.MUL) {
            return product(at);
        }
        int position = at.randomPositions().getFirst();
        if (at.randomPositions().size() > 1) {
            return Outcome.NOT_MINE;
        }
        Law law = ((Operand.Random) at.operand(position)).law();
        return switch (op) {
            case Binary _ -> position == 1 ? quotient(at, law) : Outcome.NOT_MINE;
            case Pow _ -> position == 0 ? power(at, law) : Outcome.NOT_MINE;
            case Cosh _ -> even(at, law, new CoshMap(isDiscrete(law)));
            case NormalDensity _ -> even(at, law, new NormalDensityMap());
            default -> even(at, law, null);
        };
    }

    private static boolean isDiscrete(Law law) {
        return law.type().measure() instanceof BaseMeasure.Counting;
    }

    private static Interval bounds(Law law) {
        return law.type().support().bounds();
    }

    /** Products of one variable with itself only. */
    private static Outcome product(Application at) {
        if (at.randomPositions().size() < 2) {
            return Outcome.NOT_MINE;
        }
        Var x = at.node().inputs().get(0);
        Var y = at.node().inputs().get(1);
        int left = degree(x, y);
        int right = degree(y, x);
        return left > 0
                ? power(at, at.laws().get(1), left + 1)
                : right > 0 ? power(at, at.laws().get(0), right + 1) : Outcome.NOT_MINE;
    }

    /** The n for which a node is written as the product of n copies of x; 0 if it is not. */
    private static int degree(Var node, Var x) {
        if (node == x) {
            return 1;
        }
        if (!(node.op() instanceof Binary(Binary.Fn fn)) || fn != Binary.Fn.MUL) {
            return 0;
        }
        Var a = node.inputs().get(0);
        Var b = node.inputs().get(1);
        int left = degree(a, x);
        int right = a == b ? left : degree(b, x);
        return left == 0 || right == 0 ? 0 : left + right;
    }

    private static Outcome power(Application at, Law law) {
        Tensor known = at.fixed(1).constantValue();
        if (known == null || known.length() == 0 || bounds(law).isNonNegative()) {
            return Outcome.NOT_MINE;
        }
        double c = known.doubleAt(0);
        boolean whole = c == Math.rint(c)
                && Math.abs(c) <= Integer.MAX_VALUE
                && c != 0
                && at.fixed(1).isSplat(c);
        return whole ? power(at, law, (int) c) : Outcome.NOT_MINE;
    }

    private static Outcome power(Application at, Law law, int n) {
        if (n % 2 == 0) {
            return even(at, law, new PowerMap(Var.constant((double) n), isDiscrete(law)));
        }
        Outcome refused = refusal(at, law, Math.abs(n) == 1 ? null : new OddPowerMap(Math.abs(n), isDiscrete(law)));
        if (refused != null) {
            return refused;
        }
        Law odd = Math.abs(n) == 1 ? law : pushed(law, new OddPowerMap(Math.abs(n), isDiscrete(law)), at);
        return n > 0 ? at.derived(ID, odd) : reciprocal(at, odd);
    }

    /** A function h of {@code |X|}; null for the identity. */
    private static Outcome even(Application at, Law law, @Nullable MonotoneMap h) {
        Outcome refused = refusal(at, law, h);
        if (refused != null) {
            return refused;
        }
        Law size = bounds(law).isNonNegative()
                ? law
                : bounds(law).hi() <= 0 ? pushed(law, AffineMap.negation(), at) : FoldedLaw.of(law);
        return at.derived(ID, h == null ? size : pushed(size, h, at));
    }

    private static Law pushed(Law law, MonotoneMap map, Application at) {
        return PushedLaw.of(
                law, map, new TensorType(at.node().dtype(), law.type().draw().shape()));
    }

    private static @Nullable Outcome refusal(Application at, Law law, @Nullable MonotoneMap map) {
        Outcome tied = at.refusedApart(ID, at.node().op().name(), law);
        if (tied != null) {
            return tied;
        }
        Interval bounds = bounds(law);
        Interval sizes = bounds.isNonNegative() ? bounds : new Interval(0, Double.POSITIVE_INFINITY);
        if (map != null && isDiscrete(law) && !map.keepsApart(sizes)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "a discrete law is carried over by functions that keep its values apart, but "
                            + at.node().op().name() + " is not known to do so on "
                            + law.type().support(),
                    "bound the operand, or observe it before the function is applied");
        }
        return null;
    }

    private static Outcome quotient(Application at, Law law) {
        if (bounds(law).isNonNegative() || isDiscrete(law)) {
            return Outcome.NOT_MINE;
        }
        Outcome refused = refusal(at, law, null);
        return refused != null ? refused : reciprocal(at, pushed(law, new QuotientMap(Shared.of(at.fixed(0))), at));
    }

    private static Outcome reciprocal(Application at, Law law) {
        return isDiscrete(law)
                ? at.refused(
                        ID,
                        DensityCode.NO_RULE,
                        "a negative power of a discrete variable has a rule for positive ones only, and its support is "
                                + law.type().support(),
                        "bound the operand above 0")
                : at.derived(ID, ReciprocalLaw.of(law));
    }
}
