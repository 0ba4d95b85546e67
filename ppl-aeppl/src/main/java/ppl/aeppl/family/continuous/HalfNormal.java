package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.aeppl.numeric.Constants.LOG_2_OVER_PI;
import static ppl.graph.Functions.and;
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
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;

/** The law of the absolute value of a normal variable with mean 0 and standard deviation sigma. */
public record HalfNormal() implements ScalarFamily {

    /** The family. */
    public static final HalfNormal FAMILY = new HalfNormal();

    private static final double SQRT_HALF_PI = 1.2533141373155003;
    private static final double INVERSE_SQRT_2 = 0.7071067811865476;

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("sigma"));

    /** The absolute value of a normal with mean 0 and standard deviation {@code sigma}. */
    public static Distribution of(Number sigma) {
        return FAMILY.with(sigma);
    }

    @Override
    public String name() {
        return "HalfNormal";
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
        Scale sigma = Scale.of(p.get(0));
        Var z = sigma.over(x.or(ok, 1).var());
        return LogTerms.zero(x.shape())
                .plus(-0.5, z.square())
                .minus(sigma.log())
                .plus(0.5 * LOG_2_OVER_PI)
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale sigma = Scale.of(p.get(0));
        return Capability.of(Tails.continuous(x -> logcdf(sigma.overExactly(x)), x -> logsf(sigma.overExactly(x))));
    }

    private static Var logsf(Var z) {
        return LogNdtr.of(Functions.maximum(z, Var.constant(0.0)).unaryMinus()).plus(LOG_2);
    }

    /** {@code log erf(z / sqrt 2)}; from the complement where that is small. */
    private static Var logcdf(Var z) {
        Var positive = z.gt(0);
        Var near = z.lt(1);
        Var small = where(and(positive, near), z, Var.constant(0.5));
        Var large = where(near, Var.constant(1.0), z);
        Var byErf = Functions.erf(small.times(INVERSE_SQRT_2)).log();
        Var byTail = LogMath.log1mExp(LogNdtr.of(large.unaryMinus()).plus(LOG_2));
        return where(positive, where(near, byErf, byTail), Var.constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> p.get(0).times(standardQuantile(q)), q -> p.get(0)
                .times(Ndtri.of(q.times(0.5)).unaryMinus())));
    }

    /** The complement of q loses the digits of a small one; a step of Newton's method brings them back. */
    private static Var standardQuantile(Var q) {
        Var near = q.lt(0.5);
        Var rough = Ndtri.of(Var.constant(0.5).minus(q.times(0.5))).unaryMinus();
        Var z = where(near, rough, Var.constant(0.0));
        Var missing = where(near, q, Var.constant(0.0)).minus(Functions.erf(z.times(INVERSE_SQRT_2)));
        Var step = missing.times(SQRT_HALF_PI).times(z.square().times(0.5).exp());
        return where(near, z.plus(step), rough);
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).times(Math.sqrt(2 / Math.PI));
    }

    @Override
    public Var variance(List<Var> p) {
        return p.get(0).square().times(1 - 2 / Math.PI);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Ndtri.of(key.uniform(batch)).abs().times(p.get(0));
    }
}
