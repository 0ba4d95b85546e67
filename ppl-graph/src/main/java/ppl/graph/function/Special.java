package ppl.graph.function;

import java.util.Arrays;
import ppl.graph.Var;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.Cos;
import ppl.graph.math.elementary.Cosh;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.elementary.Sin;
import ppl.graph.math.elementary.Sinh;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.DigammaDifference;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.gamma.Polygamma;
import ppl.graph.math.gamma.Trigamma;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.math.logistic.LogDiffExp;
import ppl.graph.math.logistic.LogSoftmax;
import ppl.graph.math.logistic.LogSumExp;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softmax;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.logistic.XLog1pY;
import ppl.graph.math.logistic.XLogY;
import ppl.graph.math.normal.Erf;
import ppl.graph.math.normal.Erfc;
import ppl.graph.math.normal.Erfcx;
import ppl.graph.math.normal.InverseMills;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.math.normal.NdtriExp;
import ppl.graph.math.normal.NormalDensity;
import ppl.graph.math.running.Accumulation;

/**
 * All elementary and special functions under one roof, for static import. Each stands in a record of its own, which
 * says its accuracy in ulp, its source and its behaviour at the edges.
 *
 * <p>Shapes: operands broadcast; the result has their common shape. Types: integers are converted to float64. Units:
 * logarithms are natural, angles in radians.
 *
 * <p>Errors: {@link ppl.graph.GraphException} if shapes do not broadcast. An argument outside of the domain gives NaN.
 *
 * <p>Numerics: expansions into exactly specified operations, so every backend gives the same bits.
 */
public final class Special {

    private Special() {}

    /** {@code e^x}. */
    public static Var exp(Var x) {
        return Exp.of(x);
    }

    /** {@code e^x - 1}. */
    public static Var expm1(Var x) {
        return Expm1.of(x);
    }

    /** Natural logarithm. */
    public static Var log(Var x) {
        return Log.of(x);
    }

    /** {@code log(1 + x)}. */
    public static Var log1p(Var x) {
        return Log1p.of(x);
    }

    /** Hyperbolic tangent. */
    public static Var tanh(Var x) {
        return Tanh.of(x);
    }

    /** Hyperbolic sine. */
    public static Var sinh(Var x) {
        return Sinh.of(x);
    }

    /** Hyperbolic cosine. */
    public static Var cosh(Var x) {
        return Cosh.of(x);
    }

    /** Inverse hyperbolic sine. */
    public static Var asinh(Var x) {
        return Asinh.of(x);
    }

    /** Inverse hyperbolic cosine, at least 0; its slope at 1 is infinite. */
    public static Var acosh(Var x) {
        return Acosh.of(x);
    }

