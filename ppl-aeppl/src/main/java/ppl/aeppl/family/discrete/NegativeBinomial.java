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
import ppl.aeppl.numeric.LowerBetaTail;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The negative binomial law: a Poisson count whose mean is itself a gamma variable of shape alpha. It has mean mu and variance
 * {@code mu + mu^2 / alpha}; a large alpha leaves the Poisson law. It is also the number of failures before the success number alpha,
 * each success having probability {@code p = alpha / (alpha + mu)}.
 *
 * <p><b>Numerics:</b> the density is right to its last digits for any alpha, from 1e-5 to the Poisson limit with counts of 1e9. Tails are those
 * of a beta law of shapes alpha and k + 1, right for shapes up to 1e15; the rounding of p alone moves them by about
 * {@code 1e-16 sqrt(k)}. Where the mean overflows, as {@code exp(logMu)}, the density does not.
 *
 * <p><b>Source:</b> Loader's saddle-point form, as for the binomial law: {@code alpha / (alpha + k)} times the probability of alpha successes
 * among alpha + k trials, continued to real numbers.
 *
 * @param by which parameters are given
 */
public record NegativeBinomial(By by) implements ScalarFamily {

    /** Which parameters are given. */
    public enum By {
        /** The mean mu and alpha. */
        MEAN,
        /** The log of the mean, any number, and alpha. */
        LOG_MEAN,
        /** Alpha and the probability p of a success. */
        PROBABILITY,
        /** Alpha and the mean by it, {@code mu / alpha}: what sums of variables given by their means have in common. */
        ODDS
    }

    /** The family by its mean. */
    public static final NegativeBinomial FAMILY = new NegativeBinomial(By.MEAN);
    /** The family by the log of its mean. */
    public static final NegativeBinomial LOG = new NegativeBinomial(By.LOG_MEAN);
    /** The family by the probability of a success. */
    public static final NegativeBinomial PROBABILITY = new NegativeBinomial(By.PROBABILITY);

    private static final NegativeBinomial ODDS = new NegativeBinomial(By.ODDS);

    private static final Var ONE = Var.constant(1.0);

    /** Negative binomial with mean {@code mu} and variance {@code mu + mu^2 / alpha}. */
    public static Distribution of(Number mu, Number alpha) {
        return FAMILY.with(mu, alpha);
    }

    /** Negative binomial with the log of its mean, and {@code alpha} as by the mean. */
    public static Distribution log(Number logMu, Number alpha) {
        return LOG.with(logMu, alpha);
    }

    /** The number of failures before success number {@code alpha}, which need not be whole, if each has probability {@code p}. */
    public static Distribution probability(Number alpha, Number p) {
        return PROBABILITY.with(alpha, p);
    }

    @Override
    public String name() {
        return "NegativeBinomial";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        Parameter alpha = Parameter.positive("alpha");
        return switch (by) {
            case MEAN -> List.of(new Parameter("mu", Constraint.NON_NEGATIVE), alpha);
            case LOG_MEAN -> List.of(Parameter.real("logMu"), alpha);
            case PROBABILITY -> List.of(alpha, new Parameter("p", Constraint.POSITIVE_PROBABILITY));
            case ODDS -> List.of(alpha, new Parameter("odds", Constraint.NON_NEGATIVE));
        };
    }

    private Failures failures(List<Var> p) {
        return switch (by) {
            case MEAN -> Failures.byMean(p.get(1), p.get(0), p.get(0).log());
            case LOG_MEAN -> Failures.byMean(p.get(1), p.get(0).exp(), p.get(0));
            case PROBABILITY -> Failures.byProbability(p.get(0), p.get(1));
            case ODDS -> Failures.byOdds(p.get(0), p.get(1));
        };
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integersFrom(0);
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var k = value.or(ok, 0).var().cast(DType.F64);
        Failures f = failures(p);
        Var some = k.gt(0);
        Var body = logp(where(some, k, ONE), f);
        Var none = f.alpha().times(f.logSuccess());
        return LogTerms.zero(value.shape()).plus(where(some, body, none)).only(ok);
    }

    private static Var logp(Var k, Failures f) {
        Var alpha = f.alpha();
        Var total = alpha.plus(k);
        Var gap = f.gap(k);
        Var rise = logRise(k, alpha);
        Var successes = Deviance.of(alpha, gap.unaryMinus().div(alpha), rise.plus(f.logSuccess()));
        Var failures = Deviance.of(k, gap.div(k), total.log().minus(k.log()).plus(f.logFailure()));
        return StirlingError.of(total)
                .minus(StirlingError.of(alpha))
                .minus(StirlingError.of(k))
                .minus(successes)
                .minus(failures)
                .minus(rise.plus(k.log()).times(0.5))
                .minus(HALF_LOG_2PI);
    }

    /** {@code log(1 + k / alpha)}, also where the ratio overflows. */
    private static Var logRise(Var k, Var alpha) {
        Var ratio = k.div(alpha);
        Var fits = ratio.lt(Double.POSITIVE_INFINITY);
        return where(fits, Log1p.of(where(fits, ratio, ONE)), k.log().minus(alpha.log()));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(tails(failures(p)));
    }

    /** {@code P(X <= k) = I_p(alpha, k + 1)}, and the upper tail likewise by 1 - p. */
    private static Tails tails(Failures f) {
        return Tails.discrete(k -> tail(true, k, f), k -> tail(false, k, f));
    }

    private static Var tail(boolean lower, Var k, Failures f) {
        Var counts = and(k.ge(0), k.lt(Double.POSITIVE_INFINITY));
        Var next = where(counts, k, Var.constant(0.0)).plus(1);
        Var log = lower
                ? LowerBetaTail.log(f.alpha(), next, f.success(), f.failure(), f.logSuccess())
                : LowerBetaTail.log(next, f.alpha(), f.failure(), f.success(), f.logFailure());
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        Var always = Var.constant(0.0);
        return where(counts, log, where(k.lt(0), lower ? never : always, where(k.gt(0), lower ? always : never, k)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        Failures f = failures(p);
        return Capability.of(CountQuantile.of(
                tails(f),
                f.mean(),
                f.variance().sqrt(),
                f.failure().plus(1).div(f.alpha().times(f.failure()).sqrt()),
                Var.constant(Double.POSITIVE_INFINITY)));
    }

    @Override
    public Var mean(List<Var> p) {
        return failures(p).mean();
    }

    @Override
    public Var variance(List<Var> p) {
        return failures(p).variance();
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.floor(mean(p));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        if (kind != Additive.class) {
            return Optional.empty();
        }
        Failures f = failures(p);
        boolean own = by == By.PROBABILITY || by == By.ODDS;
        return Optional.of(kind.cast(Additive.of(
                own ? this : ODDS, 1, own ? p : List.of(f.alpha(), f.mean().div(f.alpha())), Additive.Scaling.COUNTS)));
    }

    /** A Poisson draw whose mean is a gamma draw. */
    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Failures f = failures(p);
        Var logRate = Variates.logGamma(key.fold("rate"), f.alpha(), batch)
                .plus(f.logFailure().minus(f.logSuccess()));
        return Variates.poisson(key.fold("count"), logRate.exp(), batch);
    }
}
