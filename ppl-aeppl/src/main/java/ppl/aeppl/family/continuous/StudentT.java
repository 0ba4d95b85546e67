package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
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
import ppl.aeppl.numeric.Log1pSquare;
import ppl.aeppl.numeric.Scale;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/** Student's t law with nu degrees of freedom, a location mu and a scale sigma. */
public record StudentT() implements ScalarFamily {

    /** The family. */
    public static final StudentT FAMILY = new StudentT();

    private static final List<Parameter> PARAMETERS =
            List.of(Parameter.positive("nu"), Parameter.real("mu"), Parameter.positive("sigma"));

    /** Student's t with {@code nu} degrees of freedom, location {@code mu} and scale {@code sigma}. */
    public static Distribution of(Number nu, Number mu, Number sigma) {
        return FAMILY.with(nu, mu, sigma);
    }

    @Override
    public String name() {
        return "StudentT";
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
        Var nu = p.get(0);
        Scale sigma = Scale.of(p.get(2), nu.sqrt());
        Var z = sigma.standardise(x.var(), p.get(1));
        return logp(x.shape(), Log1pSquare.of(z), nu, sigma);
    }

    /**
     * The log-density.
     *
     * @param logSquares {@code log(1 + z^2 / nu)} of standardised values z
     */
    static LogTerms logp(Shape shape, Var logSquares, Var nu, Scale sigma) {
        Var half = nu.times(0.5);
        Var invertible =
                Functions.maximum(nu, Var.constant(Double.MIN_NORMAL)); // what that changes is nothing in half * log
        Var ratio = half.times(Log1p.of(Var.constant(1.0).div(invertible)))
                .minus(0.5)
                .plus(StirlingError.of(half.plus(0.5)))
                .minus(StirlingError.of(half)); // log of Gamma(nu/2 + 1/2) / Gamma(nu/2), less log(nu/2) / 2
        return LogTerms.zero(shape)
                .minus(half.plus(0.5).times(logSquares))
                .plus(ratio)
                .minus(sigma.log())
                .plus(-HALF_LOG_2PI);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Var nu = p.get(0);
        Scale sigma = Scale.of(p.get(2));
        return Capability.of(Tails.continuous(
                x -> StudentTail.logLower(sigma.standardiseExactly(x, p.get(1)), nu),
                x -> StudentTail.logLower(sigma.standardiseExactly(x, p.get(1)).unaryMinus(), nu)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> p.get(1).plus(StudentTail.quantile(q, p.get(0)).times(p.get(2))),
                q -> p.get(1).minus(StudentTail.quantile(q, p.get(0)).times(p.get(2)))));
    }

    @Override
    public Var mean(List<Var> p) {
        return where(p.get(0).gt(1), p.get(1), Var.constant(Double.NaN));
    }

    @Override
    public Var variance(List<Var> p) {
        Var nu = p.get(0);
        Var finite = nu.gt(2);
        Var factor = nu.div(where(finite, nu.minus(2), Var.constant(1.0)));
        Var infinite = where(nu.gt(1), Var.constant(Double.POSITIVE_INFINITY), Var.constant(Double.NaN));
        return where(finite, p.get(2).square().times(factor), infinite);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(1);
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(1), p.get(2), of(p.get(0), 0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.studentT(key, p.get(0), batch).times(p.get(2)).plus(p.get(1));
    }
}
