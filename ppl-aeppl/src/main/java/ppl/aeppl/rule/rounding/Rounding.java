package ppl.aeppl.rule.rounding;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Support;
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
import ppl.graph.Var;
import ppl.graph.math.elementary.Trunc;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/**
 * {@code floor, ceil, rint} and {@code trunc} of a random operand, and its quotient by a positive fixed number, rounded down: whole numbers
 * with the probabilities of what is rounded to them. What remains after the division, where finitely many quotients are possible.
 */
public final class Rounding implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("rounding");

    /** So many quotients are summed over. */
    private static final int MOST_QUOTIENTS = 256;

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
                Claim.one(new Unary(Unary.Fn.FLOOR)),
                Claim.one(new Unary(Unary.Fn.CEIL)),
                Claim.one(new Unary(Unary.Fn.RINT)),
                Claim.one(new Trunc()),
                Claim.one(new Binary(Binary.Fn.FLOOR_DIV)),
                Claim.one(new Binary(Binary.Fn.FLOOR_MOD)));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "floor(X), ceil(X), rint(X), trunc(X), floorDivide(X, d), remainder(X, d)",
                "for each whole number the probability of what is rounded to it; a remainder sums over quotients",
                "X has probabilities of intervals; d is positive; for a remainder X lies between constants",
                "a law without events: NO_EVENT_PROBABILITY; remainders of an unbounded X, or by a d that may be negative: DOMAIN_NOT_COVERED",
                new Guide.Example("rint(normal(0, 1))", "40", -784.7208791043176)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        if (at.randomPositions().size() > 1 || at.randomPositions().getFirst() != 0) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "division by a random number, rounded, takes uncountably many pairs to one value",
                    "give the divisor a value");
        }
        Law law = ((Operand.Random) at.operand(0)).law();
        Outcome tied = at.refusedApart(ID, op.name(), law);
        if (tied != null) {
            return tied;
        }
        Var unit = op instanceof Binary ? Shared.of(at.fixed(1)) : null;
        if (unit != null && !unit.range().isPositive()) {
            return at.refused(
                    ID,
                    DensityCode.DOMAIN_NOT_COVERED,
                    "a division that is rounded down has a rule for divisors that are certain to be positive only, and "
                            + unit.describe() + " is not",
                    "divide by a positive constant");
        }
        if (op instanceof Binary(Binary.Fn fn) && fn == Binary.Fn.FLOOR_MOD && unit != null) {
            return remainder(at, law, unit);
        }
        boolean whole = law.type().support() instanceof Support.Integers
                && law.type().measure() instanceof BaseMeasure.Counting;
        if (unit == null && whole) {
            return at.derived(ID, law); // whole numbers stay what they are
        }
        return switch (law.events()) {
            case Capability.Absent<EventProbability>(String why) ->
                at.refused(
                        ID,
                        DensityCode.NO_EVENT_PROBABILITY,
                        "rounding needs the probability of what is rounded to a number, and " + why,
                        "use a family whose distribution function is available");
            case Capability.Present<EventProbability>(EventProbability p) ->
                at.derived(
                        ID, RoundedLaw.of(law, p, direction(op), unit, at.node().dtype()));
        };
    }

    private static Direction direction(Op op) {
        return switch (op) {
            case Unary(Unary.Fn fn) ->
                fn == Unary.Fn.FLOOR ? Direction.DOWN : fn == Unary.Fn.CEIL ? Direction.UP : Direction.NEAREST;
            case Trunc _ -> Direction.TOWARD_ZERO;
            default -> Direction.DOWN;
        };
    }

    /** The greatest quotient; of a continuous variable a quotient that only its greatest value has does not count. */
    private static double last(Law law, double greatest) {
        boolean counts = law.type().measure() instanceof BaseMeasure.Counting;
        return counts ? Math.floor(greatest) : Math.ceil(greatest) - 1;
    }

    private static Outcome remainder(Application at, Law law, Var unit) {
        Interval bounds = law.type().support().bounds();
        Double divisor = constant(unit);
        boolean finite = !Double.isInfinite(bounds.lo()) && !Double.isInfinite(bounds.hi());
        double quotients = divisor == null || !finite
                ? Double.POSITIVE_INFINITY
                : last(law, bounds.hi() / divisor) - Math.floor(bounds.lo() / divisor) + 1;
        if (divisor == null || quotients > MOST_QUOTIENTS || !RemainderLaw.isOf(law)) {
            String why = divisor == null
                    ? "the divisor is not one constant"
                    : !RemainderLaw.isOf(law)
                            ? law.describe() + " has a density and atoms"
                            : "on the support " + law.type().support() + " there are "
                                    + (finite ? (long) quotients : "infinitely many");
            return at.refused(
                    ID,
                    DensityCode.DOMAIN_NOT_COVERED,
                    "what remains of a division has the law of X summed over all quotients, at most " + MOST_QUOTIENTS
                            + " of them, but " + why,
                    "bound the operand between constants");
        }
        return at.derived(ID, RemainderLaw.of(law, divisor, (long) Math.floor(bounds.lo() / divisor), (int) quotients));
    }

    private static @Nullable Double constant(Var x) {
        var known = x.constantValue();
        return known != null && known.length() > 0 && x.isSplat(known.doubleAt(0)) ? known.doubleAt(0) : null;
    }
}
