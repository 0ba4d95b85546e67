package com.example.amplitude;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.log1mexp;
import static ppl.graph.Functions.log1p;
import static ppl.graph.Functions.maximum;
import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * The Rayleigh law with a scale sigma: of the distance from the origin of a point whose two coordinates are normal with mean 0 and standard
 * deviation sigma. Its mode is sigma.
 *
 * <p><b>Numerics</b>: densities, both tails and quantiles keep their relative accuracy as far out as numbers reach, and so do their
 * gradients, for sigma from 1e-150 to 1e150.
 *
 * <p><b>Source</b>: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 1, chapter 18.
 */
public record Rayleigh() implements ScalarFamily {

    /** The family. */
    public static final Rayleigh FAMILY = new Rayleigh();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("sigma"));

    private static final double LOG_2 = 0.6931471805599453;

    /** Below this the square is as good as the square's exponential, less one. */
    private static final double SMALL = 1e-4;

    /** Rayleigh with scale {@code sigma}. */
    public static Distribution rayleigh(Number sigma) {
        return FAMILY.with(sigma);
    }

    @Override
    public String name() {
        return "Rayleigh";
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

    /** {@code log x - 2 log sigma - (x / sigma)^2 / 2}; outside of the support 1 stands for x, so that no slope is NaN there. */
    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = and(x.in(support(p)), x.isFinite());
        Value some = x.or(ok, 1);
        Var z = some.var().div(p.getFirst());
        return LogTerms.zero(x.shape())
                .plus(some.log())
                .plus(-2, p.getFirst().log())
                .plus(-0.5, z.square())
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Var sigma = p.getFirst();
        return Capability.of(Tails.continuous(x -> logcdf(x.div(sigma)), x -> logsf(x.div(sigma))));
    }

    private static Var logsf(Var z) {
        return maximum(z, 0).square().times(-0.5);
    }

    /** {@code log(1 - exp(-z^2 / 2))}; for small z by its series, since the square of a tiny one is 0. */
    private static Var logcdf(Var z) {
        Var positive = z.gt(0);
        Var near = z.lt(SMALL);
        Var small = where(and(positive, near), z, SMALL);
        Var large = where(near, 1, z);
        Var bySeries = small.log().times(2).minus(LOG_2).minus(small.square().times(0.25));
        Var byTail = log1mexp(large.square().times(-0.5));
        return where(positive, where(near, bySeries, byTail), Double.NEGATIVE_INFINITY);
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        Var sigma = p.getFirst();
        return Capability.of(new Quantile(q -> root(log1p(q.unaryMinus())).times(sigma), q -> root(q.log())
                .times(sigma)));
    }

    private static Var root(Var logsf) {
        return logsf.times(-2).sqrt();
    }

    @Override
    public Var mean(List<Var> p) {
        return p.getFirst().times(Math.sqrt(Math.PI / 2));
    }

    @Override
    public Var variance(List<Var> p) {
        return p.getFirst().square().times(2 - Math.PI / 2);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return root(key.uniform(batch).log()).times(p.getFirst());
    }
}
