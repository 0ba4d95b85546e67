package ppl.aeppl.rule.pushforward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Additive;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogGaussian;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of {@code g(X)} for a monotone g.
 *
 * <p>A value computed elsewhere from an atom of X, or from a whole number, may differ from the image that is computed here by
 * rounding. So it counts as that image where it, or one of its inverse images along a chain of maps, agrees to 8 units
 * in the last place. A value that is so near an atom only by coincidence has a probability of about 1e-15.
 *
 * @param base the law of X
 * @param map g
 * @param type the type of the law, found once: laws may be nested deeply
 * @param ends the ends of the support of X, and their images
 */
record PushedLaw(Law base, MonotoneMap map, LawType type, Ends ends) implements Law {

    static PushedLaw of(Law base, MonotoneMap map, TensorType draw) {
        LawType type = base.type();
        Support image = map.image(type.support());
        return new PushedLaw(base, map, type.withDraw(draw).withSupport(image), Ends.of(map, type.support(), image));
    }

    @Override
    public String describe() {
        return map.name() + " of " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value y) {
        if (type.measure() instanceof BaseMeasure.Mixed) {
            return mixed(y);
        }
        return continuous(y);
    }

    /**
     * Where y is not a value of the map, the law of X is evaluated at a point of its support instead, so that no pole is met. The
     * Jacobian counts only where X has a density, so that the gradient outside the support is 0.
     */
    private LogTerms continuous(Value y) {
        Var possible = possible(y);
        Value safe = y.or(possible, map.harmless());
        Value x = whole(safe, map.inverse(safe, ends));
        LogTerms terms = base.logDensity(possible.isSplat(1) ? x : x.or(possible, Gradient.stop(base.supportPoint())));
        Var counted = possible;
        Var slope = type.measure().isContinuous() ? map.logSlope(safe) : null;
        if (slope != null) {
            counted = both(possible, hasDensity(x, terms));
            if (counted != possible) {
                slope = Objects.requireNonNull(map.logSlope(y.or(counted, map.harmless())));
            }
            LogTerms jacobian = LogTerms.zero(type.draw().shape()).plus(slope);
            terms = terms.plus(jacobian.sumOver(type.eventAxes()));
        }
        Var ambiguous = map.ambiguous(y, base.type().support());
        if (ambiguous != null) {
            terms = terms.plus(Functions.where(ambiguous, Var.constant(Double.NaN), Var.constant(0.0)));
        }
        boolean joint = !type.eventAxes().isEmpty() && counted.rank() > 0;
        return terms.only(joint ? Functions.all(counted, type.eventAxisArray()) : counted);
    }

    /** Where the density of X is not 0: certain in an unbounded support; near its ends as the law of X has it. */
    private Var hasDensity(Value x, LogTerms density) {
        Var inside = x.in(base.type().support());
        boolean certain = inside.isSplat(1) && (x.inside() || isEverywhere(base));
        if (certain || !type.eventAxes().isEmpty()) {
            return inside;
        }
        Var some = Functions.notEqual(density.elementwise(), Var.constant(Double.NEGATIVE_INFINITY));
        return both(inside, some);
    }

    /** True if every number has a density: an unbounded support alone may hold more than the draws, where a sign is unknown. */
    private static boolean isEverywhere(Law law) {
        return law instanceof PushedLaw pushed
                ? isEverywhere(pushed.base) && Support.reals().equals(pushed.map.range())
                : Support.reals().equals(law.type().support());
    }

    /** Where the inverse is defined; without infinities if the Jacobian would meet them. */
    private Var possible(Value y) {
        Var in = map.reaches(y);
        boolean needsFinite = map.slopeVaries() && !y.inside() && type.measure().isContinuous();
        Var finite = needsFinite ? y.isFinite() : Var.constant(true);
        return both(both(in, finite), needsFinite ? onSideOfZero(y) : Var.constant(true));
    }

