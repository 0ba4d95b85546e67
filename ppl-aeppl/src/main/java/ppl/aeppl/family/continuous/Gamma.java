package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Additive;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.Reparameterised;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1pMinus;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/** The gamma law with a shape alpha and a rate beta: mean alpha / beta. */
public record Gamma() implements ScalarFamily {

    /** The family. */
    public static final Gamma FAMILY = new Gamma();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("alpha"), Parameter.positive("beta"));

    static final Family MEAN_SD =
            new Reparameterised(FAMILY, List.of(Parameter.positive("mu"), Parameter.positive("sigma")), p -> {
                Var ratio = p.get(0).div(p.get(1)); // the squares of large and small sigmas over- and underflow
                return List.of(ratio.square(), ratio.div(p.get(1)));
            });

    /** Up to here the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double SMALL_SHAPE = 16;

    /** Gamma with shape {@code alpha} and rate {@code beta}: mean alpha / beta. */
    public static Distribution of(Number alpha, Number beta) {
        return FAMILY.with(alpha, beta);
    }

    /** Gamma with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution meanSd(Number mu, Number sigma) {
        return MEAN_SD.with(mu, sigma);
    }

    @Override
    public String name() {
        return "Gamma";
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
        LogTerms terms = p.get(0).range().hi() <= SMALL_SHAPE ? plain(s, p) : centred(s, p);
        return terms.only(ok);
    }

    private static LogTerms plain(Value x, List<Var> p) {
        Var alpha = p.get(0);
        Var beta = p.get(1);
        return LogTerms.zero(x.shape())
                .plus(LogMath.timesLog(alpha.minus(1), x.log()))
                .minus(x.var().times(beta))
                .plus(alpha.times(beta.log()))
                .minus(Lgamma.of(alpha));
    }

    /**
     * With {@code t = x beta / alpha}, near 1 for large alpha: {@code alpha (log t - t + 1) - log x} and half the log of
     * {@code alpha / 2 pi} less Stirling's remainder.
     */
    private static LogTerms centred(Value x, List<Var> p) {
        Var alpha = p.get(0);
        Var logX = x.log();
        Var scale = Functions.minimum(p.get(1).div(alpha), Var.constant(Double.MAX_VALUE));
        Var d = x.var().times(scale).minus(1);
        Var near = d.abs().lt(0.5);
        Var safe = where(near, d, Var.constant(0.0));
        Var close = alpha.times(Log1pMinus.of(safe)).minus(where(near, logX, Var.constant(0.0)));
        Var far = LogMath.timesLog(alpha.minus(1), logX)
                .plus(alpha.times(p.get(1).log().minus(alpha.log()).plus(1)))
                .minus(x.var().times(p.get(1)));
        return LogTerms.zero(x.shape())
                .plus(where(near, close, far))
                .plus(alpha.log().times(0.5))
                .minus(StirlingError.of(alpha))
                .plus(-HALF_LOG_2PI);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(GammaEvents.of(p.get(0), p.get(1)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> Functions.gammaincinv(p.get(0), q).div(p.get(1)),
                q -> Functions.gammainccinv(p.get(0), q).div(p.get(1))));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).div(p.get(1));
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(0).div(p.get(1).square());
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(Additive.of(this, 1, p, Additive.Scaling.RATE)))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.gamma(key, p.get(0), batch).div(p.get(1));
    }
}
