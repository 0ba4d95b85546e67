package ppl.aeppl.family.composed;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
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
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.NearCertain;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Support.RealInterval;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of X given that it lies in an interval.
 *
 * @param base the law of X
 * @param inner probabilities under it
 * @param window the interval
 * @param type the type of this law
 */
record TruncatedLaw(Law base, EventProbability inner, Window window, LawType type) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    /** Above it the exponential of a log-probability has all its digits. */
    private static final double LEAST = -700;

    /** The log of the least uniform number: for draws it depends on the interval alone which way they are made. */
    private static final double LEAST_UNIFORM = -40;

    /** Beyond it float64 holds no neighbours of a whole number. */
    private static final double WHOLE = 0x1p53;

    static TruncatedLaw of(Law base, Window window, Sources sources) {
        EventProbability inner = base.events()
                .orElseThrow(
                        DensityCode.NO_EVENT_PROBABILITY,
                        "truncation needs the probability of the interval, which of " + base.describe());
        LawType type = base.type();
        return new TruncatedLaw(
                base,
                inner,
                window,
                new LawType(
                        type.draw(),
                        type.measure(),
                        support(type.support(), window),
                        type.eventAxes(),
                        type.batch(),
                        sources));
    }

    private static Support support(Support s, Window w) {
        RealInterval of = s.hull();
        if (s.isDiscrete()) {
            return new Support.Integers(
                    greatest(of.lo(), w.lo() == null ? null : Functions.ceil(Functions.toFloat(w.lo()))),
                    least(of.hi(), w.hi() == null ? null : Functions.floor(Functions.toFloat(w.hi()))));
        }
        return new RealInterval(
                greatest(of.lo(), w.lo()),
                w.lo() != null || of.loClosed(),
                least(of.hi(), w.hi()),
                w.hi() != null || of.hiClosed());
    }

    private static @Nullable Var greatest(@Nullable Var a, @Nullable Var b) {
        return a == null ? b : b == null ? a : Functions.maximum(Functions.toFloat(a), b);
    }

    private static @Nullable Var least(@Nullable Var a, @Nullable Var b) {
        return a == null ? b : b == null ? a : Functions.minimum(Functions.toFloat(a), b);
    }

    /** The log-probability of the interval. */
    Var logMass() {
        return inner.logProb(window.event());
    }

    /** That the interval has a probability, or nothing can lie in it; empty if that is certain. */
    Optional<ParameterCheck> massCheck(String owner, String whose) {
        Var mass = logMass();
        Var holds = mass.gt(Double.NEGATIVE_INFINITY);
        return holds.isSplat(1)
                ? Optional.empty()
                : Optional.of(ParameterCheck.of(
                        owner,
                        "the probability of the interval",
                        "> 0",
                        "give an interval that meets the support of " + whose + ", "
                                + base.type().support(),
                        Functions.exp(mass),
                        holds));
    }

    @Override
    public String describe() {
        return "Truncated(" + base.describe() + ", " + window.interval() + ")";
    }

    /** Where the interval has no probability nothing has a density. */
    @Override
    public LogTerms logDensity(Value v) {
        RealInterval all = window.interval();
        Var mass = logMass();
        Var some = mass.gt(Double.NEGATIVE_INFINITY);
        Var in = v.inside() ? Var.constant(true) : all.contains(v);
        Var known = in.isSplat(1) ? in : Functions.broadcastTo(in, type.draw().shape());
        Value safe = v.or(known, Gradient.stop(base.supportPoint()));
        return base.logDensity(safe)
                .minus(where(some, mass, Var.constant(0.0)))
                .only(
                        some.isSplat(1)
                                ? known
                                : Functions.broadcastTo(
                                        and(known, some), type.draw().shape()));
    }

    @Override
    public List<Atom> atoms() {
        return base.atoms().stream()
                .map(a -> new Atom(
                        a.location(),
                        where(
                                window.interval().contains(a.location()),
                                a.logMass().minus(logMass()),
                                NEVER)))
                .toList();
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(
                new NearCertain(e -> window.logProb(inner, e, type.measure()).minus(logMass())));
    }

    /** The inverse by the nearer tail of X, which is right however far out the interval lies. */
    @Override
    public Capability<Quantile> quantile() {
        if (!type.measure().isContinuous()) {
            return Capability.absent(describe() + " is discrete");
        }
        return Capability.of(new Quantile(
                p -> at(Functions.log(p), Functions.log1p(p.unaryMinus()), shaped(p)),
                q -> at(Functions.log1p(q.unaryMinus()), Functions.log(q), shaped(q))));
    }

    private Shape shaped(Var p) {
        return Shape.common(type.draw().shape(), p.shape());
    }

    /**
     * The value below which there is a share of the interval's probability.
     *
     * @param logBelow the log of the share
     * @param logAbove the log of the rest
     */
    private Var at(Var logBelow, Var logAbove, Shape shape) {
        Var mass = logMass();
        Var below = logBelow.plus(mass);
        Var above = logAbove.plus(mass);
        if (window.lo() != null) {
            below = Functions.logaddexp(inner.logProb(Event.below(window.lo())), below);
        }
        if (window.hi() != null) {
            above = Functions.logaddexp(inner.logProb(Event.above(window.hi())), above);
        }
        Var target = Functions.broadcastTo(below, shape);
        Var rest = Functions.broadcastTo(above, shape);
        Capability<Quantile> known = base.quantile();
        if (!(known instanceof Capability.Present<Quantile>(Quantile q))
                || !(type.measure() instanceof BaseMeasure.Lebesgue)) {
            return halved(target, rest, shape);
        }
        Var nearer = Functions.minimum(target, rest);
        Var far = Functions.broadcastTo(Functions.or(nearer.lt(LEAST), mass.lt(LEAST - LEAST_UNIFORM)), shape);
        return Functions.cond(
                Functions.any(far),
                () -> where(far, halved(target, rest, shape), quick(q, target, rest, shape)),
                () -> quick(q, target, rest, shape));
    }

    private Var quick(Quantile q, Var below, Var above, Shape shape) {
        Var fromAbove = above.lt(below);
        Var x = where(
                fromAbove,
                q.upper(where(fromAbove, above, below).exp()),
                q.of(where(fromAbove, above, below).exp()));
        return Functions.broadcastTo(inside(x), shape);
    }

    /** Rounding may have put it beyond an end. */
    private Var inside(Var x) {
        Var y = window.lo() == null ? x : Functions.maximum(x, window.lo());
        return window.hi() == null ? y : Functions.minimum(y, window.hi());
    }

    private Var halved(Var below, Var above, Shape shape) {
        boolean discrete = type.support().isDiscrete();
        RealInterval hull = type.support().hull();
        double end = discrete ? WHOLE : Double.MAX_VALUE;
        Var lo = hull.lo() == null ? Var.constant(-end) : Functions.maximum(Functions.toFloat(hull.lo()), -end);
        Var hi = hull.hi() == null ? Var.constant(end) : Functions.minimum(Functions.toFloat(hull.hi()), end);
        return Bisection.of(inner, below, above, lo, hi, discrete, shape);
    }

    /** That of X, if it is inside; else half a standard deviation beyond the end, or in the middle. */
    @Override
    public Var supportPoint() {
        Var point = Functions.toFloat(base.supportPoint());
        RealInterval hull = type.support().hull();
        Var lo = hull.lo() == null ? null : Functions.toFloat(hull.lo());
        Var hi = hull.hi() == null ? null : Functions.toFloat(hull.hi());
        Var step = type.support().isDiscrete() ? Var.constant(0.0) : spread().times(0.5);
        boolean open = !type.support().isDiscrete();
        Var x = point;
        if (lo != null) {
            Var low = open ? x.le(lo) : x.lt(lo);
            x = where(low, hi == null ? lo.plus(step) : Functions.minimum(lo.plus(step), between(lo, hi)), x);
        }
        if (hi != null) {
            Var high = open ? x.ge(hi) : x.gt(hi);
            x = where(high, lo == null ? hi.minus(step) : Functions.maximum(hi.minus(step), between(lo, hi)), x);
        }
        Var whole = open ? x : Functions.rint(x);
        return Functions.broadcastTo(
                whole.cast(type.draw().dtype()), type.draw().shape());
    }

    private Var between(Var lo, Var hi) {
        return type.support().isDiscrete() ? hi : lo.times(0.5).plus(hi.times(0.5));
    }

    private Var spread() {
        if (!(base.moments() instanceof Capability.Present<Moments>(Moments m))) {
            return Var.constant(1.0);
        }
        Var sd = m.variance().sqrt();
        return where(and(sd.gt(0), sd.lt(Double.POSITIVE_INFINITY)), sd, Var.constant(1.0));
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Window picked = new Window(
                window.lo() == null ? null : by.parameter(window.lo()),
                window.hi() == null ? null : by.parameter(window.hi()));
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law law) ->
                Capability.of(of(law, picked, type.sources().rearranged(by)));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var draw(KeyVar key) {
        Shape shape = type.draw().shape();
        Var u = key.uniform(shape);
        Var x = at(Functions.log(u), Functions.log1p(u.unaryMinus()), u.shape());
        return type.draw().dtype() == DType.F64 ? x : x.cast(type.draw().dtype());
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
