package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2_OVER_PI;
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
import ppl.aeppl.numeric.Log1pSquare;
import ppl.aeppl.numeric.Scale;
import ppl.aeppl.numeric.TanPi;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atan;
import ppl.graph.random.KeyVar;

/** The law of the absolute value of a Cauchy variable with location 0. */
public record HalfCauchy() implements ScalarFamily {

    /** The family. */
    public static final HalfCauchy FAMILY = new HalfCauchy();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("beta"));

    /** The absolute value of a Cauchy with location 0 and scale {@code beta}. */
    public static Distribution of(Number beta) {
        return FAMILY.with(beta);
    }

    @Override
    public String name() {
        return "HalfCauchy";
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
        Scale beta = Scale.of(p.get(0));
        return LogTerms.zero(x.shape())
                .minus(logSquares(x.or(ok, 1), beta, beta.log()))
                .minus(beta.log())
                .plus(LOG_2_OVER_PI)
                .only(ok);
    }

    /** {@code log(1 + (x / scale)^2)}; of an x whose digits have overflowed, from its log. */
    static Var logSquares(Value x, Scale scale, Var logScale) {
        if (x.above() == null) {
            return Log1pSquare.of(scale.over(x.var()));
        }
        Var fits = x.var().lt(Double.POSITIVE_INFINITY);
        Var z = scale.over(where(fits, x.var(), Var.constant(1.0)));
        Value large = x.or(Functions.not(fits), 1);
        return where(fits, Log1pSquare.of(z), large.log().minus(logScale).times(2));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale beta = Scale.of(p.get(0));
        return Capability.of(Tails.continuous(x -> logcdf(beta.overExactly(x)), x -> logsf(beta.overExactly(x))));
    }

    private static Var logcdf(Var z) {
        Var positive = z.gt(0);
        Var angle = Atan.of(where(positive, z, Var.constant(1.0)));
        return where(positive, angle.log().plus(LOG_2_OVER_PI), Var.constant(Double.NEGATIVE_INFINITY));
    }

    private static Var logsf(Var z) {
        Var positive = z.gt(0);
        Var angle = Atan.of(Var.constant(1.0).div(where(positive, z, Var.constant(1.0))));
        return where(positive, angle.log().plus(LOG_2_OVER_PI), Var.constant(0.0));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> TanPi.of(q.times(0.5)).times(p.get(0)), q -> p.get(0).div(TanPi.of(q.times(0.5)))));
    }

    /** Infinite. */
    @Override
    public Var mean(List<Var> p) {
        return Var.constant(Double.POSITIVE_INFINITY);
    }

    /** Infinite. */
    @Override
    public Var variance(List<Var> p) {
        return Var.constant(Double.POSITIVE_INFINITY);
    }

    /** The median. */
    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return TanPi.of(key.uniform(batch).times(0.5)).times(p.get(0));
    }
}
