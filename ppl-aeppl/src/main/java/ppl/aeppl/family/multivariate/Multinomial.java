package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.LOG_2;

import java.util.List;
import java.util.stream.Stream;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.CountPart;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.Weights;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * How often each of k categories is met in n independent trials. The last axis of a draw and of the probabilities runs over categories.
 *
 * <p><b>Shapes:</b> n [..], p or logitP [.., k], draws [batch, k] of int64, k known when the graph is built. A single count of a draw is
 * binomial; several of them, but not all, have no law here.
 *
 * <p>Probabilities that do not sum to 1 are treated as those of {@link ppl.aeppl.family.discrete.Categorical}.
 *
 * <p><b>Numerics:</b> the density is right to its last digits for large n too. What rounding leaves between 1 and the sum of p does not
 * count as often as there are trials: the density, and so its slope by p, are those of p divided by its sum. Draws are exact up to n of
 * about 1e12.
 *
 * @param logit true if the second parameter gives log-probabilities up to a constant (they are normalised); else it gives
 *     probabilities
 */
public record Multinomial(boolean logit) implements MultivariateFamily {

    /** The family by its probabilities. */
    public static final Multinomial FAMILY = new Multinomial(false);
    /** The family by unnormalised log-probabilities. */
    public static final Multinomial LOGIT = new Multinomial(true);

    private static final Weights.Of WEIGHTS = new Weights.Of("Multinomial", "p", "multinomialLogit");

    /** Up to so many trials the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double FEW = 32;

    /**
     * Counts among {@code n} trials of categories with the probabilities along the last axis of {@code p}. Constants and data that do not
     * sum to 1 are rescaled with a warning, or refused with {@code -Dppl.strict=true}; what is computed must sum to 1, or has
     * log-density −∞.
     */
    public static Distribution of(Number n, Var p) {
        return FAMILY.with(n, Weights.rescaled(WEIGHTS, p));
    }

    /** Counts among {@code n} trials of categories with these probabilities; rescaled with a warning if they do not sum to 1. */
    public static Distribution of(Number n, double... p) {
        return of(n, Var.constant(p));
    }

    /** Counts among {@code n} trials, with log-probabilities along the last axis of {@code logitP}, known up to a constant. */
    public static Distribution logit(Number n, Var logitP) {
        return LOGIT.with(n, logitP);
    }

    /** Counts among {@code n} trials of categories with these log-probabilities, known up to a constant. */
    public static Distribution logit(Number n, double... logitP) {
        return logit(n, Var.constant(logitP));
    }

    @Override
    public String name() {
        return "Multinomial";
    }

    @Override
    public List<Parameter> parameters() {
        Parameter weights = logit ? Parameter.real("logitP") : new Parameter("p", Constraint.JOINT);
        return List.of(new Parameter("n", Constraint.COUNT), weights.withOwnAxes(1));
    }

    @Override
    public Shape batch(List<Var> p) {
        return CategoryCounts.batch(this, p);
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        return CategoryCounts.type(this, p, batch);
    }

    @Override
    public Support support(List<Var> p) {
        return CategoryCounts.support(p, logit ? Double.NEGATIVE_INFINITY : 0);
    }

    @Override
    public Interval range(List<Var> p) {
        return support(p).bounds();
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> own = CategoryCounts.withTotal(this, p.getFirst(), MultivariateFamily.super.checks(p));
        return logit
                ? own
                : Stream.concat(own.stream(), Stream.of(Weights.check(WEIGHTS, p.get(1))))
                        .toList();
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        Law whole = MultivariateFamily.super.law(p, batch, sources);
        Var n = Functions.expandDims(p.getFirst(), -1);
        return logit
                ? new SingleElements(whole, Binomial.LOGIT, List.of(n, logOdds(p)))
                : new SingleElements(whole, Binomial.FAMILY, List.of(n, p.get(1)));
    }

    /** Of each category against all others. One that has more than half of all is known better by the others. */
    private Var logOdds(List<Var> p) {
        Var x = p.get(1);
        Var log = logProbabilities(p);
        Var top = Functions.expandDims(x.max(-1), -1);
        Var rest = Functions.where(Functions.equal(x, top), Var.constant(Double.NEGATIVE_INFINITY), x);
        Var most = log.gt(-LOG_2);
        Var others = Functions.expandDims(LogMath.logSumExp(rest, -1).minus(LogMath.logSumExp(x, -1)), -1);
        Var few = LogMath.log1mExp(Functions.where(most, Var.constant(-1.0), log));
        return log.minus(Functions.where(most, others, few));
    }

    private Var logProbabilities(List<Var> p) {
        Var x = p.get(1);
        return logit ? x.minus(Functions.expandDims(LogMath.logSumExp(x, -1), -1)) : x.log();
    }

    private Var probabilities(List<Var> p) {
        return logit ? logProbabilities(p).exp() : p.get(1);
    }

    @Override
    public LogTerms logp(Value value, List<Var> p, Shape batch) {
        Var ok = value.in(support(p));
        Var x = CategoryCounts.counts(value, ok);
        LogTerms zero = LogTerms.zero(batch);
        boolean few = p.getFirst().range().hi() <= FEW;
        return (few ? plain(zero, x, p) : centred(zero, x, p)).only(ok);
    }

    private LogTerms plain(LogTerms zero, Var x, List<Var> p) {
        Var n = p.getFirst().cast(DType.F64);
        Var parts = LogMath.countTimesLog(x, Functions.broadcastTo(logProbabilities(p), x.shape()))
                .minus(Lgamma.of(x.plus(1)));
        LogTerms terms = zero.plus(parts.sum(-1)).plus(Lgamma.of(n.plus(1)));
        return logit ? terms : terms.minus(n.times(p.get(1).sum(-1).minus(1)));
    }

    private LogTerms centred(LogTerms zero, Var x, List<Var> p) {
        Var n = Functions.broadcastTo(CategoryCounts.total(p), x.shape());
        Var share = Functions.broadcastTo(probabilities(p), x.shape());
        Var gap = Functions.fma(n, share, x.unaryMinus());
        Var logShare = Functions.broadcastTo(logProbabilities(p), x.shape());
        return zero.plus(CountPart.of(x, n, gap, share, logShare).sum(-1))
                .plus(CountPart.ofTotal(p.getFirst().cast(DType.F64)));
    }

    @Override
    public Var mean(List<Var> p) {
        return CategoryCounts.total(p).times(probabilities(p));
    }

    @Override
    public Var variance(List<Var> p) {
        return mean(p).times(Var.constant(1.0).minus(probabilities(p)));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return CategoryCounts.supportPoint(p.getFirst(), probabilities(p));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.multinomial(key, p.getFirst(), probabilities(p), batch);
    }
}
