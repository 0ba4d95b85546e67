package ppl.aeppl.family.discrete;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.FiniteTails;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.CountPart;
import ppl.aeppl.numeric.Deviance;
import ppl.aeppl.numeric.DifferenceOfProducts;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.op.Iota;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The number of successes in n trials whose common probability is itself a beta variable of shapes alpha and beta.
 *
 * <p><b>Numerics:</b> the density is right to its last digits for large n and shapes too. The tails have no closed form: they are sums of
 * n + 1 terms for each element, so they are offered where n is known to be at most 10,000 when the graph is built.
 *
 * <p><b>Source:</b> Loader's saddle-point form three times: successes in n trials and "alpha among alpha + beta", given their sum "k + alpha
 * among n + alpha + beta", as in a hypergeometric law. The deviances of all are 0 or more, so nothing cancels.
 */
public record BetaBinomial() implements ScalarFamily {

    /** The family. */
    public static final BetaBinomial FAMILY = new BetaBinomial();

    private static final List<Parameter> PARAMETERS =
            List.of(new Parameter("n", Constraint.COUNT), Parameter.positive("alpha"), Parameter.positive("beta"));

    /** For more trials sums of probabilities are too long. */
    private static final double MOST_TRIALS = 10_000;

    private static final Var ONE = Var.constant(1.0);

    /** Successes among {@code n} trials whose common probability is a beta variable of shapes {@code alpha} and {@code beta}. */
    public static Distribution of(Number n, Number alpha, Number beta) {
        return FAMILY.with(n, alpha, beta);
    }

    @Override
    public String name() {
        return "BetaBinomial";
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
        return Support.integers(Var.constant(0L), p.get(0));
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var n = p.get(0).cast(DType.F64);
        Var k = value.or(ok, 0).var().cast(DType.F64);
        return LogTerms.zero(value.shape()).plus(logMass(k, n, p)).only(ok);
    }

    private static Var logMass(Var k, Var n, List<Var> p) {
        Var alpha = p.get(1);
        Var beta = p.get(2);
        Var rest = n.minus(k);
        Var shapes = alpha.plus(beta);
        Var all = shapes.plus(n);
        Var gap = DifferenceOfProducts.of(rest, alpha, k, beta).div(all); // of successes below what the sums suggest
        Var logShare = alpha.plus(k).log().minus(all.log());
        Var logOther = beta.plus(rest).log().minus(all.log());
        Var trials = trials(k, rest, n, gap, new Shares(logShare, logOther, alpha.div(all), beta.div(all)));
        Var prior = Deviance.of(
                        alpha,
                        gap.unaryMinus().div(alpha),
                        shapes.log().minus(alpha.log()).plus(logShare))
                .plus(Deviance.of(
                        beta, gap.div(beta), shapes.log().minus(beta.log()).plus(logOther)));
        Var remainder =
                CountPart.rise(alpha, k).plus(CountPart.rise(beta, rest)).minus(CountPart.rise(shapes, n));
        return trials.minus(prior).plus(remainder);
    }

    /**
     * The shares of successes and failures among both the trials and the shapes.
     *
     * @param logHits log of {@code (k + alpha) / (n + alpha + beta)}
     * @param logMisses the log of the rest
     * @param onlyShape what the first is for k = 0
     * @param otherShape what the rest is for k = n
     */
    private record Shares(Var logHits, Var logMisses, Var onlyShape, Var otherShape) {}

    /** The log-probability of k successes in n trials of the probability that all shares give; ends by their own formulas. */
    private static Var trials(Var k, Var rest, Var n, Var gap, Shares by) {
        Var inner = and(k.gt(0), rest.gt(0));
        Var n1 = where(inner, n, Var.constant(2.0));
        Var k1 = where(inner, k, ONE);
        Var r1 = where(inner, rest, ONE);
        Var g1 = where(inner, gap, Var.constant(0.0));
        Var hits = Deviance.of(k1, g1.div(k1), n1.div(k1).log().plus(by.logHits()));
        Var misses = Deviance.of(r1, g1.unaryMinus().div(r1), n1.div(r1).log().plus(by.logMisses()));
        Var remainder = StirlingError.of(n1).minus(StirlingError.of(k1)).minus(StirlingError.of(r1));
        Var spread = n1.div(k1.times(r1)).log().times(0.5).minus(HALF_LOG_2PI);
        Var none = k.le(0);
        Var ends = n.times(Log1p.of(where(none, by.onlyShape(), by.otherShape()).unaryMinus()));
        return where(inner, spread.plus(remainder).minus(hits).minus(misses), ends);
    }

    private static boolean hasFewTrials(List<Var> p) {
        return p.get(0).range().hi() <= MOST_TRIALS;
    }

    private String whyNot(List<Var> p) {
        return "the tails of a " + name() + " variable are sums over its values, and n, "
                + p.get(0).describe() + ", is not known to be at most " + (int) MOST_TRIALS;
    }

    /** 0, 1, ... up to the greatest n. */
    private static Var values(List<Var> p) {
        return Var.of(new Iota(Extent.of((int) p.get(0).range().hi() + 1))).cast(DType.F64);
    }

    /** Of each value; −∞ beyond the n of an element. */
    private static Var logMasses(List<Var> p) {
        Var k = values(p);
        Var n = Functions.expandDims(p.get(0).cast(DType.F64), -1);
        Var inside = k.le(n);
        List<Var> columns = List.of(n, Functions.expandDims(p.get(1), -1), Functions.expandDims(p.get(2), -1));
        Var mass = logMass(where(inside, k, Var.constant(0.0)), n, columns);
        return where(inside, mass, Var.constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return hasFewTrials(p) ? Capability.of(FiniteTails.of(values(p), logMasses(p))) : Capability.absent(whyNot(p));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return hasFewTrials(p) ? Capability.of(FiniteTails.quantile(logMasses(p))) : Capability.absent(whyNot(p));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).times(p.get(1).div(p.get(1).plus(p.get(2))));
    }

    @Override
    public Var variance(List<Var> p) {
        Var shapes = p.get(1).plus(p.get(2));
        Var spread = p.get(0).plus(shapes).div(shapes.plus(1));
        return mean(p).times(p.get(2).div(shapes)).times(spread);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.rint(mean(p));
    }

    /** A binomial draw whose probability is a beta draw. */
    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var probability = Variates.beta(key.fold("probability"), p.get(1), p.get(2), batch);
        return Variates.binomial(key.fold("successes"), p.get(0), probability, batch);
    }
}
