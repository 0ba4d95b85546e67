package ppl.graph.function;

import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.incomplete.BetaQuantile;
import ppl.graph.math.incomplete.GammaQuantile;
import ppl.graph.math.incomplete.LogBetaTail;
import ppl.graph.math.incomplete.LogGammaTail;
import ppl.graph.math.logistic.Sigmoid;

/**
 * The regularised incomplete gamma and beta functions, their logs, and their inverses, by SciPy's names. Each tail is computed as
 * such: the log of an upper tail of 1e-1000 is right, and so is its derivative by every operand, shapes included.
 *
 * <p>Shapes: operands broadcast; the result has their common shape. Types: integers are converted to float64.
 *
 * <p>Errors: {@link ppl.graph.GraphException} if shapes do not broadcast. NaN for shapes {@code a} and {@code b} that are not positive and
 * finite, for an x outside of the domain and for probabilities outside of [0, 1]; NaN of NaN.
 *
 * <p>Numerics: logs have errors below 2e-14 (gamma) and 5e-14 (beta) of the larger of 1 and the result, for shapes from 1e-300 to 1e15;
 * their derivatives relative ones below 1e-12 and a few ulp of the log. Worst seen over the tables of the tests: 4e-15 and 1e-14.
 * About 32 exponentials for each element, and four times as many for an inverse.
 *
 * <p>Source: integrals of exp(-h) with convex h by the rule of Gauss and Legendre, and the recurrence; see {@code ppl.graph.math.incomplete}.
 */
public final class Incomplete {

    private Incomplete() {}

    /** {@code P(a, x)}: the probability that a gamma variable of shape {@code a} and rate 1 is at most {@code x}, for x of at least 0. */
    public static Var gammainc(Number a, Number x) {
        return probability(logGammainc(a, x), logGammaincc(a, x));
    }

    /** {@code Q(a, x) = 1 - P(a, x)}. */
    public static Var gammaincc(Number a, Number x) {
        return probability(logGammaincc(a, x), logGammainc(a, x));
    }

    /** {@code log P(a, x)}; −∞ at 0. */
    public static Var logGammainc(Number a, Number x) {
        return LogGammaTail.of(false, Operand.beside(a, x), Operand.beside(x, a));
    }

    /** {@code log Q(a, x)}; −∞ at infinity. */
    public static Var logGammaincc(Number a, Number x) {
        return LogGammaTail.of(true, Operand.beside(a, x), Operand.beside(x, a));
    }

    /** The x at which {@code P(a, x)} is {@code p}. */
    public static Var gammaincinv(Number a, Number p) {
        return GammaQuantile.of(false, false, Operand.beside(a, p), Operand.beside(p, a));
    }

    /** The x at which {@code Q(a, x)} is {@code q}, which may be as small as a double. */
    public static Var gammainccinv(Number a, Number q) {
        return GammaQuantile.of(true, false, Operand.beside(a, q), Operand.beside(q, a));
    }

    /** The x at which {@code log P(a, x)} is {@code logP}. */
    public static Var gammaincinvExp(Number a, Number logP) {
        return GammaQuantile.of(false, true, Operand.beside(a, logP), Operand.beside(logP, a));
    }

    /** The x at which {@code log Q(a, x)} is {@code logQ}. */
    public static Var gammainccinvExp(Number a, Number logQ) {
        return GammaQuantile.of(true, true, Operand.beside(a, logQ), Operand.beside(logQ, a));
    }

    /** {@code I_x(a, b)}: the probability that a beta variable of shapes {@code a} and {@code b} is at most {@code x}, for x in [0, 1]. */
    public static Var betainc(Number a, Number b, Number x) {
        return probability(logBetainc(a, b, x), logBetaincc(a, b, x));
    }

    /** {@code 1 - I_x(a, b)}. */
    public static Var betaincc(Number a, Number b, Number x) {
        return probability(logBetaincc(a, b, x), logBetainc(a, b, x));
    }

    /** {@code log I_x(a, b)}; −∞ at 0. */
    public static Var logBetainc(Number a, Number b, Number x) {
        return logBetainc(a, b, x, rest(a, b, x));
    }

    /** {@code log(1 - I_x(a, b))}; −∞ at 1. */
    public static Var logBetaincc(Number a, Number b, Number x) {
        return logBetaincc(a, b, x, rest(a, b, x));
    }

    /** From its log; where it is 0, and the log has no slope, one minus the rest, which has that of the density. */
    private static Var probability(Var log, Var logRest) {
        Var rest = sub(Var.constant(log.dtype(), 1), Exp.of(logRest));
        return Elementwise.where(log.gt(Double.NEGATIVE_INFINITY), Exp.of(log), rest);
    }

    private static Var rest(Number a, Number b, Number x) {
        Var at = Elementwise.toFloat(Operand.beside(x, a, b));
        return sub(Var.constant(at.dtype(), 1), at);
    }

    /**
     * {@code log I_x(a, b)}, where the distance from 1 is known better than its digits say.
     *
     * @param y {@code 1 - x}; the slope by x counts for the smaller of both, as if the other were made of it
     */
    public static Var logBetainc(Number a, Number b, Number x, Number y) {
        return logBeta(false, a, b, x, y);
    }

    /**
     * {@code log(1 - I_x(a, b))}, where the distance from 1 is known better than its digits say.
     *
     * @param y {@code 1 - x}; the slope by x counts for the smaller of both, as if the other were made of it
     */
    public static Var logBetaincc(Number a, Number b, Number x, Number y) {
        return logBeta(true, a, b, x, y);
    }

    private static Var logBeta(boolean upper, Number a, Number b, Number x, Number y) {
        return LogBetaTail.of(
                upper,
                Operand.beside(a, b, x, y),
                Operand.beside(b, a, x, y),
                Operand.beside(x, a, b, y),
                Operand.beside(y, a, b, x));
    }

    /** The x at which {@code I_x(a, b)} is {@code p}. */
    public static Var betaincinv(Number a, Number b, Number p) {
        return betaQuantile(false, a, b, p);
    }

    /** The x at which {@code 1 - I_x(a, b)} is {@code q}, which may be as small as a double. */
    public static Var betainccinv(Number a, Number b, Number q) {
        return betaQuantile(true, a, b, q);
    }

    private static Var betaQuantile(boolean upper, Number a, Number b, Number p) {
        return Sigmoid.of(BetaQuantile.of(
                upper, false, Operand.beside(a, b, p), Operand.beside(b, a, p), Operand.beside(p, a, b)));
    }
}
