package ppl.graph.math;

import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.gamma.Polygamma;
import ppl.graph.math.gamma.Trigamma;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;

/**
 * All elementary and special functions under one roof, for static import. Each stands in a record of its own, which
 * says its accuracy and its behaviour at the edges. Operands broadcast; integers are converted to float64.
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
}
