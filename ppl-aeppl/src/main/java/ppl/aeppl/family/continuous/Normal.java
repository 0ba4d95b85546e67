package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.LocationScale;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.Reparameterised;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;

/** The normal law with mean mu and standard deviation sigma. */
public record Normal() implements ScalarFamily {

    /** The family. */
    public static final Normal FAMILY = new Normal();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("mu"), Parameter.positive("sigma"));

    static final Family PRECISION = new Reparameterised(
            FAMILY,
            List.of(Parameter.real("mu"), Parameter.positive("tau")),
            p -> List.of(p.get(0), Var.constant(1.0).div(p.get(1).sqrt())));

    /** Normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution of(Number mu, Number sigma) {
        return FAMILY.with(mu, sigma);
    }

    /** Normal with mean {@code mu} and precision {@code tau}, the inverse of the variance. */
    public static Distribution precision(Number mu, Number tau) {
        return PRECISION.with(mu, tau);
    }

    @Override
    public String name() {
        return "Normal";
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
        return Support.reals();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Scale sigma = Scale.of(p.get(1));
        Var z = sigma.standardise(x.var(), p.get(0));
        return LogTerms.zero(x.shape())
                .plus(-0.5, z.square())
                .minus(sigma.log())
                .plus(-HALF_LOG_2PI);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.continuous(
                x -> LogNdtr.of(standardised(x, p)),
                x -> LogNdtr.of(standardised(x, p).unaryMinus())));
    }

    /** For probabilities. */
    static Var standardised(Var x, List<Var> p) {
        return Scale.of(p.get(1)).standardiseExactly(x, p.get(0));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> Ndtri.of(q).times(p.get(1)).plus(p.get(0)), q -> p.get(0)
                .minus(Ndtri.of(q).times(p.get(1)))));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(1).square();
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == GaussianForm.class
                ? GaussianForm.of(batch, p.get(0), p.get(1), sources, checks(p)).map(kind::cast)
                : Optional.empty();
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(0), p.get(1), of(0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Ndtri.of(key.uniform(batch)).times(p.get(1)).plus(p.get(0));
    }
}
