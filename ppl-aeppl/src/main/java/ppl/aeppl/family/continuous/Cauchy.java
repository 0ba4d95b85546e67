package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_PI;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Additive;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.LocationScale;
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
import ppl.aeppl.numeric.Log1pSquare;
import ppl.aeppl.numeric.Scale;
import ppl.aeppl.numeric.TanPi;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Atan;
import ppl.graph.random.KeyVar;

/** The Cauchy law with a location alpha (its median) and a scale beta (half its interquartile range). */
public record Cauchy() implements ScalarFamily {

    /** The family. */
    public static final Cauchy FAMILY = new Cauchy();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("alpha"), Parameter.positive("beta"));

    /** Cauchy with location {@code alpha} and scale {@code beta}. */
    public static Distribution of(Number alpha, Number beta) {
        return FAMILY.with(alpha, beta);
    }

    @Override
    public String name() {
        return "Cauchy";
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
        return LogTerms.zero(x.shape())
                .minus(Log1pSquare.of(z))
                .minus(beta.log())
                .plus(-LOG_PI);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.continuous(
                x -> logLower(Normal.standardised(x, p)),
                x -> logLower(Normal.standardised(x, p).unaryMinus())));
    }

    /** {@code log(1/2 + atan(z) / pi)}; below 0 as the angle of -1/z, which does not cancel. */
    static Var logLower(Var z) {
        Var tail = z.lt(-1);
        Var angle = Atan.of(where(tail, Var.constant(-1.0).div(where(tail, z, Var.constant(-1.0))), z))
                .div(Math.PI);
        return where(tail, angle, angle.plus(0.5)).log();
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> p.get(0).plus(standardQuantile(q).times(p.get(1))), q -> p.get(0)
                .minus(standardQuantile(q).times(p.get(1)))));
    }

    /** In the lower half by the cotangent, which keeps the tail. */
    private static Var standardQuantile(Var q) {
        Var lower = q.lt(0.25);
        Var tail = Var.constant(-1.0).div(TanPi.of(where(lower, q, Var.constant(0.25))));
        return where(lower, tail, TanPi.of(where(lower, Var.constant(0.25), q).minus(0.5)));
    }

    /** There is none. */
    @Override
    public Var mean(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    /** There is none. */
    @Override
    public Var variance(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(0);
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(Additive.of(this, 2, p, Additive.Scaling.LOCATION_SCALE)))
                : Optional.empty();
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return Optional.of(new LocationScale(p.get(0), p.get(1), of(0, 1)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return TanPi.of(key.uniform(batch).minus(0.5)).times(p.get(1)).plus(p.get(0));
    }
}
