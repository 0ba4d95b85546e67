package ppl.aeppl.family.continuous;

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
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.random.KeyVar;

/**
 * The logistic law with a location mu (its median) and a scale s: standard deviation {@code s pi / sqrt(3)}.
 */
public record Logistic() implements ScalarFamily {

    /** The family. */
    public static final Logistic FAMILY = new Logistic();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("mu"), Parameter.positive("s"));

    /** Logistic with location {@code mu} and scale {@code s}. */
    public static Distribution of(Number mu, Number s) {
        return FAMILY.with(mu, s);
    }

    @Override
    public String name() {
        return "Logistic";
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

    /** By the distance from the centre, on which the density falls from 1/4. */
    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Scale s = Scale.of(p.get(1));
        Var down = s.standardise(x.var(), p.get(0)).abs().unaryMinus();
        return LogTerms.zero(x.shape()).plus(down).plus(-2, Softplus.of(down)).minus(s.log());
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale s = Scale.of(p.get(1));
        return Capability.of(Tails.continuous(
                x -> Softplus.of(s.standardiseExactly(x, p.get(0)).unaryMinus()).unaryMinus(),
                x -> Softplus.of(s.standardiseExactly(x, p.get(0))).unaryMinus()));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> p.get(0).plus(Logit.of(q).times(p.get(1))), q -> p.get(0)
                .minus(Logit.of(q).times(p.get(1)))));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(1).square().times(Math.PI * Math.PI / 3);
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(0), p.get(1), of(0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Logit.of(key.uniform(batch)).times(p.get(1)).plus(p.get(0));
    }
}
