package ppl.aeppl.rule.clip;

import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Whole;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of {@code max(X, c)} ({@code lower}) or {@code min(X, c)}.
 *
 * @param base the law of X
 * @param type the type of the clipped law, found once
 * @param inner probabilities under it
 * @param bound c
 * @param lower true for max
 */
public record ClippedLaw(Law base, LawType type, EventProbability inner, Var bound, boolean lower) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    @Override
    public Capability<Law> elements(Rearrangement by) {
        if (!(base.elements(by) instanceof Capability.Present<Law>(Law picked))) {
            return base.elements(by);
        }
        return switch (picked.events()) {
            case Capability.Present<EventProbability>(EventProbability p) ->
                Capability.of(of(picked, p, by.parameter(bound), lower));
            case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public String describe() {
        return (lower ? "max(" : "min(") + base.describe() + ", " + bound.label() + ")";
    }

    /**
     * The law of X clipped on one side.
     *
     * @param inner probabilities under the law of X
     * @param lower true for max
     */
    public static ClippedLaw of(Law base, EventProbability inner, Var bound, boolean lower) {
        LawType type = base.type();
        boolean discrete = type.measure() instanceof BaseMeasure.Counting;
        LawType clipped = type.withMeasure(discrete ? BaseMeasure.COUNTING : BaseMeasure.MIXED)
                .withSupport(clipped(type.support(), bound, lower));
        return new ClippedLaw(base, clipped, inner, bound, lower);
    }

    private static Support clipped(Support s, Var bound, boolean lower) {
        Support.RealInterval of = s.hull();
        @Nullable Var lo = of.lo();
        @Nullable Var hi = of.hi();
        if (s instanceof Support.Integers && Whole.isCertain(bound)) {
            return lower
                    ? new Support.Integers(end(lo, bound, lower), hi == null ? null : end(hi, bound, lower))
                    : new Support.Integers(lo == null ? null : end(lo, bound, lower), end(hi, bound, lower));
        }
        Support.RealInterval hull = lower
                ? new Support.RealInterval(
                        end(lo, bound, lower),
                        true,
                        hi == null ? null : end(hi, bound, lower),
                        of.hiClosed() || hi != null)
                : new Support.RealInterval(
                        lo == null ? null : end(lo, bound, lower),
                        of.loClosed() || lo != null,
                        end(hi, bound, lower),
                        true);
        return s.isCountable() ? new Support.Points(hull) : hull;
    }

    private static Var end(@Nullable Var x, Var bound, boolean lower) {
        if (x == null) {
            return bound;
        }
        return lower ? Functions.maximum(x, bound) : Functions.minimum(x, bound);
    }

    private Var massAtBound() {
        return inner.logProb(lower ? Event.atMost(bound) : Event.atLeast(bound));
    }

    /** True strictly on the side of the bound where X is left as it is. */
    private Var kept(Var x) {
        return lower ? x.gt(bound) : x.lt(bound);
    }

    /** Where nothing gathers at the bound, because X does not go beyond it, the density of X counts there too. */
    @Override
    public LogTerms logDensity(Value v) {
        Var x = v.var();
        Var kept = kept(x);
        Value safe = v.or(kept, Gradient.stop(base.supportPoint()));
        Var density = base.logDensity(safe).elementwise();
        Var mass = massAtBound();
        Var none = mass.le(Double.NEGATIVE_INFINITY);
        Var atBound = certainlyHasMass() ? mass : where(none, densityAtBound(), mass);
        return LogTerms.zero(type().batchShape()).plus(where(kept, density, where(equal(x, bound), atBound, NEVER)));
    }

    private Var densityAtBound() {
        Var at = Functions.broadcastTo(
                bound.cast(type().draw().dtype()), type().draw().shape());
        return base.logDensity(Value.of(at)).elementwise();
    }

    /**
     * True if X can lie beyond the bound, whatever the bound's value, so that the probability there is not 0, even if it underflows. A missing end of the support lies beyond every bound.
     */
    private boolean certainlyHasMass() {
        Support support = base.type().support();
        if (support.isDiscrete()) {
            return true;
        }
        Var lo = support.hull().lo();
        Var hi = support.hull().hi();
        Interval b = bound.range();
        return lower
                ? lo == null || lo.range().hi() < b.lo()
                : hi == null || hi.range().lo() > b.hi();
    }

    @Override
    public List<Atom> atoms() {
        if (base.type().measure() instanceof BaseMeasure.Counting) {
            return List.of();
        }
        List<Atom> atoms = new ArrayList<>();
        for (Atom a : base.atoms()) {
            atoms.add(new Atom(a.location(), where(kept(a.location()), a.logMass(), NEVER)));
        }
        atoms.add(new Atom(bound, massAtBound()));
        return atoms;
    }

    /** That of X, clipped. */
    @Override
    public Capability<Quantile> quantile() {
        return switch (base.quantile()) {
            case Capability.Present<Quantile>(Quantile q) ->
                Capability.of(new Quantile(p -> clipped(q.of(p)), p -> clipped(q.upper(p))));
            case Capability.Absent<Quantile> absent -> absent;
        };
    }

    private Var clipped(Var x) {
        return lower ? Functions.maximum(x, bound) : Functions.minimum(x, bound);
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(lower ? this::aboveBound : this::belowBound);
    }

    /** {@code max(X, c)} is in the event if X is, or if c is and X is below it. */
    private Var aboveBound(Event e) {
        Var beyond = e.hi() == null ? Var.constant(false) : e.hiClosed() ? bound.gt(e.hi()) : bound.ge(e.hi());
        Var inside = e.lo() == null ? Var.constant(true) : e.loClosed() ? bound.ge(e.lo()) : bound.gt(e.lo());
        Var all = e.hi() == null ? Var.constant(0.0) : inner.logProb(new Event(null, false, e.hi(), e.hiClosed()));
        return where(beyond, NEVER, where(inside, all, inner.logProb(e)));
    }

    private Var belowBound(Event e) {
        Var beyond = e.lo() == null ? Var.constant(false) : e.loClosed() ? bound.lt(e.lo()) : bound.le(e.lo());
        Var inside = e.hi() == null ? Var.constant(true) : e.hiClosed() ? bound.le(e.hi()) : bound.lt(e.hi());
        Var all = e.lo() == null ? Var.constant(0.0) : inner.logProb(new Event(e.lo(), e.loClosed(), null, false));
        return where(beyond, NEVER, where(inside, all, inner.logProb(e)));
    }

    @Override
    public Var supportPoint() {
        return end(base.supportPoint(), bound, lower);
    }

    @Override
    public Var draw(KeyVar key) {
        return end(base.draw(key), bound, lower);
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
