package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.where;

import java.util.function.UnaryOperator;
import ppl.aeppl.numeric.DifferenceOfProducts;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;

/**
 * What the formulas of a negative binomial law need of its parameters: each without loss of digits, whichever are given.
 *
 * @param alpha how many successes are waited for
 * @param mean how many failures are expected before the last; may overflow
 * @param success the probability p of a success
 * @param failure 1 − p
 * @param logSuccess the log of p, also where that underflows
 * @param logFailure the log of 1 − p, likewise
 * @param gapOf {@code alpha (1 - p) - k p} of a count k: by how much it is below its mean, times p
 */
record Failures(
        Var alpha, Var mean, Var success, Var failure, Var logSuccess, Var logFailure, UnaryOperator<Var> gapOf) {

    private static final double HUGE = 0x1p1000;
    private static final Var ONE = Var.constant(1.0);
    private static final Var ZERO = Var.constant(0.0);

    static Failures byMean(Var alpha, Var mean, Var logMean) {
        return byOdds(alpha, mean.div(alpha), logMean.minus(alpha.log()), mean);
    }

    /** By the mean over alpha, which is {@code (1 - p) / p}. */
    static Failures byOdds(Var alpha, Var odds) {
        return byOdds(alpha, odds, odds.log(), alpha.times(odds));
    }

    /** From odds of 2^1000 on a failure is certain; p is known by its log. */
    private static Failures byOdds(Var alpha, Var odds, Var logOdds, Var mean) {
        Var fits = odds.lt(HUGE);
        Var usable = where(fits, odds, ONE);
        Var success = where(fits, ONE.div(usable.plus(1)), ZERO);
        Var expected = where(fits, mean, ZERO);
        Var many = odds.gt(1);
        Var few = where(many, ONE, odds);
        Var inverse = ONE.div(where(many, odds, ONE));
        return new Failures(
                alpha,
                mean,
                success,
                where(many, ONE.div(inverse.plus(1)), few.div(few.plus(1))),
                where(fits, Log1p.of(usable), logOdds).unaryMinus(),
                where(many, Log1p.of(inverse).unaryMinus(), logOdds.minus(Log1p.of(few))),
                k -> where(fits, success.times(expected.minus(k)), alpha));
    }

    /** With what rounding took from 1 − p, so that the gap has its digits for any p. */
    static Failures byProbability(Var alpha, Var p) {
        Var failure = ONE.minus(p);
        Var missing = ONE.minus(failure).minus(p).times(alpha);
        return new Failures(
                alpha,
                alpha.times(failure).div(p),
                p,
                failure,
                p.log(),
                Log1p.of(p.unaryMinus()),
                k -> DifferenceOfProducts.of(alpha, failure, k, p).plus(missing));
    }

    Var gap(Var k) {
        return gapOf.apply(k);
    }

    Var variance() {
        return mean.div(success);
    }
}