    /**
     * An end at 0 is exact, so that no value beyond it is within rounding of it, though the inverse image may have rounded. If both
     * ends are 0, one of them has been rounded to it.
     */
    private Var onSideOfZero(Value y) {
        if (!(type.support() instanceof Support.RealInterval(Var lo, var _, Var hi, var _))) {
            return Var.constant(true);
        }
        boolean isLo = lo != null && lo.isSplat(0);
        boolean isHi = hi != null && hi.isSplat(0);
        boolean fromZero = isLo && !isHi && y.above() == null;
        boolean toZero = isHi && !isLo && y.below() == null;
        Var over = fromZero ? y.var().ge(0) : Var.constant(true);
        return both(over, toZero ? y.var().le(0) : Var.constant(true));
    }

    private static Var both(Var a, Var b) {
        return a.isSplat(1) ? b : b.isSplat(1) ? a : Functions.and(a, b);
    }

    /** At an atom its probability; elsewhere the density, which the base law gives with atoms that are not met. */
    private LogTerms mixed(Value y) {
        Var density = continuous(y).elementwise();
        List<Var> met = met(y);
        List<Atom> atoms = atoms();
        for (int i = 0; i < atoms.size(); i++) {
            Var mass = atoms.get(i).logMass();
            Var here = Functions.and(met.get(i), mass.gt(Double.NEGATIVE_INFINITY));
            density = Functions.where(here, mass, density);
        }
        return LogTerms.zero(type.draw().shape()).plus(density);
    }

