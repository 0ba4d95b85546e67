package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.function.UnaryOperator;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Log1mexpExp;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;

/**
 * The Weibull law with a shape alpha and a scale beta: of survival with a hazard in proportion to {@code x^(alpha - 1)}, exponential where
 * alpha is 1.
 */
public record Weibull() implements ScalarFamily {

    /** The family. */
    public static final Weibull FAMILY = new Weibull();

    private static final Var ONE = Var.constant(1.0);

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("alpha"), Parameter.positive("beta"));

    /** Weibull with shape {@code alpha} and scale {@code beta}: {@code P(X > x) = exp(-(x / beta)^alpha)}. */
    public static Distribution of(Number alpha, Number beta) {
        return FAMILY.with(alpha, beta);
    }

    @Override
    public String name() {
        return "Weibull";
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
        return Support.nonNegative();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = x.inside() ? Var.constant(true) : and(x.in(support(p)), x.var().lt(Double.POSITIVE_INFINITY));
        Value s = x.or(ok, 1);
        Var alpha = p.get(0);
        Var logX = s.log();
        Var some = logX.gt(Double.NEGATIVE_INFINITY);
        Var power = alpha.times(logRatio(where(some, s.var(), ONE), where(some, logX, Var.constant(0.0)), p.get(1)));
        Var near = isNear(s.var(), p.get(1));
        Var close = power.minus(where(near, logX, Var.constant(0.0)));
        Var far = LogMath.timesLog(alpha.minus(1), logX)
                .minus(alpha.times(p.get(1).log()));
        return LogTerms.zero(x.shape())
                .plus(where(near, close, far))
                .minus(where(some, power.exp(), Var.constant(0.0)))
                .plus(alpha.log())
                .only(ok);
    }

    private static Var isNear(Var x, Var beta) {
        return x.minus(beta).abs().lt(beta.times(0.5));
    }

    /** {@code log(x / beta)} for x above 0, also next to beta with all its digits, which a large alpha multiplies. */
    private static Var logRatio(Var x, Var logX, Var beta) {
        Var near = isNear(x, beta);
        Var excess = where(near, x.minus(beta).div(beta), Var.constant(0.0));
        return where(near, Log1p.of(excess), logX.minus(beta.log()));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.continuous(
                x -> tail(x, p, Log1mexpExp::of, Double.NEGATIVE_INFINITY, 0),
                x -> tail(x, p, y -> y.exp().unaryMinus(), 0, Double.NEGATIVE_INFINITY)));
    }

    /** A function of the log of {@code (x / beta)^alpha}, and what it is below and above all. */
    private static Var tail(Var x, List<Var> p, UnaryOperator<Var> f, double below, double above) {
        Var inside = and(x.gt(0), x.lt(Double.POSITIVE_INFINITY));
        Var at = where(inside, x, ONE);
        Var log = f.apply(p.get(0).times(logRatio(at, at.log(), p.get(1))));
        Var beyond = where(x.le(0), Var.constant(below), where(x.gt(0), Var.constant(above), x));
        return where(inside, log, beyond);
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> at(Log1p.of(q.unaryMinus()), p), q -> at(q.log(), p)));
    }

    /** The value beyond which there is a probability of this log. */
    private static Var at(Var logTail, List<Var> p) {
        return logTail.unaryMinus().log().div(p.get(0)).exp().times(p.get(1));
    }

    @Override
    public Var mean(List<Var> p) {
        return Lgamma.of(ONE.div(p.get(0)).plus(1)).exp().times(p.get(1));
    }

    /** By the ratio of the second moment to the square of the mean, which is near 1 for large alpha. */
    @Override
    public Var variance(List<Var> p) {
        Var inverse = ONE.div(p.get(0));
        Var logRatio = Lgamma.of(inverse.times(2).plus(1))
                .minus(Lgamma.of(inverse.plus(1)).times(2));
        return mean(p).square().times(Expm1.of(logRatio));
    }

    /** The median: for small alpha the mean is far out in the tail. */
    @Override
    public Var supportPoint(List<Var> p) {
        return at(Var.constant(-LOG_2), p);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return at(key.uniform(batch).log(), p);
    }
}
