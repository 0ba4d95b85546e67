package ppl.aeppl.rule.order;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.or;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of the greatest ({@code greatest}) or least of independent variables. All are beyond a number with the product of their
 * probabilities; the density is {@code prod F_j * sum f_i / F_i}, in logs, so that it is right however far out. A probability of a point is
 * a difference of two such products.
 *
 * @param parts the variables
 * @param greatest which extreme
 * @param type the type of the law
 */
record ExtremeLaw(Parts parts, boolean greatest, LawType type) implements Law, BothTails {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** Up to here the sum of the other tails is the tail to the last digit. */
    private static final double NEXT_TO_CERTAIN = -1e-20;

    static ExtremeLaw of(Parts parts, boolean greatest) {
        BaseMeasure measure = parts.laws().stream()
                .map(law -> law.type().measure())
                .reduce((a, b) -> a.equals(b) ? a : BaseMeasure.MIXED)
                .orElseThrow();
        LawType type = LawType.elementwise(parts.type(), measure, support(parts, greatest), parts.sources());
        return new ExtremeLaw(parts, greatest, type);
    }

    private static Support support(Parts parts, boolean greatest) {
        List<Support> supports = parts.supports();
        List<Support.RealInterval> hulls = supports.stream().map(Support::hull).toList();
        Var lo = end(parts, greatest, hulls, Support.RealInterval::lo, greatest);
        Var hi = end(parts, greatest, hulls, Support.RealInterval::hi, !greatest);
        if (supports.stream().allMatch(Support.Integers.class::isInstance)) {
            return new Support.Integers(lo, hi);
        }
        boolean loClosed = lo != null && hulls.stream().anyMatch(Support.RealInterval::loClosed);
        boolean hiClosed = hi != null && hulls.stream().anyMatch(Support.RealInterval::hiClosed);
        Support.RealInterval hull = new Support.RealInterval(lo, loClosed, hi, hiClosed);
        return supports.stream().allMatch(Support::isCountable) ? new Support.Points(hull) : hull;
    }

    /**
     * The extreme of ends of supports; null if it is infinite.
     *
     * @param inner true for the ends beyond which every variable lies, so that infinite ones do not count
     */
    private static @Nullable Var end(
            Parts parts,
            boolean greatest,
            List<Support.RealInterval> hulls,
            Function<Support.RealInterval, @Nullable Var> which,
            boolean inner) {
        List<Var> finite = new ArrayList<>();
        for (Support.RealInterval hull : hulls) {
            Var end = which.apply(hull);
            if (end != null) {
                finite.add(end);
            }
        }
        return finite.isEmpty() || (!inner && finite.size() < hulls.size()) ? null : parts.extreme(finite, greatest);
    }

    @Override
    public String describe() {
        return (greatest ? "max(" : "min(") + parts.describe() + ")";
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var y = v.var();
        LogTerms zero = LogTerms.zero(type.batchShape());
        return switch (type.measure()) {
            case BaseMeasure.Counting _ -> zero.plus(at(y));
            case BaseMeasure.Mixed _ -> {
                Var mass = NEVER;
                for (Atom a : parts.atoms()) {
                    Var met = a.isAt(y);
                    Var here = at(Functions.broadcastTo(a.location(), y.shape()));
                    mass = Functions.maximum(mass, where(met, here, NEVER));
                }
                yield zero.plus(where(mass.gt(Double.NEGATIVE_INFINITY), mass, density(y)));
            }
            default -> zero.plus(density(y));
        };
    }

    private Var density(Var value) {
        Value v = Value.of(value);
        Var finite = v.isNotInfinite();
        Var y = v.or(finite, Gradient.stop(supportPoint())).var();
        Parts.Each all = within(y, true);
        Parts.Each each = parts.each(Parts.density(), y);
        Var shares = each.with(all, ExtremeLaw::share).logSumExp();
        Var within = all.sum();
        Var none = or(shares.le(Double.NEGATIVE_INFINITY), within.le(Double.NEGATIVE_INFINITY));
        return where(and(Functions.not(none), finite), within.plus(shares), NEVER);
    }

    /** {@code log(f / F)}; −∞ where there is neither. */
    private static Var share(Var logDensity, Var logWithin) {
        Var some = and(logDensity.gt(Double.NEGATIVE_INFINITY), logWithin.gt(Double.NEGATIVE_INFINITY));
        Var zero = Var.constant(0.0);
        return where(some, where(some, logDensity, zero).minus(where(some, logWithin, zero)), NEVER);
    }

    /** The log of the probability of each part to be no more extreme than y. */
    private Parts.Each within(Var y, boolean closed) {
        return parts.each(one(greatest, closed), y);
    }

    private static Function<Law, Function<Var, Var>> one(boolean below, boolean closed) {
        return law -> {
            EventProbability p = law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "an extreme");
            return y -> p.logProb(below ? new Event(null, false, y, closed) : new Event(y, closed, null, false));
        };
    }

    @Override
    public Var below(Var y, boolean closed) {
        return greatest ? within(y, closed).sum() : beyond(y, closed);
    }

    @Override
    public Var above(Var y, boolean closed) {
        return greatest ? beyond(y, closed) : within(y, closed).sum();
    }

    /** That at least one part is as extreme as y: one minus that all are within; where that is next to certain the sum of what they lack. */
    private Var beyond(Var y, boolean closed) {
        Var all = within(y, !closed).sum();
        Var sum = parts.each(one(!greatest, closed), y).logSumExp();
        return where(all.gt(NEXT_TO_CERTAIN), sum, LogMath.log1mExp(all));
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(this);
    }

    /** Those of the parts; where two are at one place, the second has none. */
    @Override
    public List<Atom> atoms() {
        List<Atom> before = parts.atoms();
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Var place = before.get(i).location();
            Var mass = at(Functions.broadcastTo(place, type.batchShape()));
            for (int j = 0; j < i; j++) {
                mass = where(Functions.equal(before.get(j).location(), place), NEVER, mass);
            }
            if (!mass.isSplat(Double.NEGATIVE_INFINITY)) {
                atoms.add(new Atom(place, mass));
            }
        }
        return type.measure() instanceof BaseMeasure.Counting ? List.of() : atoms;
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        if (!(parts instanceof Parts.Several(List<Law> laws, var draw))) {
            return Capability.absent("the elements of " + describe() + " are not taken apart");
        }
        List<Law> picked = new ArrayList<>();
        for (Law law : laws) {
            if (!(law.elements(by) instanceof Capability.Present<Law>(Law one))) {
                return law.elements(by);
            }
            picked.add(one);
        }
        return Capability.of(of(new Parts.Several(picked, draw.with(by.to())), greatest));
    }

    @Override
    public Var supportPoint() {
        return parts.extreme(parts.laws().stream().map(Law::supportPoint).toList(), greatest);
    }

    @Override
    public Var draw(KeyVar key) {
        return parts.draw(key, greatest);
    }

    @Override
    public List<ParameterCheck> checks() {
        return Parts.checks(parts);
    }
}
