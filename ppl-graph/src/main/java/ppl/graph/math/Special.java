package ppl.graph.math;

import ppl.graph.Var;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Cos;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.elementary.Sin;
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
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
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

    /** {@code e^x}; see {@link Exp}. */
    public static Var exp(Var x) {
        return Exp.of(x);
    }

    /** {@code e^x - 1}; see {@link Expm1}. */
    public static Var expm1(Var x) {
        return Expm1.of(x);
    }

    /** Natural logarithm; see {@link Log}. */
    public static Var log(Var x) {
        return Log.of(x);
    }

    /** {@code log(1 + x)}; see {@link Log1p}. */
    public static Var log1p(Var x) {
        return Log1p.of(x);
    }

    /** Hyperbolic tangent; see {@link Tanh}. */
    public static Var tanh(Var x) {
        return Tanh.of(x);
    }

    /** {@code 1 / (1 + exp(-x))}; see {@link Sigmoid}. */
    public static Var sigmoid(Var x) {
        return Sigmoid.of(x);
    }

    /** {@code log(1 + exp(x))}; see {@link Softplus}. */
    public static Var softplus(Var x) {
        return Softplus.of(x);
    }

    /** Standard normal distribution function; see {@link Ndtr}. */
    public static Var ndtr(Var x) {
        return Ndtr.of(x);
    }

    /** Standard normal quantile; see {@link Ndtri}. */
    public static Var ndtri(Var p) {
        return Ndtri.of(p);
    }

    /** {@code log |Gamma(x)|}; see {@link Lgamma}. */
    public static Var lgamma(Var x) {
        return Lgamma.of(x);
    }

    /** Derivative of lgamma; see {@link Digamma}. */
    public static Var digamma(Var x) {
        return Digamma.of(x);
    }

    /** Derivative of digamma; see {@link Trigamma}. */
    public static Var trigamma(Var x) {
        return Trigamma.of(x);
    }

    /** Derivative of digamma of an order from 2 on; see {@link Polygamma}. */
    public static Var polygamma(int order, Var x) {
        return Polygamma.of(order, x);
    }

    /** Sine of radians; see {@link Sin}. */
    public static Var sin(Var x) {
        return Sin.of(x);
    }

    /** Cosine of radians; see {@link Cos}. */
    public static Var cos(Var x) {
        return Cos.of(x);
    }

    /** Inverse tangent; see {@link Atan}. */
    public static Var atan(Var x) {
        return Atan.of(x);
    }

    /** {@code x} to the power {@code y}; see {@link Pow}. */
    public static Var pow(Var x, Var y) {
        return Pow.of(x, y);
    }

    /** {@code x} to a fixed power; see {@link Pow}. */
    public static Var pow(Var x, double y) {
        return Pow.of(x, y);
    }

    /** {@code log(p / (1 - p))}; see {@link Logit}. */
    public static Var logit(Var p) {
        return Logit.of(p);
    }

    /** {@code log(1 - exp(x))} for x at most 0; see {@link Log1mexp}. */
    public static Var log1mexp(Var x) {
        return Log1mexp.of(x);
    }

    /** {@code log(exp(x) + exp(y))}; see {@link LogAddExp}. */
    public static Var logaddexp(Var x, Var y) {
        return LogAddExp.of(x, y);
    }

    /** {@code log(exp(x) - exp(y))} for x at least y; see {@link LogDiffExp}. */
    public static Var logdiffexp(Var x, Var y) {
        return LogDiffExp.of(x, y);
    }

    /** {@code x log y}, 0 where x is 0; see {@link XLogY}. */
    public static Var xlogy(Var x, Var y) {
        return XLogY.of(x, y);
    }

    /** {@code x log(1 + y)}, 0 where x is 0; see {@link XLog1pY}. */
    public static Var xlog1py(Var x, Var y) {
        return XLog1pY.of(x, y);
    }

    /** Standard normal density; see {@link NormalDensity}. */
    public static Var normalDensity(Var x) {
        return NormalDensity.of(x);
    }

    /** Logarithm of the standard normal distribution function; see {@link LogNdtr}. */
    public static Var logNdtr(Var x) {
        return LogNdtr.of(x);
    }

    /** Derivative of logNdtr, {@code phi(x) / Phi(x)}; see {@link InverseMills}. */
    public static Var inverseMills(Var x) {
        return InverseMills.of(x);
    }

    /** Standard normal quantile of a log-probability; see {@link NdtriExp}. */
    public static Var ndtriExp(Var y) {
        return NdtriExp.of(y);
    }

    /** Error function; see {@link Erf}. */
    public static Var erf(Var x) {
        return Erf.of(x);
    }

    /** Complementary error function; see {@link Erfc}. */
    public static Var erfc(Var x) {
        return Erfc.of(x);
    }

    /** Scaled complementary error function {@code exp(x^2) erfc(x)}; see {@link Erfcx}. */
    public static Var erfcx(Var x) {
        return Erfcx.of(x);
    }

    /** {@code log B(a, b)}; see {@link Lbeta}. */
    public static Var lbeta(Var a, Var b) {
        return Lbeta.of(a, b);
    }

    /** {@code digamma(x + d) - digamma(x)}; see {@link DigammaDifference}. */
    public static Var digammaDifference(Var x, Var d) {
        return DigammaDifference.of(x, d);
    }
}
