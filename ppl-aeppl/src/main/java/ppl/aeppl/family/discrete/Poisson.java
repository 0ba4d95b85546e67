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
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The Poisson law with mean mu.
 *
 * @param log true if the parameter is {@code log(mu)}, any number
 */
public record Poisson(boolean log) implements ScalarFamily {

    /** The family by its mean. */
    public static final Poisson FAMILY = new Poisson(false);
    /** The family by the log of its mean. */
    public static final Poisson LOG = new Poisson(true);

    /** Up to here the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double FEW = 32;

    /** Poisson with mean {@code mu}. */
    public static Distribution of(Number mu) {
        return FAMILY.with(mu);
    }

    /** Poisson with the log of its mean. */
    public static Distribution log(Number logMu) {
        return LOG.with(logMu);
    }

    @Override
    public String name() {
        return "Poisson";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(log ? Parameter.real("logMu") : new Parameter("mu", Constraint.NON_NEGATIVE));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integersFrom(0);
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var k = value.or(ok, 0).var().cast(DType.F64);
        LogTerms zero = LogTerms.zero(value.shape());
        return (k.range().hi() <= FEW ? plain(zero, k, p) : centred(zero, k, p)).only(ok);
    }

    private LogTerms plain(LogTerms zero, Var k, List<Var> p) {
        return zero.plus(LogMath.countTimesLog(k, logMean(p)))
                .minus(Lgamma.of(k.plus(1)))
                .minus(mean(p));
    }

    /** Loader's form: the deviance does not cancel for large counts. */
    private LogTerms centred(LogTerms zero, Var k, List<Var> p) {
        Var some = k.gt(0);
        Var n = where(some, k, Var.constant(1.0));
        Var logRatio = logMean(p).minus(n.log());
        Var excess = log ? Expm1.of(logRatio) : mean(p).minus(n).div(n);
        Var body = Deviance.of(n, excess, logRatio)
                .plus(StirlingError.of(n))
                .plus(n.log().times(0.5))
                .plus(HALF_LOG_2PI);
        return zero.minus(where(some, body, mean(p)));
    }

    private Var logMean(List<Var> p) {
        return log ? p.get(0) : p.get(0).log();
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(tails(p));
    }

    /** {@code P(X <= k) = Q(k + 1, mu)}; a mean of 0 leaves nothing above 0. */
    private Tails tails(List<Var> p) {
        Var mean = mean(p);
        return Tails.discrete(k -> tail(true, k, mean), k -> tail(false, k, mean));
    }

    private static Var tail(boolean lower, Var k, Var mean) {
        Var counts = and(k.ge(0), k.lt(Double.POSITIVE_INFINITY));
        Var shape = where(counts, k, Var.constant(0.0)).plus(1);
        Var log = lower ? Functions.logGammaincc(shape, mean) : Functions.logGammainc(shape, mean);
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        Var always = Var.constant(0.0);
        return where(counts, log, where(k.lt(0), lower ? never : always, where(k.gt(0), lower ? always : never, k)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        Var mean = mean(p);
        return Capability.of(CountQuantile.of(
                tails(p),
                mean,
                mean.sqrt(),
                Var.constant(1.0).div(mean.sqrt()),
                Var.constant(Double.POSITIVE_INFINITY)));
    }

    @Override
    public Var mean(List<Var> p) {
        return log ? p.get(0).exp() : p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return mean(p);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.floor(mean(p));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(Additive.of(FAMILY, 1, List.of(mean(p)), Additive.Scaling.COUNTS)))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.poisson(key, mean(p), batch);
    }
}
