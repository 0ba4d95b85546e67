package ppl.aeppl.family.continuous;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
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
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The law of the reciprocal of a gamma variable of shape alpha and rate beta: mean {@code beta / (alpha - 1)}, if alpha is above 1.
 *
 * <p><b>Numerics:</b> density, tails and quantiles are those of the gamma law at the reciprocal, whose log is that of the value.
 */
public record InverseGamma() implements ScalarFamily {

    /** The family. */
    public static final InverseGamma FAMILY = new InverseGamma();

    private static final Var ONE = Var.constant(1.0);

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("alpha"), Parameter.positive("beta"));

    static final Family MEAN_SD =
            new Reparameterised(FAMILY, List.of(Parameter.positive("mu"), Parameter.positive("sigma")), p -> {
                Var ratio = p.get(0).div(p.get(1)); // the squares of large and small sigmas over- and underflow
                Var above = ratio.square().plus(1);
                return List.of(above.plus(1), p.get(0).times(above));
            });

    /** The reciprocal of a gamma with shape {@code alpha} and rate {@code beta}. */
    public static Distribution of(Number alpha, Number beta) {
        return FAMILY.with(alpha, beta);
    }

    /** Inverse gamma with mean {@code mu} and standard deviation {@code sigma}: alpha is above 2. */
    public static Distribution meanSd(Number mu, Number sigma) {
        return MEAN_SD.with(mu, sigma);
    }

    @Override
    public String name() {
        return "InverseGamma";
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
        return Support.positive();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = x.inside() ? Var.constant(true) : and(x.in(support(p)), x.var().lt(Double.POSITIVE_INFINITY));
        Value s = x.or(ok, 1);
        Var log = s.log();
        Value.Distance above = new Value.Distance(Var.constant(0.0), log.unaryMinus());
        Value reciprocal = new Value(ONE.div(s.var()), true, above, null);
        return Gamma.FAMILY.logp(reciprocal, p).plus(-2, log).only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        EventProbability gamma = GammaEvents.of(p.get(0), p.get(1));
        return Capability.of(Tails.continuous(x -> gamma.logsf(reciprocal(x)), x -> gamma.logcdf(reciprocal(x))));
    }

    /** Up to 0 it is beyond all. */
    private static Var reciprocal(Var x) {
        Var none = x.le(0);
        return where(none, Var.constant(Double.POSITIVE_INFINITY), ONE.div(where(none, ONE, x)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> p.get(1).div(Functions.gammainccinv(p.get(0), q)), q -> p.get(1)
                .div(Functions.gammaincinv(p.get(0), q))));
    }

    @Override
    public Var mean(List<Var> p) {
        Var finite = p.get(0).gt(1);
        return where(
                finite, p.get(1).div(where(finite, p.get(0).minus(1), ONE)), Var.constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public Var variance(List<Var> p) {
        Var finite = p.get(0).gt(2);
        Var above = where(finite, p.get(0).minus(2), ONE);
        return where(finite, mean(p).square().div(above), Var.constant(Double.POSITIVE_INFINITY));
    }

    /** The mode: there need not be a mean. */
    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(1).div(p.get(0).plus(1));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.logGamma(key, p.get(0), batch).unaryMinus().exp().times(p.get(1));
    }
}
