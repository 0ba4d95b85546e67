package ppl.aeppl.rule.rounding;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a rounded X: each whole number has the probability of the interval that is rounded to it, any other number none.
 *
 * @param base the law of X, of single elements
 * @param inner probabilities under it
 * @param how which way it is rounded
 * @param unit what X is divided by before; null for 1
 * @param type the type of the law
 */
record RoundedLaw(
        Law base,
        EventProbability inner,
        Direction how,
        @Nullable Var unit,
        LawType type) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ALWAYS = Var.constant(0.0);

    static RoundedLaw of(Law base, EventProbability inner, Direction how, @Nullable Var unit, DType dtype) {
        LawType type = base.type()
                .withMeasure(BaseMeasure.COUNTING)
                .withSupport(image(base.type().support().hull(), how, unit))
                .withDraw(base.type().draw().with(dtype));
        return new RoundedLaw(base, inner, how, unit, type);
    }

    private static Support image(Support.RealInterval of, Direction how, @Nullable Var unit) {
        Var lo = of.lo() == null ? null : scaled(of.lo(), unit);
        Var hi = of.hi() == null ? null : scaled(of.hi(), unit);
        Var first = lo == null
                ? null
                : how == Direction.UP && !of.loClosed() ? Functions.floor(lo).plus(1) : how.forward(lo);
        Var last = hi == null
                ? null
                : how == Direction.DOWN && !of.hiClosed() ? Functions.ceil(hi).minus(1) : how.forward(hi);
        return new Support.Integers(first, last);
    }

    private static Var scaled(Var x, @Nullable Var unit) {
        return unit == null ? Functions.toFloat(x) : x.div(unit);
    }

    @Override
    public String describe() {
        return base.describe() + (unit == null ? "" : " / " + unit.label()) + " rounded "
                + how.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var x = Functions.toFloat(v.var());
        Var whole = and(equal(Functions.floor(x), x), x.abs().lt(Double.POSITIVE_INFINITY));
        Var n = where(whole, x, Var.constant(0.0));
        return LogTerms.zero(type.batchShape()).plus(between(n, n)).only(whole);
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(this::logProb);
    }

    private Var logProb(Event e) {
        Var lo = e.lo() == null ? null : Functions.toFloat(e.lo());
        Var hi = e.hi() == null ? null : Functions.toFloat(e.hi());
        Var first = lo == null
                ? null
                : e.loClosed() ? Functions.ceil(lo) : Functions.floor(lo).plus(1);
        Var last = hi == null
                ? null
                : e.hiClosed() ? Functions.floor(hi) : Functions.ceil(hi).minus(1);
        if (first == null && last == null) {
            return ALWAYS;
        }
        Var p = between(first, last);
        return first == null || last == null ? p : where(first.le(last), p, NEVER);
    }

    /** The probability of all that is rounded to whole numbers from one to another; a missing one is no bound. */
    private Var between(@Nullable Var first, @Nullable Var last) {
        boolean point = !(base.type().measure() instanceof BaseMeasure.Lebesgue);
        Var open = Var.constant(false);
        return probability(
                first == null ? null : unscaled(how.lower(first)),
                first == null || !point ? open : how.lowerClosed(first),
                last == null ? null : unscaled(how.upper(last)),
                last == null || !point ? open : how.upperClosed(last));
    }

    private Var unscaled(Var x) {
        return unit == null ? x : x.times(unit);
    }

    /** An interval of which a run may decide whether its ends belong to it. */
    private Var probability(@Nullable Var lo, Var loClosed, @Nullable Var hi, Var hiClosed) {
        if (!loClosed.isSplat(0) && !loClosed.isSplat(1)) {
            return where(
                    loClosed,
                    probability(lo, Var.constant(true), hi, hiClosed),
                    probability(lo, Var.constant(false), hi, hiClosed));
        }
        if (!hiClosed.isSplat(0) && !hiClosed.isSplat(1)) {
            return where(
                    hiClosed,
                    probability(lo, loClosed, hi, Var.constant(true)),
                    probability(lo, loClosed, hi, Var.constant(false)));
        }
        return inner.logProb(new Event(lo, loClosed.isSplat(1), hi, hiClosed.isSplat(1)));
    }

    /** Those of X, rounded: rounding keeps the order. */
    @Override
    public Capability<Quantile> quantile() {
        if (!(base.type().measure() instanceof BaseMeasure.Lebesgue)) {
            return Capability.absent(base.describe() + " has points with a probability of their own");
        }
        return switch (base.quantile()) {
            case Capability.Present<Quantile>(Quantile q) ->
                Capability.of(new Quantile(p -> forward(q.of(p)), p -> forward(q.upper(p))));
            case Capability.Absent<Quantile> absent -> absent;
        };
    }

    private Var forward(Var x) {
        return how.forward(scaled(x, unit)).cast(type.draw().dtype());
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        if (!(base.elements(by) instanceof Capability.Present<Law>(Law picked))) {
            return base.elements(by);
        }
        return switch (picked.events()) {
            case Capability.Present<EventProbability>(EventProbability p) ->
                Capability.of(of(
                        picked,
                        p,
                        how,
                        unit == null ? null : by.parameter(unit),
                        type.draw().dtype()));
            case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
        };
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
}
