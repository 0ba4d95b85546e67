package ppl.aeppl.family.continuous;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.LowerBetaTail;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.incomplete.BetaQuantile;

/**
 * Tails and quantiles of the standard Student t law: {@code P(|T| > |z|) = I_x(nu/2, 1/2)} with {@code x = nu / (nu + z^2)}, of which
 * both x and 1 - x are known. Next to 0, where that has the slope of a root, the distribution function is a line to the last bit.
 */
final class StudentTail {

    /** Of z^2 / nu: below it the density is that at 0. */
    private static final double LINE = 0x1p-108;

    /** How far from 1/2 probabilities are on the line. */
    private static final double MIDDLE = 1e-10;

    private static final Var ONE = Var.constant(1.0);
    private static final Var HALF = Var.constant(0.5);

    private StudentTail() {}

    /** {@code log P(T <= z)}. */
    static Var logLower(Var z, Var nu) {
        Var ratio = z.abs().div(nu.sqrt());
        Var line = ratio.square().lt(LINE);
        Var bounded = and(Functions.not(line), ratio.lt(Double.POSITIVE_INFINITY));
        Var beyond = logBeyond(where(bounded, ratio, ONE), nu).minus(Constants.LOG_2);
        Var all = where(Functions.isNaN(z), z, Var.constant(Double.NEGATIVE_INFINITY));
        Var tail = where(bounded, beyond, all);
        Var near = Functions.log1p(where(line, z, Var.constant(0.0))
                        .times(densityAtZero(nu))
                        .times(2))
                .minus(Constants.LOG_2);
        return where(line, near, where(z.gt(0), LogMath.log1mExp(tail), tail));
    }

    /** {@code log P(|T| > z)} for z above 0. */
    static Var logOutside(Var z, Var nu) {
        Var ratio = z.div(nu.sqrt());
        Var line = ratio.square().lt(LINE);
        Var bounded = and(Functions.not(line), ratio.lt(Double.POSITIVE_INFINITY));
        Var all = where(Functions.isNaN(z), z, Var.constant(Double.NEGATIVE_INFINITY));
        Var tail = where(bounded, logBeyond(where(bounded, ratio, ONE), nu), all);
        Var near = Functions.log1p(
                where(line, z, Var.constant(0.0)).times(densityAtZero(nu)).times(-2));
        return where(line, near, tail);
    }

    /** {@code log P(|T| <= z)} for z above 0. */
    static Var logInside(Var z, Var nu) {
        Var ratio = z.div(nu.sqrt());
        Var bounded = ratio.lt(Double.POSITIVE_INFINITY);
        Odds at = Odds.of(where(bounded, ratio, ONE));
        Var inside = LowerBetaTail.log(
                HALF, nu.times(0.5), at.share(), at.rest(), at.logRatio().times(2));
        return where(bounded, inside, where(Functions.isNaN(z), z, Var.constant(0.0)));
    }

    /** {@code log P(|T| > r sqrt(nu))} for a ratio r above 0. */
    private static Var logBeyond(Var ratio, Var nu) {
        Odds at = Odds.of(ratio);
        return LowerBetaTail.log(
                nu.times(0.5), HALF, at.rest(), at.share(), at.logRatio().times(-2));
    }

    /**
     * The square of a ratio as a share of itself and 1.
     *
     * @param share {@code r^2 / (1 + r^2)}
     * @param rest {@code 1 / (1 + r^2)}
     * @param logRatio used where one of them underflows
     */
    private record Odds(Var share, Var rest, Var logRatio) {

        static Odds of(Var ratio) {
            Var small = ratio.lt(1);
            Var least = where(small, ratio, ONE.div(ratio)).square();
            Var part = least.div(least.plus(1));
            Var most = ONE.div(least.plus(1));
            return new Odds(where(small, part, most), where(small, most, part), ratio.log());
        }
    }

    /** The size that |T| does not exceed, or exceeds, with probability q. */
    static Var size(Var q, boolean exceeds, Var nu) {
        Var logOdds = BetaQuantile.of(!exceeds, false, nu.times(0.5), HALF, q);
        return logOdds.times(-0.5).exp().times(nu.sqrt());
    }

    /** The density of T at 0. */
    static Var densityAtZero(Var nu) {
        return Lbeta.of(nu.times(0.5), HALF).unaryMinus().exp().div(nu.sqrt());
    }

    /** The number that T does not exceed with probability q. */
    static Var quantile(Var q, Var nu) {
        Var lower = q.lt(0.5);
        Var tail = where(lower, q, ONE.minus(q));
        Var fromMiddle = q.minus(0.5);
        Var line = fromMiddle.abs().lt(MIDDLE);
        Var some = and(tail.gt(0), Functions.not(line));
        Var logOdds = BetaQuantile.of(
                false,
                false,
                nu.times(0.5),
                HALF,
                where(some, tail, Var.constant(0.25)).times(2));
        Var size = logOdds.times(-0.5).exp().times(nu.sqrt());
        Var end = where(
                Functions.equal(tail, Var.constant(0.0)),
                Var.constant(Double.POSITIVE_INFINITY),
                Var.constant(Double.NaN));
        Var distance = where(some, size, end);
        Var near = where(line, fromMiddle, Var.constant(0.0)).div(densityAtZero(nu));
        return where(line, near, where(lower, distance.unaryMinus(), distance));
    }
}
