package ppl.aeppl.family.discrete;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Additive;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.CountQuantile;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Deviance;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.LowerBetaTail;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The number of successes in n independent trials of probability p.
 *
 * @param logit true if the second parameter is {@code log(p / (1 - p))}, any number
 */
public record Binomial(boolean logit) implements ScalarFamily {

    /** The family by its probability. */
    public static final Binomial FAMILY = new Binomial(false);
    /** The family by its log-odds. */
    public static final Binomial LOGIT = new Binomial(true);

    /** Up to so many trials the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double FEW = 32;

    /** Successes among {@code n} trials of probability {@code p}. */
    public static Distribution of(Number n, Number p) {
        return FAMILY.with(n, p);
    }

    /** Successes among {@code n} trials of log-odds {@code logitP}. */
    public static Distribution logit(Number n, Number logitP) {
        return LOGIT.with(n, logitP);
    }

    @Override
    public String name() {
        return "Binomial";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("n", Constraint.COUNT), logit ? Parameter.real("logitP") : Parameter.probability("p"));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integers(Var.constant(0L), p.get(0));
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var n = p.get(0).cast(DType.F64);
        Var k = value.or(ok, 0).var().cast(DType.F64);
        LogTerms zero = LogTerms.zero(value.shape());
        LogTerms terms = n.range().hi() <= FEW ? plain(zero, n, k, p) : centred(zero, n, k, p);
        return terms.only(ok);
    }

    private LogTerms plain(LogTerms zero, Var n, Var k, List<Var> p) {
        Var rest = n.minus(k);
        Var ways = Lgamma.of(n.plus(1)).minus(Lgamma.of(k.plus(1))).minus(Lgamma.of(rest.plus(1)));
        return zero.plus(LogMath.countTimesLog(k, logSuccess(p)))
                .plus(LogMath.countTimesLog(rest, logFailure(p)))
                .plus(ways);
    }

    /** Loader's form: Stirling's remainders and two deviances, each without cancellation; ends by their own formulas. */
    private LogTerms centred(LogTerms zero, Var n, Var k, List<Var> p) {
        Var rest = n.minus(k);
        Var inner = and(k.gt(0), rest.gt(0));
        Var one = Var.constant(1.0);
        Var n1 = where(inner, n, Var.constant(2.0));
        Var k1 = where(inner, k, one);
        Var r1 = where(inner, rest, one);
        Var gap = n1.times(probability(p)).minus(k1);
        Var hits = Deviance.of(k1, gap.div(k1), logSuccess(p).plus(n1.div(k1).log()));
        Var misses = Deviance.of(
                r1, gap.unaryMinus().div(r1), logFailure(p).plus(n1.div(r1).log()));
        Var remainder = StirlingError.of(n1).minus(StirlingError.of(k1)).minus(StirlingError.of(r1));
        Var spread = n1.div(k1.times(r1)).log().times(0.5).minus(HALF_LOG_2PI);
        Var body = spread.plus(remainder).minus(hits).minus(misses);
        Var ends = LogMath.countTimesLog(k, logSuccess(p)).plus(LogMath.countTimesLog(rest, logFailure(p)));
        return zero.plus(where(inner, body, ends));
    }

    private Var logSuccess(List<Var> p) {
        return logit
                ? Softplus.of(p.get(1).unaryMinus()).unaryMinus()
                : p.get(1).log();
    }

    private Var logFailure(List<Var> p) {
        return logit ? Softplus.of(p.get(1)).unaryMinus() : Log1p.of(p.get(1).unaryMinus());
    }

    private Var probability(List<Var> p) {
        return logit ? Sigmoid.of(p.get(1)) : p.get(1);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(tails(p));
    }

    /** {@code P(X > k) = I_p(k + 1, n - k)}, and the lower tail likewise by 1 - p. */
    private Tails tails(List<Var> p) {
        return Tails.discrete(k -> tail(true, k, p), k -> tail(false, k, p));
    }

    private Var tail(boolean lower, Var k, List<Var> p) {
        Var n = p.get(0).cast(DType.F64);
        Var inside = and(k.ge(0), k.lt(n));
        Var k1 = where(inside, k, Var.constant(0.0));
        Var hits = k1.plus(1);
        Var misses = where(inside, n, Var.constant(1.0)).minus(k1);
        Var success = probability(p);
        Var failure =
                logit ? Sigmoid.of(p.get(1).unaryMinus()) : Var.constant(1.0).minus(success);
        Var log = lower
                ? LowerBetaTail.log(misses, hits, failure, success, logFailure(p))
                : LowerBetaTail.log(hits, misses, success, failure, logSuccess(p));
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        Var always = Var.constant(0.0);
        return where(inside, log, where(k.lt(0), lower ? never : always, where(k.ge(n), lower ? always : never, k)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        Var mean = mean(p);
        Var success = probability(p);
        Var deviation = variance(p).sqrt();
        Var skewness = Var.constant(1.0).minus(success.times(2)).div(deviation);
        return Capability.of(
                CountQuantile.of(tails(p), mean, deviation, skewness, p.get(0).cast(DType.F64)));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).times(probability(p));
    }

    @Override
    public Var variance(List<Var> p) {
        return mean(p).times(Var.constant(1.0).minus(probability(p)));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.rint(mean(p));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(Additive.of(this, 1, p, Additive.Scaling.COUNTS)))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.binomial(key, p.get(0), probability(p), batch);
    }
}
