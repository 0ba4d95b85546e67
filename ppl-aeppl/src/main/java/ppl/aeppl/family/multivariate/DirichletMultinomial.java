package ppl.aeppl.family.multivariate;

import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.discrete.BetaBinomial;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.CountPart;
import ppl.aeppl.numeric.Deviance;
import ppl.aeppl.numeric.DifferenceOfProducts;
import ppl.aeppl.numeric.PartialSums;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * How often each of k categories is met in n trials whose common probabilities are themselves a Dirichlet vector of concentrations alpha:
 * counts that vary more than multinomial ones. The last axis of a draw and of alpha runs over categories.
 *
 * <p><b>Shapes:</b> n [..], alpha [.., k], draws [batch, k] of int64, k known when the graph is built. A single count of a draw is
 * beta-binomial; several of them, but not all, have no law here.
 *
 * <p><b>Numerics:</b> the density is right to its last digits for large n and alpha too, where it comes near the multinomial one, and for
 * small alpha. Draws are exact up to n of about 1e12.
 *
 * <p><b>Source:</b> the form of {@link BetaBinomial}, for any number of categories.
 */
public record DirichletMultinomial() implements MultivariateFamily {

    /** The family. */
    public static final DirichletMultinomial FAMILY = new DirichletMultinomial();

    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("n", Constraint.COUNT), Parameter.positive("alpha").withOwnAxes(1));

    /** Counts among {@code n} trials whose probabilities have concentrations along the last axis of {@code alpha}. */
    public static Distribution of(Number n, Var alpha) {
        return FAMILY.with(n, alpha);
    }

    /** Counts among {@code n} trials whose probabilities have these concentrations. */
    public static Distribution of(Number n, double... alpha) {
        return of(n, Var.constant(alpha));
    }

    @Override
    public String name() {
        return "DirichletMultinomial";
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
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
        return CategoryCounts.support(p, 0);
    }

    @Override
    public Interval range(List<Var> p) {
        return support(p).bounds();
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        return CategoryCounts.withTotal(this, p.getFirst(), MultivariateFamily.super.checks(p));
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        Var n = Functions.expandDims(p.getFirst(), -1);
        Law whole = MultivariateFamily.super.law(p, batch, sources);
        return CategoryCounts.categories(p) == 1
                ? whole
                : new SingleElements(whole, BetaBinomial.FAMILY, List.of(n, p.get(1), PartialSums.ofOthers(p.get(1))));
    }

    private static Var sum(List<Var> p) {
        return Functions.expandDims(p.get(1).sum(-1), -1);
    }

    @Override
    public LogTerms logp(Value value, List<Var> p, Shape batch) {
        Var ok = value.in(support(p));
        Var x = CategoryCounts.counts(value, ok);
        Var n = CategoryCounts.total(p);
        Var total = sum(p);
        LogTerms whole = LogTerms.zero(batch)
                .plus(CountPart.ofTotal(p.getFirst().cast(DType.F64)))
                .minus(Functions.squeeze(CountPart.rise(total, n), -1));
        return whole.plus(parts(x, n, p.get(1), total).sum(-1)).only(ok);
    }

    /** Of each count and its concentration, with the share that both have of all counts and concentrations. */
    private static Var parts(Var x, Var trials, Var concentrations, Var total) {
        Shape shape = x.shape();
        Var n = Functions.broadcastTo(trials, shape);
        Var alpha = Functions.broadcastTo(concentrations, shape);
        Var sum = Functions.broadcastTo(total, shape);
        Var all = sum.plus(n);
        Var gap = DifferenceOfProducts.of(n, alpha, x, sum).div(all);
        Var logShare = alpha.plus(x).log().minus(all.log());
        Var counts = CountPart.of(x, n, gap, alpha.plus(x).div(all), logShare);
        Var logRatio = sum.log().minus(alpha.log()).plus(logShare);
        Var prior = Deviance.of(alpha, gap.unaryMinus().div(alpha), logRatio);
        return counts.minus(prior).plus(CountPart.rise(alpha, x));
    }

    private static Var shares(List<Var> p) {
        return p.get(1).div(sum(p));
    }

    @Override
    public Var mean(List<Var> p) {
        return CategoryCounts.total(p).times(shares(p));
    }

    @Override
    public Var variance(List<Var> p) {
        Var sum = sum(p);
        Var spread = CategoryCounts.total(p).plus(sum).div(sum.plus(1));
        return mean(p).times(Var.constant(1.0).minus(shares(p))).times(spread);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return CategoryCounts.supportPoint(p.getFirst(), shares(p));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        Var logs = Variates.logGamma(key.fold("shares"), p.get(1), shape);
        Var shares = logs.minus(Functions.expandDims(logs.max(-1), -1)).exp();
        return Variates.multinomial(key.fold("counts"), p.getFirst(), shares, batch);
    }
}
