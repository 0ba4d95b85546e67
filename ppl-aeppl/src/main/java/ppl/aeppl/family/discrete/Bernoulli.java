package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.where;

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
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.random.KeyVar;

/**
 * One with probability p, else zero.
 *
 * @param logit true if the parameter is {@code log(p / (1 - p))}, any number
 */
public record Bernoulli(boolean logit) implements ScalarFamily {

    /** The family by its probability. */
    public static final Bernoulli FAMILY = new Bernoulli(false);
    /** The family by its log-odds. */
    public static final Bernoulli LOGIT = new Bernoulli(true);

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** 1 with probability {@code p}, else 0. */
    public static Distribution of(Number p) {
        return FAMILY.with(p);
    }

    /** 1 with log-odds {@code logitP}, else 0. */
    public static Distribution logit(Number logitP) {
        return LOGIT.with(logitP);
    }

    @Override
    public String name() {
        return "Bernoulli";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(logit ? Parameter.real("logitP") : Parameter.probability("p"));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integers(Var.constant(0L), Var.constant(1L));
    }

    @Override
    public LogTerms logp(Value k, List<Var> p) {
        Var one = Functions.equal(k.var(), Var.constant(k.var().dtype(), 1));
        return LogTerms.zero(k.shape())
                .plus(logit ? logOfLogit(one, p.getFirst()) : where(one, logOne(p), logZero(p)))
                .only(k.in(support(p)));
    }

    /** A sign, not a choice of two functions: so the slope has one quotient, where data tell the sign. */
    private static Var logOfLogit(Var one, Var x) {
        Var sign = where(one, Functions.onesLike(x).unaryMinus(), Functions.onesLike(x));
        return Softplus.of(sign.times(x)).unaryMinus();
    }

    private Var logOne(List<Var> p) {
        return logit
                ? Softplus.of(p.get(0).unaryMinus()).unaryMinus()
                : p.get(0).log();
    }

    private Var logZero(List<Var> p) {
        return logit ? Softplus.of(p.get(0)).unaryMinus() : Log1p.of(p.get(0).unaryMinus());
    }

    private Var probability(List<Var> p) {
        return logit ? Sigmoid.of(p.get(0)) : p.get(0);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.discrete(
                k -> where(k.ge(1), Var.constant(0.0), where(k.ge(0), logZero(p), NEVER)),
                k -> where(k.lt(0), Var.constant(0.0), where(k.lt(1), logOne(p), NEVER))));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> q.gt(Var.constant(1.0).minus(probability(p))).cast(DType.I64),
                q -> probability(p).gt(q).cast(DType.I64)));
    }

    @Override
    public Var mean(List<Var> p) {
        return probability(p);
    }

    @Override
    public Var variance(List<Var> p) {
        Var mean = probability(p);
        return mean.times(Var.constant(1.0).minus(mean));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return probability(p).ge(0.5).cast(DType.I64);
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return kind == Additive.class
                ? Optional.of(kind.cast(Additive.of(
                        logit ? Binomial.LOGIT : Binomial.FAMILY,
                        1,
                        List.of(Var.constant(1L), p.get(0)),
                        Additive.Scaling.COUNTS)))
                : Optional.empty();
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return key.uniform(batch).lt(probability(p)).cast(DType.I64);
    }
}
