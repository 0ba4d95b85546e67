package ppl.aeppl.rule.rounding;

import static ppl.graph.Functions.and;

import java.util.List;
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
 * The law of what remains of a bounded X after division by a positive constant: what X has a whole number of divisors further up or down adds
 * up.
 *
 * @param base the law of X, of single elements, without atoms beside a density
 * @param divisor the constant
 * @param first the least quotient
 * @param count how many quotients there are
 * @param type the type of the law
 */
record RemainderLaw(Law base, double divisor, long first, int count, LawType type) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    static RemainderLaw of(Law base, double divisor, long first, int count) {
        boolean whole = base.type().support() instanceof Support.Integers && divisor == Math.rint(divisor);
        Support.RealInterval within = new Support.RealInterval(Var.constant(0.0), true, Var.constant(divisor), false);
        Support support = whole
                ? new Support.Integers(Var.constant(0.0), Var.constant(divisor - 1))
                : base.type().support().isCountable() ? new Support.Points(within) : within;
        return new RemainderLaw(base, divisor, first, count, base.type().withSupport(support));
    }

    @Override
    public String describe() {
        return "remainder of " + base.describe() + " by " + divisor;
    }

    private Var shift(int i) {
        return Var.constant(type.draw().dtype(), (first + i) * divisor);
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var y = v.var();
        Var inside = and(y.ge(0), y.lt(divisor));
        Value safe = Value.of(y).or(inside, 0);
        Var sum = NEVER;
        for (int i = 0; i < count; i++) {
            Value x = Value.of(safe.var().plus(shift(i)));
            Var in = x.in(base.type().support());
            Var one = base.logDensity(x.or(in, Gradient.stop(base.supportPoint())))
                    .elementwise();
            sum = LogAddExp.of(sum, Functions.where(in, one, NEVER));
        }
        return LogTerms.zero(type.batchShape()).plus(sum).only(inside);
    }

    @Override
    public Capability<EventProbability> events() {
        return switch (base.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(e -> logProb(p, e));
            case Capability.Absent<EventProbability> absent -> absent;
        };
    }

    private Var logProb(EventProbability p, Event e) {
        Var top = Var.constant(divisor);
        Var zero = Var.constant(0.0);
        Var lo = e.lo() == null ? zero : Functions.toFloat(e.lo());
        Var hi = e.hi() == null ? top : Functions.toFloat(e.hi());
        boolean below = e.lo() == null;
        boolean beyond = e.hi() == null;
        Var sum = NEVER;
        for (int i = 0; i < count; i++) {
            Var shift = Functions.toFloat(shift(i));
            Var from = lo.lt(0);
            Var to = hi.ge(top);
            Var first = shift.plus(Functions.where(from, zero, lo));
            Var last = shift.plus(Functions.where(to, top, hi));
            Var whole = p.logProb(new Event(first, true, last, false));
            Var fromZero = p.logProb(new Event(first, true, last, e.hiClosed()));
            Var upToTop = p.logProb(new Event(first, e.loClosed(), last, false));
            Var inner = p.logProb(new Event(first, e.loClosed(), last, e.hiClosed()));
            Var one = Functions.where(
                    below ? Var.constant(true) : from,
                    Functions.where(beyond ? Var.constant(true) : to, whole, fromZero),
                    Functions.where(beyond ? Var.constant(true) : to, upToTop, inner));
            sum = LogAddExp.of(sum, one);
        }
        Var possible = and(hi.ge(0), lo.lt(divisor));
        return Functions.where(possible, sum, NEVER);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law picked) -> Capability.of(of(picked, divisor, first, count));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    private Var forward(Var x) {
        return Functions.remainder(x, Var.constant(type.draw().dtype(), divisor));
    }

    @Override
    public Var supportPoint() {
        return forward(base.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return forward(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    /** Whether a law is one that this can be of. */
    static boolean isOf(Law law) {
        return law.type().measure() instanceof BaseMeasure.Lebesgue
                || law.type().measure() instanceof BaseMeasure.Counting;
    }
}