    /** For each of the atoms whether a value is it. */
    private List<Var> met(Value y) {
        Var possible = possible(y);
        Value x = map.inverse(y.or(possible, map.harmless()), ends);
        List<Var> deeper = base instanceof PushedLaw pushed ? pushed.met(x) : List.of();
        List<Atom> before = base.atoms();
        List<Var> met = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Var at = before.get(i).location();
            Var there = deeper.isEmpty() ? Atom.near(x.var(), at) : deeper.get(i);
            met.add(Functions.or(Atom.near(y.var(), map.forward(at)), both(possible, there)));
        }
        return met;
    }

    /** For a discrete law the image of a whole number that x misses by rounding only; any other x as it is. */
    private Value whole(Value y, Value x) {
        Var digits = x.var();
        if (type.measure().isContinuous() || !digits.dtype().isFloat() || !map.rounds()) {
            return x;
        }
        Var nearest = nearestInBase(x);
        Var here = Functions.or(Atom.near(digits, nearest), Atom.near(y.var(), map.forward(nearest)));
        return Value.of(Functions.where(here, nearest, digits));
    }

    /** The value of X that comes closest, as computed from a whole number along all maps, whose roundings add up. */
    private Var nearestInBase(Value x) {
        return base instanceof PushedLaw pushed && !(pushed.map instanceof WideningMap)
                ? pushed.map.forward(pushed.nearestInBase(pushed.map.inverse(x, pushed.ends)))
                : Functions.rint(x.var());
    }

    @Override
    public List<Atom> atoms() {
        return base.atoms().stream()
                .map(a -> new Atom(map.forward(a.location()), a.logMass()))
                .toList();
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (base.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(e -> logProb(p, e));
            case Capability.Absent<EventProbability> absent -> absent;
        };
    }

    private Var logProb(EventProbability p, Event e) {
        Value lo = e.lo() == null ? null : Value.of(e.lo());
        Value hi = e.hi() == null ? null : Value.of(e.hi());
        return logProb(p, e, lo, hi);
    }

    /** The probability of an event whose ends may be known better than their digits say. */
    private Var logProb(EventProbability p, Event e, @Nullable Value lo, @Nullable Value hi) {
        Value first = lo == null ? null : pulled(lo);
        Value last = hi == null ? null : pulled(hi);
        Var increasing = map.increasing();
        Var rising = increasing.isSplat(0) ? null : ofBase(p, e, first, last);
        Var falling = increasing.isSplat(1) ? null : ofBase(p, e.reversed(e.hi(), e.lo()), last, first);
        return rising == null
                ? Objects.requireNonNull(falling)
                : falling == null ? rising : Functions.where(increasing, rising, falling);
    }

    private Var ofBase(EventProbability p, Event closed, @Nullable Value lo, @Nullable Value hi) {
        return base instanceof PushedLaw pushed
                        && pushed.base.events() instanceof Capability.Present<EventProbability>(EventProbability deeper)
                ? pushed.logProb(deeper, closed, lo, hi)
                : p.logProb(closed, lo, hi);
    }

    /** The inverse image of an end of an event; an atom, or a whole number of a discrete law, where only rounding misses it. */
    private Value pulled(Value y) {
        Value x = whole(y, map.inverseEnd(y, ends));
        if (!(type.measure() instanceof BaseMeasure.Mixed)) {
            return x;
        }
        List<Var> met = met(y);
        List<Atom> before = base.atoms();
        for (int i = 0; i < before.size(); i++) {
            x = Value.of(Functions.where(met.get(i), before.get(i).location(), x.var()));
        }
        return x;
    }

    @Override
    public Capability<Quantile> quantile() {
        boolean up = map.increasing().isSplat(1);
        if ((!up && !map.increasing().isSplat(0)) || !type.measure().isContinuous()) {
            return Capability.absent(describe() + " is not known to be increasing and continuous");
        }
        return switch (base.quantile()) {
            case Capability.Present<Quantile>(Quantile q) -> {
                Quantile x = up ? q : q.reversed();
                yield Capability.of(new Quantile(p -> map.forward(x.of(p)), p -> map.forward(x.upper(p))));
            }
            case Capability.Absent<Quantile> absent -> absent;
        };
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law picked) ->
                Capability.of(
                        of(picked, map.elements(by), new TensorType(type.draw().dtype(), by.to())));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        if (kind == LogGaussian.class
                && map instanceof ExpMap
                && base.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm log)) {
            return Capability.of(kind.cast(new LogGaussian(log)));
        }
        if (kind == Additive.class
                && map instanceof PowerMap power
                && power.exponent().isSplat(2)
                && base instanceof FoldedLaw(Law x, LawType _)) {
            return switch (SquaredNormal.of(x)) {
                case Capability.Present<Additive>(Additive form) -> Capability.of(kind.cast(form));
                case Capability.Absent<Additive>(String why) -> Capability.absent(why);
            };
        }
        if (base.form(kind) instanceof Capability.Present<F>(F x)) {
            Optional<F> image = map.image(x);
            if (image.isPresent()) {
                return Capability.of(image.get());
            }
        }
        return Law.super.form(kind);
    }

    @Override
    public Capability<Moments> moments() {
        if (base.moments() instanceof Capability.Present<Moments>(Moments x)) {
            Optional<Moments> image = map.image(x);
            if (image.isPresent()) {
                return Capability.of(image.get());
            }
        }
        return Capability.absent(describe() + " has no moments of closed form here");
    }

    @Override
    public Map<Var, Value> recover(Value y) {
        return base.recover(map.inverse(y, ends));
    }

    @Override
    public Var supportPoint() {
        Var point = base.supportPoint();
        return map.forward(map.isFlatAtZero() && type.measure().isContinuous() ? Beside.zero(base, point) : point);
    }

    @Override
    public Var draw(KeyVar key) {
        return map.forward(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return with(base.checks());
    }

    /** Those that depend on the value hold where it is none of the map. */
    @Override
    public List<ParameterCheck> checks(Value y) {
        if (type.whyNotApart() == null) {
            return checks();
        }
        Var none = Functions.not(Functions.all(possible(y)));
        return with(base.checks(map.inverse(y, ends)).stream()
                .map(c -> none.isSplat(0) ? c : c.orWhere(none))
                .toList());
    }

    private List<ParameterCheck> with(List<ParameterCheck> ofBase) {
        List<ParameterCheck> checks = new ArrayList<>(ofBase);
        map.factor().ifPresent(factor -> {
            Var holds = Functions.notEqual(factor, Var.constant(0.0));
            if (!holds.isSplat(1)) {
                checks.add(ParameterCheck.of(
                        map.name(), "the factor", "different from 0", "keep the factor away from 0", factor, holds));
            }
        });
        return checks;
    }
}
