package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Additive;
import ppl.aeppl.family.Constraint;
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
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.random.KeyVar;

/**
 * How many trials it takes until the first success, which each has with probability p: 1, 2, …
 *
 * <p><b>Numerics:</b> quantiles are float64, with slope 0; probabilities within 2<sup>−45</sup> of a step, relative in the log of the upper
 * tail, count as that step.
 */
public record Geometric() implements ScalarFamily {

    /** The family. */
    public static final Geometric FAMILY = new Geometric();

    private static final List<Parameter> PARAMETERS = List.of(new Parameter("p", Constraint.POSITIVE_PROBABILITY));

    private static final double SLACK = 0x1p-45;
    private static final Var ONE = Var.constant(1.0);

    /** The number of the first success, 1, 2, …, if each trial succeeds with probability {@code p}. */
    public static Distribution of(Number p) {
        return FAMILY.with(p);
    }

    @Override
    public String name() {
        return "Geometric";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integersFrom(1);
    }

    private static Var logFailure(List<Var> p) {
        return Log1p.of(p.get(0).unaryMinus());
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var failures = value.or(ok, 1).var().cast(DType.F64).minus(1);
        return LogTerms.zero(value.shape())
                .plus(LogMath.countTimesLog(failures, logFailure(p)))
                .plus(p.get(0).log())
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.discrete(x -> LogMath.log1mExp(logsf(x, p)), x -> logsf(x, p)));
    }

    /** {@code k log(1 - p)}: the first k trials fail. */
    private static Var logsf(Var k, List<Var> p) {
        return LogMath.countTimesLog(Functions.maximum(k, Var.constant(0.0)), logFailure(p));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> failing(q, Log1p.of(q.unaryMinus()), p), q -> failing(q, q.log(), p)));
    }

    /** The least number of trials that all fail with a probability whose log is at most the one given. */
    private static Var failing(Var q, Var logTail, List<Var> p) {
        Var trials = Gradient.stop(logTail.div(logFailure(p)));
        Var least = Functions.maximum(Functions.ceil(trials.times(1 - SLACK)), ONE);
        Var certain = Functions.equal(p.get(0), ONE);
        return where(and(q.ge(0), q.le(1)), where(certain, ONE, least), Var.constant(Double.NaN));
    }

    @Override
    public Var mean(List<Var> p) {
        return ONE.div(p.get(0));
    }

    @Override
    public Var variance(List<Var> p) {
        return ONE.minus(p.get(0)).div(p.get(0).square());
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.floor(mean(p));
    }

    /** That of its failures, and 1. */
    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(new Additive(
                        NegativeBinomial.PROBABILITY,
                        1,
                        List.of(ONE, p.get(0)),
                        Additive.Scaling.COUNTS,
                        false,
                        Var.constant(1L))))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var trials = Functions.ceil(key.uniform(batch).log().div(logFailure(p)));
        return Functions.maximum(trials, ONE).cast(DType.I64);
    }
}
