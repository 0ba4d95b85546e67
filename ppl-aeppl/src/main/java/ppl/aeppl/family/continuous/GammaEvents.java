package ppl.aeppl.family.continuous;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import ppl.aeppl.family.Tails;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.incomplete.LogGammaTail;

/**
 * Probabilities of intervals of a gamma law. Where x times the rate is next to nothing, the lower tail is the first term of its series, which
 * needs the log of the product alone.
 */
final class GammaEvents {

    private static final double FIRST_TERM_ALONE = 0x1p-1000;

    private GammaEvents() {}

    /** The probabilities. */
    static EventProbability of(Var shape, Var rate) {
        return Tails.continuous(x -> tail(false, x, shape, rate), x -> tail(true, x, shape, rate));
    }

    /** The log of a tail; beyond the support that of nothing or of all, without a slope. */
    private static Var tail(boolean upper, Var x, Var shape, Var rate) {
        Var one = Var.constant(1.0);
        Var inside = and(x.gt(0), x.lt(Double.POSITIVE_INFINITY));
        Var safe = where(inside, x, one);
        Var product = safe.times(rate);
        Var tiny = product.lt(FIRST_TERM_ALONE);
        Var first = shape.times(where(tiny, safe, one).log().plus(rate.log())).minus(Lgamma.of(shape.plus(1)));
        Var body = LogGammaTail.of(upper, shape, where(tiny, one, product));
        Var log = where(tiny, upper ? LogMath.log1mExp(first) : first, body);
        Var never = Var.constant(Double.NEGATIVE_INFINITY);
        Var always = Var.constant(0.0);
        Var beyond = where(x.le(0), upper ? always : never, where(x.gt(0), upper ? never : always, x));
        return where(inside, log, beyond);
    }
}
