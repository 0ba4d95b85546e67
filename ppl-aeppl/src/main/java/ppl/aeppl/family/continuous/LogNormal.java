package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.LogGaussian;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;

/** The law of exp(X) for a normal X with mean mu and standard deviation sigma. */
public record LogNormal() implements ScalarFamily {

    /** The family. */
    public static final LogNormal FAMILY = new LogNormal();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("mu"), Parameter.positive("sigma"));

    /** The exponential of a normal with mean {@code mu} and standard deviation {@code sigma}. */
    public static Distribution of(Number mu, Number sigma) {
        return FAMILY.with(mu, sigma);
    }

    @Override
    public String name() {
        return "LogNormal";
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
        Var ok = x.inside() ? Var.constant(true) : and(x.in(support(p)), x.isFinite());
        Var log = x.or(ok, 1).log();
        Scale sigma = Scale.of(p.get(1));
        Var z = sigma.standardise(log, p.get(0));
        return LogTerms.zero(x.shape())
                .plus(-0.5, z.square())
                .minus(log)
                .minus(sigma.log())
                .plus(-HALF_LOG_2PI)
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.continuous(
                x -> LogNdtr.of(standardisedLog(x, p)),
                x -> LogNdtr.of(standardisedLog(x, p).unaryMinus())));
    }

    private static Var standardisedLog(Var x, List<Var> p) {
        Var positive = x.gt(0);
        Var z = Normal.standardised(where(positive, x, Var.constant(1.0)).log(), p);
        return where(positive, z, Var.constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> Ndtri.of(q).times(p.get(1)).plus(p.get(0)).exp(),
                q -> p.get(0).minus(Ndtri.of(q).times(p.get(1))).exp()));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).plus(p.get(1).square().times(0.5)).exp();
    }

    @Override
    public Var variance(List<Var> p) {
        return Expm1.of(p.get(1).square()).times(mean(p).square());
    }

    /** The median: the mean can be far out in the tail. */
    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(0).exp();
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == LogGaussian.class
                ? GaussianForm.of(batch, p.get(0), p.get(1), sources, checks(p))
                        .map(LogGaussian::new)
                        .map(kind::cast)
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Normal.FAMILY.draw(key, p, batch).exp();
    }
}
