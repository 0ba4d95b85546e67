package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.Reparameterised;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.ShapePart;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.incomplete.LogBetaTail;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/** The beta law on [0, 1]: mean alpha / (alpha + beta). */
public record Beta() implements ScalarFamily {

    /** The log of a length that has all its digits; below it the first term of a series is all there is. */
    private static final double SMALLEST = -700;

    private static final Var ZERO = Var.constant(0.0);
    private static final Var ONE = Var.constant(1.0);
    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** The family. */
    public static final Beta FAMILY = new Beta();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("alpha"), Parameter.positive("beta"));

    static final Family MEAN_COUNT = new Reparameterised(
            FAMILY,
            List.of(new Parameter("mu", Constraint.INNER_PROBABILITY), Parameter.positive("nu")),
            p -> List.of(
                    p.get(0).times(p.get(1)), Var.constant(1.0).minus(p.get(0)).times(p.get(1))));

    /** Up to here the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double SMALL_SHAPE = 16;

    /** Beta with shapes {@code alpha} and {@code beta}: mean alpha / (alpha + beta). */
    public static Distribution of(Number alpha, Number beta) {
        return FAMILY.with(alpha, beta);
    }

    /** Beta with mean {@code mu} and sum of shapes {@code nu}. */
    public static Distribution meanCount(Number mu, Number nu) {
        return MEAN_COUNT.with(mu, nu);
    }

    @Override
    public String name() {
        return "Beta";
    }

    @Override
    public DType dtype() {
        return DType.F64;
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Support support(List<Var> p) {
        return Support.between(Var.constant(0.0), Var.constant(1.0));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = x.in(support(p));
        Value s = x.or(ok, 0.5);
        boolean small = p.get(0).range().hi() <= SMALL_SHAPE && p.get(1).range().hi() <= SMALL_SHAPE;
        return (small ? plain(s, p) : centred(s, p)).only(ok);
    }

    private static LogTerms plain(Value x, List<Var> p) {
        Var a = p.get(0);
        Var b = p.get(1);
        return LogTerms.zero(x.shape())
                .plus(LogMath.timesLog(a.minus(1), x.log()))
                .plus(LogMath.timesLog(b.minus(1), x.log1m()))
                .plus(Lgamma.of(a.plus(b)))
                .minus(Lgamma.of(a))
                .minus(Lgamma.of(b));
    }

    /**
     * With the mean {@code m}: {@code a log(x/m) + b log((1-x)/(1-m)) - log x - log(1-x)}, in which the linear parts of the
     * two logs cancel exactly, and half the log of {@code ab / (2 pi (a + b))} less Stirling's remainders.
     */
    private static LogTerms centred(Value x, List<Var> p) {
        Var a = p.get(0);
        Var b = p.get(1);
        Var n = a.plus(b);
        Var gap = b.times(x.var()).minus(a.times(Var.constant(1.0).minus(x.var())));
        Var up = gap.div(a);
        Var down = gap.unaryMinus().div(b);
        Var remainder = StirlingError.of(a).plus(StirlingError.of(b)).minus(StirlingError.of(n));
        return LogTerms.zero(x.shape())
                .plus(ShapePart.of(a, up, x.log(), n.div(a).log()))
                .plus(ShapePart.of(b, down, x.log1m(), n.div(b).log()))
                .plus(a.log().plus(b.log()).minus(n.log()).times(0.5))
                .minus(remainder)
                .plus(-HALF_LOG_2PI);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.between(x -> tail(false, x, p), x -> tail(true, x, p)));
    }

    /** The log of a tail, which sees how near to an end a number lies beside its digits. */
    private static Var tail(boolean upper, Value x, List<Var> p) {
        Var fromZero = x.above() != null && x.above().isTo(ZERO) ? x.above().log() : null;
        Var fromOne = x.below() != null && x.below().isTo(ONE) ? x.below().log() : null;
        if (fromZero == null && fromOne == null) {
            return tail(upper, x.var(), p);
        }
        Var inside = and(
                fromZero == null ? x.var().gt(0) : fromZero.gt(SMALLEST),
                fromOne == null ? x.var().lt(1) : fromOne.gt(SMALLEST));
        Var half = Var.constant(0.5);
        Var up = where(inside, x.var(), half);
        Var down = ONE.minus(up);
        Var log = LogBetaTail.of(
                upper,
                p.get(0),
                p.get(1),
                fromZero == null ? up : where(inside, fromZero, half.log()).exp(),
                fromOne == null ? down : where(inside, fromOne, half.log()).exp());
        Var own = upper ? fromOne : fromZero;
        Var beyond = where(upper ? x.var().gt(0.5) : x.var().lt(0.5), NEVER, ZERO);
        if (own != null) {
            Var some = and(own.gt(Double.NEGATIVE_INFINITY), own.le(SMALLEST));
            beyond = where(some, power(upper, where(some, own, ZERO), p), beyond);
        }
        return where(inside, log, where(Functions.isNaN(x.var()), x.var(), beyond));
    }

    /** The first term of the series of a tail of a small length. */
    private static Var power(boolean upper, Var logLength, List<Var> p) {
        Var own = p.get(upper ? 1 : 0);
        Var logBeta = Lgamma.of(p.get(0))
                .plus(Lgamma.of(p.get(1)))
                .minus(Lgamma.of(p.get(0).plus(p.get(1))));
        return LogMath.timesLog(own, logLength).minus(own.log()).minus(logBeta);
    }

    /** The log of a tail; beyond the support that of nothing or of all, without a slope. */
    private static Var tail(boolean upper, Var x, List<Var> p) {
        Var inside = and(x.gt(0), x.lt(1));
        Var at = where(inside, x, Var.constant(0.5));
        Var log =
                LogBetaTail.of(upper, p.get(0), p.get(1), at, Var.constant(1.0).minus(at));
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        Var always = Var.constant(0.0);
        Var beyond = where(x.le(0), upper ? always : never, where(x.ge(1), upper ? never : always, x));
        return where(inside, log, beyond);
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> Functions.betaincinv(p.get(0), p.get(1), q), q -> Functions.betainccinv(p.get(0), p.get(1), q)));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).div(p.get(0).plus(p.get(1)));
    }

    @Override
    public Var variance(List<Var> p) {
        Var n = p.get(0).plus(p.get(1));
        return p.get(0).times(p.get(1)).div(n.square().times(n.plus(1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.beta(key, p.get(0), p.get(1), batch);
    }
}
