package ppl.aeppl.family.continuous;

import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.LocationScale;
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
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.random.KeyVar;

/**
 * The Gumbel law, of the greatest of many, with a location mu (its mode) and a scale beta.
 */
public record Gumbel() implements ScalarFamily {

    /** The family. */
    public static final Gumbel FAMILY = new Gumbel();

    /** Euler's constant. */
    private static final double EULER = 0.5772156649015329;

    /** Below it {@code exp(-z)} overflows. */
    private static final double STEEP = -709.7;

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("mu"), Parameter.positive("beta"));

    /** Gumbel with location {@code mu} and scale {@code beta}: {@code P(X <= x) = exp(-exp(-(x - mu) / beta))}. */
    public static Distribution of(Number mu, Number beta) {
        return FAMILY.with(mu, beta);
    }

    @Override
    public String name() {
        return "Gumbel";
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
        Scale beta = Scale.of(p.get(1));
        Var z = beta.standardise(x.var(), p.get(0));
        Var steep = z.lt(STEEP);
        Var up = where(steep, Var.constant(0.0), z);
        Var body = up.plus(up.unaryMinus().exp()); // where the exponential has overflowed nothing is left
        return LogTerms.zero(x.shape())
                .minus(where(steep, Var.constant(Double.POSITIVE_INFINITY), body))
                .minus(beta.log());
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale beta = Scale.of(p.get(1));
        return Capability.of(Tails.continuous(
                x -> beta.standardiseExactly(x, p.get(0)).unaryMinus().exp().unaryMinus(),
                x -> Log1mexpExp.of(beta.standardiseExactly(x, p.get(0)).unaryMinus())));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> at(q.log(), p), q -> at(Log1p.of(q.unaryMinus()), p)));
    }

    /** The value up to which there is a probability of this log. */
    private static Var at(Var logLower, List<Var> p) {
        return p.get(0).minus(logLower.unaryMinus().log().times(p.get(1)));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).plus(p.get(1).times(EULER));
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(1).square().times(Math.PI * Math.PI / 6);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(0), p.get(1), of(0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return at(key.uniform(batch).log(), p);
    }
}
