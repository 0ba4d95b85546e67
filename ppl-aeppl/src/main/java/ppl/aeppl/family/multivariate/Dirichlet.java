package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Simplex;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.PartialSums;
import ppl.aeppl.numeric.ShapePart;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The Dirichlet law of vectors of nonnegative numbers with sum 1: mean alpha / sum(alpha). The conjugate prior of the probabilities
 * of categories.
 *
 * <p><b>Shapes:</b> alpha [.., k], draws [batch, k], k at least 2 and known when the graph is built.
 *
 * <p><b>Numerics:</b> the density is by the volume of all components but one. Draws are normalised on the log scale, so that small
 * alphas (from 1e-300 on) give components that underflow to 0 and never NaN. Such vectors lie on the boundary, where a density by their
 * digits is 0 if a component of 0 has a concentration above 1, infinite if one has a concentration below 1 and none has one above.
 * Samplers move logs of components, which never underflow. A single component of a draw has a beta law.
 */
public record Dirichlet() implements MultivariateFamily {

    /** The family. */
    public static final Dirichlet FAMILY = new Dirichlet();

    private static final List<Parameter> PARAMETERS =
            List.of(Parameter.positive("alpha").withOwnAxes(1));

    /** Up to here the terms of the plain formula stay small, so nothing is lost when they cancel. */
    private static final double SMALL_SHAPE = 16;

    /** Vectors of nonnegative numbers with sum 1, with concentrations along the last axis of {@code alpha}: mean alpha / sum(alpha). */
    public static Distribution of(Var alpha) {
        return FAMILY.with(alpha);
    }

    /** Vectors of nonnegative numbers with sum 1, with these concentrations: mean alpha / sum(alpha). */
    public static Distribution of(double... alpha) {
        return of(Var.constant(alpha));
    }

    @Override
    public String name() {
        return "Dirichlet";
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Shape batch(List<Var> p) {
        Var alpha = p.getFirst();
        boolean fits = alpha.rank() >= 1
                && alpha.shape().extent(-1) instanceof Extent.Known(int components)
                && components >= 2;
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Dirichlet needs a concentration for each of two components or more, along a last axis of known"
                            + " length, but got alpha " + alpha.describe()
                            + "; give a vector: of equal ones, Functions.broadcastTo(alpha, Shape.of(k))");
        }
        return alpha.shape().slice(0, alpha.rank() - 1);
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        int last = p.getFirst().rank() - 1;
        return new TensorType(DType.F64, batch.concat(p.getFirst().shape().slice(last, last + 1)));
    }

    @Override
    public Support support(List<Var> p) {
        return new Simplex();
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        Var alpha = p.getFirst();
        Law whole = MultivariateFamily.super.law(p, batch, sources);
        return new SingleElements(whole, Beta.FAMILY, List.of(alpha, PartialSums.ofOthers(alpha)));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var alpha = p.getFirst();
        Var ok = Functions.and(x.in(support(p)), Functions.not(isExcluded(x, alpha)));
        Value inside =
                ok.isSplat(1) ? x : x.or(Functions.broadcastTo(Functions.expandDims(ok, -1), x.shape()), harmless(x));
        LogTerms terms =
                alpha.range().hi() <= SMALL_SHAPE ? plain(inside, alpha, batch) : centred(inside, alpha, batch);
        return terms.only(ok);
    }

    /**
     * Where a component is 0 whose concentration is above 1, which has no density there, whatever the others are: also beside another one
     * of 0 whose density is infinite. A false scalar where that cannot be.
     */
    private static Var isExcluded(Value x, Var alpha) {
        boolean both = alpha.range().lo() < 1 && alpha.range().hi() > 1;
        if (x.inside() || !both) {
            return Var.constant(false);
        }
        Var none = x.log().le(Double.NEGATIVE_INFINITY);
        return Functions.any(Functions.and(none, wide(alpha, x).gt(1)), -1);
    }

    private static Var harmless(Value x) {
        return Functions.broadcastTo(Var.constant(1.0 / x.shape().size(-1)), x.shape());
    }

    private static LogTerms plain(Value x, Var alpha, Shape batch) {
        return LogTerms.zero(batch)
                .plus(wide(LogMath.timesLog(alpha.minus(1), x.log()), x).sum(-1))
                .plus(Lgamma.of(alpha.sum(-1)))
                .minus(Lgamma.of(alpha).sum(-1));
    }

    /**
     * With the means m: the sum of {@code alpha log(x/m) - log x}, in which the linear parts of the logs cancel exactly, and half the
     * log of {@code prod(alpha) / ((2 pi)^(k-1) sum(alpha))} less Stirling's remainders.
     */
    private static LogTerms centred(Value x, Var alpha, Shape batch) {
        Var n = Functions.expandDims(alpha.sum(-1), -1);
        Var perMean = n.div(alpha);
        Var away = x.var().times(n).minus(alpha).div(alpha);
        Var parts = ShapePart.of(wide(alpha, x), away, x.log(), wide(perMean.log(), x));
        Var total = alpha.sum(-1);
        return LogTerms.zero(batch)
                .plus(parts.sum(-1))
                .plus(0.5, alpha.log().sum(-1).minus(total.log()))
                .minus(StirlingError.of(alpha).sum(-1))
                .plus(StirlingError.of(total))
                .plus(-(x.shape().size(-1) - 1) * HALF_LOG_2PI);
    }

    private static Var wide(Var parameter, Value x) {
        return Functions.broadcastTo(parameter, x.shape());
    }

    @Override
    public Var mean(List<Var> p) {
        Var alpha = p.getFirst();
        return alpha.div(Functions.expandDims(alpha.sum(-1), -1));
    }

    @Override
    public Var variance(List<Var> p) {
        Var mean = mean(p);
        Var n = Functions.expandDims(p.getFirst().sum(-1), -1);
        return mean.times(Var.constant(1.0).minus(mean)).div(n.plus(1));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        Var logs = Variates.logGamma(key, p.getFirst(), shape);
        return logs.minus(Functions.expandDims(LogMath.logSumExp(logs, -1), -1)).exp();
    }
}
