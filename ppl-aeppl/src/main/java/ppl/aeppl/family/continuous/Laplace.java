package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2;
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
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * The Laplace law, of two exponential tails, with a location mu (its median) and a scale b: standard deviation {@code b sqrt(2)}.
 */
public record Laplace() implements ScalarFamily {

    /** The family. */
    public static final Laplace FAMILY = new Laplace();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("mu"), Parameter.positive("b"));

    /** Laplace with location {@code mu} and scale {@code b}. */
    public static Distribution of(Number mu, Number b) {
        return FAMILY.with(mu, b);
    }

    @Override
    public String name() {
        return "Laplace";
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
        Scale b = Scale.of(p.get(1));
        return LogTerms.zero(x.shape())
                .minus(b.standardise(x.var(), p.get(0)).abs())
                .minus(b.log())
                .plus(-LOG_2);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale b = Scale.of(p.get(1));
        return Capability.of(Tails.continuous(
                x -> logLower(b.standardiseExactly(x, p.get(0))),
                x -> logLower(b.standardiseExactly(x, p.get(0)).unaryMinus())));
    }

    /** Half an exponential, or what is left of it. */
    private static Var logLower(Var z) {
        Var above = z.gt(0);
        Var half = where(above, z.unaryMinus(), z).minus(LOG_2);
        return where(above, LogMath.log1mExp(half), half);
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> p.get(0).plus(standardQuantile(q).times(p.get(1))), q -> p.get(0)
                .minus(standardQuantile(q).times(p.get(1)))));
    }

    private static Var standardQuantile(Var q) {
        Var lower = q.lt(0.5);
        Var size = where(lower, q, Var.constant(1.0).minus(q)).times(2).log();
        return where(lower, size, size.unaryMinus());
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(1).square().times(2);
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(0), p.get(1), of(0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return standardQuantile(key.uniform(batch)).times(p.get(1)).plus(p.get(0));
    }
}
