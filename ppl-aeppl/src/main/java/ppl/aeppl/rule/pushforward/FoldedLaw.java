package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
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
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of {@code |X|}: what X has at y and at −y adds up. At 0 these are one point, which a probability counts once and a density, whose
 * limit it is, twice.
 *
 * @param base the law of X, of single elements
 * @param type the type of the law
 */
record FoldedLaw(Law base, LawType type) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ZERO = Var.constant(0.0);

    static FoldedLaw of(Law base) {
        LawType type = base.type();
        return new FoldedLaw(base, type.withSupport(folded(type.support())));
    }

    private static Support folded(Support support) {
        Support.RealInterval of = support.hull();
        Var lo = ZERO;
        lo = of.lo() == null ? lo : Functions.maximum(lo, of.lo());
        lo = of.hi() == null ? lo : Functions.maximum(lo, of.hi().unaryMinus());
        Var hi = of.lo() == null || of.hi() == null
                ? null
                : Functions.maximum(of.lo().unaryMinus(), of.hi());
        if (support instanceof Support.Integers) {
            return new Support.Integers(lo, hi);
        }
        Support.RealInterval hull = new Support.RealInterval(lo, true, hi, hi != null);
        return support.isCountable() ? new Support.Points(hull) : hull;
    }

    @Override
    public String describe() {
        return "abs of " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value y) {
        Var possible = type.measure().isContinuous()
                ? and(y.var().ge(0), y.isFinite())
                : y.var().ge(0);
        Var point = Gradient.stop(base.supportPoint());
        Var up = base.logDensity(positive(y).or(possible, point)).elementwise();
        Var down = base.logDensity(negative(y).or(possible, point)).elementwise();
        Var sum = LogAddExp.of(up, down);
        Var density =
                switch (type.measure()) {
                    case BaseMeasure.Counting _ -> where(equal(y.var(), Functions.zerosLike(y.var())), up, sum);
                    case BaseMeasure.Mixed _ -> atomsFirst(y.var(), sum);
                    default -> sum;
                };
        return LogTerms.zero(type.batchShape()).plus(density).only(possible);
    }

    /** That y lies in the support of {@code |X|} does not say that it lies in that of X. */
    private static Value positive(Value y) {
        return new Value(y.var(), false, y.above(), y.below());
    }

    private static Value negative(Value y) {
        return new Value(y.var().unaryMinus(), false, mirrored(y.below()), mirrored(y.above()));
    }

    private static Value.@Nullable Distance mirrored(Value.@Nullable Distance d) {
        return d == null
                ? null
                : new Value.Distance(d.end().isSplat(0) ? ZERO : d.end().unaryMinus(), d.log());
    }

    /** Where atoms are met their masses only, which the densities of X beside them do not reach. */
    private Var atomsFirst(Var y, Var density) {
        Var mass = NEVER;
        for (Atom a : base.atoms()) {
            mass = LogAddExp.of(mass, where(isAt(y, a), a.logMass(), NEVER));
        }
        return where(mass.gt(Double.NEGATIVE_INFINITY), mass, density);
    }

    private static Var isAt(Var y, Atom a) {
        return Atom.near(y, a.location().abs());
    }

    /** Those of X, each with all that lies as far from 0: where two do, the second has none. */
    @Override
    public List<Atom> atoms() {
        List<Atom> before = base.atoms();
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Var at = before.get(i).location().abs();
            Var mass = before.get(i).logMass();
            for (int j = 0; j < before.size(); j++) {
                if (j != i) {
                    Var same = equal(before.get(j).location().abs(), at);
                    Var other = before.get(j).logMass();
                    mass = where(same, j < i ? NEVER : LogAddExp.of(mass, other), mass);
                }
            }
            if (!mass.isSplat(Double.NEGATIVE_INFINITY)) {
                atoms.add(new Atom(at, mass));
            }
        }
        return atoms;
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (base.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(e -> logProb(p, e));
            case Capability.Absent<EventProbability> absent -> absent;
        };
    }

    /** One interval around 0, or two beside it. */
    private static Var logProb(EventProbability p, Event e) {
        Var lo = e.lo();
        Var hi = e.hi();
        Var around = hi == null
                ? ZERO
                : where(hi.lt(0), NEVER, p.logProb(new Event(hi.unaryMinus(), e.hiClosed(), hi, e.hiClosed())));
        if (lo == null) {
            return around;
        }
        Var reaches = e.loClosed() ? lo.le(0) : lo.lt(0);
        Var positive = where(reaches, Functions.onesLike(lo), lo);
        Var right = p.logProb(e.withEnds(positive, hi));
        Var left = p.logProb(e.reversed(hi == null ? null : hi.unaryMinus(), positive.unaryMinus()));
        Var empty = hi == null ? Var.constant(false) : and(hi.le(positive), Functions.not(reaches));
        Var beside = LogAddExp.of(right, left);
        Var some = hi == null ? beside : where(empty, single(p, e, lo, hi), beside);
        return where(reaches, around, some);
    }

    /** Of an interval without length, which is a point where both ends are the same and belong to it. */
    private static Var single(EventProbability p, Event e, Var lo, Var hi) {
        if (!e.loClosed() || !e.hiClosed()) {
            return NEVER;
        }
        Var both = LogAddExp.of(
                p.logProb(Event.between(lo, lo)), p.logProb(Event.between(lo.unaryMinus(), lo.unaryMinus())));
        return where(equal(lo, hi), both, NEVER);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law picked) -> Capability.of(of(picked));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var supportPoint() {
        Var point = base.supportPoint();
        return (type.measure().isContinuous() ? Beside.zero(base, point) : point).abs();
    }

    @Override
    public Var draw(KeyVar key) {
        return base.draw(key).abs();
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