    /** Inverse hyperbolic tangent; infinite at -1 and 1. */
    public static Var atanh(Var x) {
        return Atanh.of(x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static Var sigmoid(Var x) {
        return Sigmoid.of(x);
    }

    /** {@code log(1 + exp(x))}. */
    public static Var softplus(Var x) {
        return Softplus.of(x);
    }

    /** Standard normal distribution function. */
    public static Var ndtr(Var x) {
        return Ndtr.of(x);
    }

    /** Standard normal quantile. */
    public static Var ndtri(Var p) {
        return Ndtri.of(p);
    }

    /** {@code log |Gamma(x)|}. */
    public static Var lgamma(Var x) {
        return Lgamma.of(x);
    }

    /** Derivative of lgamma. */
    public static Var digamma(Var x) {
        return Digamma.of(x);
    }

    /** Derivative of digamma. */
    public static Var trigamma(Var x) {
        return Trigamma.of(x);
    }

    /** Derivative of digamma of an order from 2 on. */
    public static Var polygamma(int order, Var x) {
        return Polygamma.of(order, x);
    }

    /** Sine of radians. */
    public static Var sin(Var x) {
        return Sin.of(x);
    }

    /** Cosine of radians. */
    public static Var cos(Var x) {
        return Cos.of(x);
    }

    /** Inverse tangent. */
    public static Var atan(Var x) {
        return Atan.of(x);
    }

    /**
     * {@code x} to the power {@code y}; products for whole plain powers up to 16, a root for 1/2. Integers are converted to
     * float64 first.
     */
    public static Var pow(Number x, Number y) {
        Var base = Elementwise.toFloat(Operand.beside(x, y));
        Var power = Operand.beside(y, base);
        return y instanceof Var ? Pow.of(base, power) : Pow.of(base, y.doubleValue());
    }

    /** {@code log(p / (1 - p))}. */
    public static Var logit(Var p) {
        return Logit.of(p);
    }

    /** {@code log(1 - exp(x))} for x at most 0. */
    public static Var log1mexp(Var x) {
        return Log1mexp.of(x);
    }

    /** {@code log(exp(x) + exp(y))}. */
    public static Var logaddexp(Number x, Number y) {
        return LogAddExp.of(Operand.beside(x, y), Operand.beside(y, x));
    }

    /** {@code log(sum(exp(x)))} over axes, or over all without axes; −∞ over nothing. */
    public static Var logsumexp(Var x, int... axes) {
        return LogSumExp.of(
                Elementwise.toFloat(x),
                Arrays.stream(x.shape().axes(axes)).boxed().toList());
    }

    /**
     * {@link #logsumexp} along an axis up to each element, which is counted; the axis stays. Each by {@link #logaddexp} from the one before, so
     * small sums before large elements keep their digits; −∞ where there are only −∞.
     */
    public static Var logcumsumexp(Var x, int axis) {
        return Accumulation.along(Elementwise.toFloat(x), axis, Double.NEGATIVE_INFINITY, Special::logaddexp);
    }

    /**
     * {@code exp(x) / sum(exp(x))} along an axis, which stays. NaN along it where an element is NaN or infinite, or where all are −∞.
     */
    public static Var softmax(Var x, int axis) {
        return Softmax.of(Elementwise.toFloat(x), x.shape().normalizeAxis(axis));
    }

    /** {@code log(softmax(x))} along an axis, which stays, also where a share underflows; −∞ for −∞. NaN where {@link #softmax} is. */
    public static Var logSoftmax(Var x, int axis) {
        return LogSoftmax.of(Elementwise.toFloat(x), x.shape().normalizeAxis(axis));
    }

    /** {@code log(exp(x) - exp(y))} for x at least y. */
    public static Var logdiffexp(Number x, Number y) {
        return LogDiffExp.of(Operand.beside(x, y), Operand.beside(y, x));
    }

    /** {@code x log y}, 0 where x is 0. */
    public static Var xlogy(Number x, Number y) {
        return XLogY.of(Operand.beside(x, y), Operand.beside(y, x));
    }

    /** {@code x log(1 + y)}, 0 where x is 0. */
    public static Var xlog1py(Number x, Number y) {
        return XLog1pY.of(Operand.beside(x, y), Operand.beside(y, x));
    }

    /** Standard normal density. */
    public static Var normalDensity(Var x) {
        return NormalDensity.of(x);
    }

    /** Logarithm of the standard normal distribution function. */
    public static Var logNdtr(Var x) {
        return LogNdtr.of(x);
    }

    /** Derivative of logNdtr, {@code phi(x) / Phi(x)}. */
    public static Var inverseMills(Var x) {
        return InverseMills.of(x);
    }

    /** Standard normal quantile of a log-probability. */
    public static Var ndtriExp(Var y) {
        return NdtriExp.of(y);
    }

    /** Error function. */
    public static Var erf(Var x) {
        return Erf.of(x);
    }

    /** Complementary error function. */
    public static Var erfc(Var x) {
        return Erfc.of(x);
    }

    /** Scaled complementary error function {@code exp(x^2) erfc(x)}. */
    public static Var erfcx(Var x) {
        return Erfcx.of(x);
    }

    /** {@code log B(a, b)}. */
    public static Var lbeta(Number a, Number b) {
        return Lbeta.of(Operand.beside(a, b), Operand.beside(b, a));
    }

    /** {@code digamma(x + d) - digamma(x)}. */
    public static Var digammaDifference(Number x, Number d) {
        return DigammaDifference.of(Operand.beside(x, d), Operand.beside(d, x));
    }
}
