package ppl.graph.random;

import static ppl.graph.function.Elementwise.where;
import static ppl.graph.function.Special.exp;
import static ppl.graph.function.Special.log;
import static ppl.graph.function.Special.ndtri;
import static ppl.graph.function.Special.sigmoid;

import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.LinearAlgebra;

/**
 * Random variates as graphs of the bits of a key: the same key gives the same variates on every backend, and element
 * {@code i} in row-major order does not depend on how many there are.
 *
 * <p><b>Shapes</b>: parameters broadcast to {@code shape}, which is the shape of the result; vectors have one axis
 * more. If the key is a tensor of keys, its axes come before those, in the result and in the shape that parameters
 * broadcast to. <b>Errors</b>: none at run time; parameters outside their domain give NaN, or, where variates are
 * integers, an integer without meaning. <b>Numerics</b>: uniform numbers have 52 bits, so the tails of inversions end at probability 2^-53.
 */
public final class Variates {

    private Variates() {}

    /** Uniform on the open interval (0, 1). */
    public static Var uniform(KeyVar key, Shape shape) {
        return key.uniform(shape);
    }

    /** Standard normal, by the quantile function. */
    public static Var normal(KeyVar key, Shape shape) {
        return ndtri(key.uniform(shape));
    }

    /** Exponential of rate 1, by the quantile function. */
    public static Var exponential(KeyVar key, Shape shape) {
        return log(key.uniform(shape)).unaryMinus();
    }

    /** Gamma of shape alpha and rate 1; 0 where the draw underflows, see {@link #logGamma}. */
    public static Var gamma(KeyVar key, Var alpha, Shape shape) {
        return exp(logGamma(key, alpha, shape));
    }

    /** The logarithm of a gamma draw of rate 1, finite for any alpha from 1e-300 on: small ones concentrate near 0. */
    public static Var logGamma(KeyVar key, Var alpha, Shape shape) {
        return GammaDraw.logOf(key, alpha, shape);
    }

    /** Chi-squared with nu degrees of freedom. */
    public static Var chiSquared(KeyVar key, Var nu, Shape shape) {
        return gamma(key, nu.times(0.5), shape).times(2);
    }

    /** Beta, as the logistic function of the difference of two log-gamma draws. */
    public static Var beta(KeyVar key, Var alpha, Var beta, Shape shape) {
        Var x = logGamma(key.fold("alpha"), alpha, shape);
        Var y = logGamma(key.fold("beta"), beta, shape);
        return sigmoid(x.minus(y));
    }

    /** Student's t with nu degrees of freedom, location 0 and scale 1; normal where nu is infinite. */
    public static Var studentT(KeyVar key, Var nu, Shape shape) {
        Var half = Axes.broadcastTo(nu, key.each(shape)).times(0.5);
        Var infinite = half.ge(Double.POSITIVE_INFINITY);
        Var finite = where(infinite, Var.constant(1.0), half);
        Var logRatio = log(finite).minus(logGamma(key.fold("gamma"), finite, shape));
        Var z = normal(key.fold("normal"), shape);
        return where(infinite, z, z.times(exp(logRatio.times(0.5))));
    }

    /** Poisson of mean mu up to about 1e12, as int64. */
    public static Var poisson(KeyVar key, Var mu, Shape shape) {
        return PoissonDraw.of(key, mu, shape);
    }

    /** The number of successes in n trials, n up to about 1e12, as int64. */
    public static Var binomial(KeyVar key, Var n, Var p, Shape shape) {
        return BinomialDraw.of(key, n, p, shape);
    }

    /**
     * The index of a category, as int64.
     *
     * @param weights along a last axis, proportional to the probabilities; the axes before it broadcast to {@code shape}
     */
    public static Var categorical(KeyVar key, Var weights, Shape shape) {
        return CategoricalDraw.of(key, weights, shape);
    }

    /**
     * How often each category is met in n trials, n up to about 1e12, as int64. Categories of weight 0 are never met.
     *
     * @param n broadcasts to {@code shape}
     * @param weights along a last axis of known length, proportional to the probabilities; the axes before it broadcast to {@code shape}
     * @return counts along a last axis of as many categories
     */
    public static Var multinomial(KeyVar key, Var n, Var weights, Shape shape) {
        return MultinomialDraw.of(key, n, weights, shape);
    }

    /**
     * Multivariate normal vectors of mean 0.
     *
     * @param factor lower Cholesky factor {@code [d, d]} of the covariance
     * @return vectors along a last axis of length d
     */
    public static Var multivariateNormal(KeyVar key, Var factor, Shape shape) {
        Shape vectors = shape.concat(factor.shape().slice(1, 2));
        Var z = Axes.expandDims(normal(key, vectors), -1);
        return Axes.squeeze(LinearAlgebra.matmul(factor, z), -1);
    }
}
