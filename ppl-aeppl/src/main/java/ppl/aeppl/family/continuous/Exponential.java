package ppl.aeppl.family.continuous;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Additive;
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
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.random.KeyVar;

/** The exponential law with a rate: mean 1 / rate. */
public record Exponential() implements ScalarFamily {

    /** The family. */
    public static final Exponential FAMILY = new Exponential();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("rate"));

    /** Exponential with rate {@code rate}: mean 1 / rate. */
    public static Distribution of(Number rate) {
        return FAMILY.with(rate);
    }

    @Override
    public String name() {
        return "Exponential";
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
        Var ok = x.in(support(p));
        return LogTerms.zero(x.shape())
                .minus(x.or(ok, 1).var().times(p.get(0)))
                .plus(p.get(0).log())
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.continuous(x -> LogMath.log1mExp(logsf(x, p)), x -> logsf(x, p)));
    }

    private static Var logsf(Var x, List<Var> p) {
        return Functions.maximum(x, Var.constant(0.0)).times(p.get(0)).unaryMinus();
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> Log1p.of(q.unaryMinus()).unaryMinus().div(p.get(0)),
                q -> q.log().unaryMinus().div(p.get(0))));
    }

    @Override
    public Var mean(List<Var> p) {
        return Var.constant(1.0).div(p.get(0));
    }

    @Override
    public Var variance(List<Var> p) {
        return mean(p).square();
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(
                        Additive.of(Gamma.FAMILY, 1, List.of(Var.constant(1.0), p.get(0)), Additive.Scaling.RATE)))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return key.uniform(batch).log().unaryMinus().div(p.get(0));
    }
}
