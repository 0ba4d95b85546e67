package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.notEqual;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Map;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of {@code 1 / X} for a continuous X of both signs: one-to-one, but decreasing on either side of 0 only, so that events fall into a
 * part below 0 and one above. It has no density at 0.
 *
 * @param base the law of X, of single elements
 * @param type the type of the law
 */
record ReciprocalLaw(Law base, LawType type) implements Law {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var NEVER = Var.constant(-INF);
    private static final Var ZERO = Var.constant(0.0);
    private static final Var ONE = Var.constant(1.0);

    static ReciprocalLaw of(Law base) {
        return new ReciprocalLaw(base, base.type().withSupport(Support.reals()));
    }

    @Override
    public String describe() {
        return "reciprocal of " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value y) {
        Var possible = and(notEqual(y.var(), ZERO), ONE.div(y.var()).abs().lt(INF));
        possible = and(possible, y.var().abs().lt(INF));
        Var safe = where(possible, y.var(), ONE);
        Var x = where(possible, ONE.div(safe), Gradient.stop(base.supportPoint()));
        Var density = base.logDensity(Value.of(x)).elementwise();
        Var counted = and(possible, density.gt(-INF));
        Var slope = where(counted, y.var(), ONE).abs().log().times(-2);
        Var sum = density.plus(slope);
        for (Atom a : atoms()) {
            Var met = a.isAt(y.var());
            sum = where(and(met, a.logMass().gt(-INF)), a.logMass(), sum);
        }
        return LogTerms.zero(type.batchShape()).plus(sum).only(possible);
    }

    @Override
    public List<Atom> atoms() {
        return base.atoms().stream()
                .map(a -> new Atom(ONE.div(a.location()), a.logMass()))
                .toList();
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (base.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(e -> logProb(p, e));
            case Capability.Absent<EventProbability> absent -> absent;
        };
    }

    /** Of one side, where it is the greater part, by the rest. */
    private static Var logProb(EventProbability p, Event e) {
        Var sum = parts(p, e);
        if ((e.lo() == null) == (e.hi() == null)) {
            return e.lo() == null ? ZERO : sum;
        }
        Event rest = e.lo() == null
                ? new Event(e.hi(), !e.hiClosed(), null, false)
                : new Event(null, false, e.lo(), !e.loClosed());
        return where(sum.gt(-Constants.LOG_2), LogMath.log1mExp(parts(p, rest)), sum);
    }

    private static Var parts(EventProbability p, Event e) {
        Var lo = e.lo();
        Var hi = e.hi();
        Var upTo = lo == null ? ZERO : where(lo.lt(0), inverse(lo, lo.lt(0)), ZERO);
        Var from = hi == null ? NEVER : where(hi.lt(0), inverse(hi, hi.lt(0)), NEVER);
        Var below = p.logProb(new Event(from, e.hiClosed(), upTo, lo != null && e.loClosed()));
        Var negative = lo == null ? below : where(lo.lt(0), below, NEVER);
        Var least = hi == null ? ZERO : where(hi.gt(0), inverse(hi, hi.gt(0)), ZERO);
        Var most = lo == null ? Var.constant(INF) : where(lo.gt(0), inverse(lo, lo.gt(0)), Var.constant(INF));
        Var above = p.logProb(new Event(least, hi != null && e.hiClosed(), most, e.loClosed()));
        Var positive = hi == null ? above : where(hi.gt(0), above, NEVER);
        return LogAddExp.of(negative, positive);
    }

    private static Var inverse(Var y, Var where) {
        return ONE.div(where(where, y, ONE));
    }

    @Override
    public Map<Var, Value> recover(Value y) {
        return base.recover(Value.of(ONE.div(y.var())));
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
        return ONE.div(Functions.toFloat(Beside.zero(base, base.supportPoint())));
    }

    @Override
    public Var draw(KeyVar key) {
        return ONE.div(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
