package ppl.aeppl.family;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.normal.NdtriExp;

/**
 * Quantiles of laws on 0, 1, … whose tails are smooth functions of real numbers too: Newton's iteration on the log of the smaller tail,
 * then the least whole number around it that is large enough, so that they are exact at the steps. They are float64, ∞ where the
 * law has no last value, and have slope 0.
 *
 * <p><b>Numerics:</b> probabilities within 2<sup>−45</sup> of a step, relative in the log of the smaller tail, count as that step: so
 * much rounding may move them.
 */
public final class CountQuantile {

    private static final long MOST = 100;
    private static final double SLACK = 0x1p-45;

    private final Tails tails;
    private final Var mean;
    private final Var deviation;
    private final Var skewness;
    private final Var last;

    private CountQuantile(Tails tails, Var mean, Var deviation, Var skewness, Var last) {
        this.tails = tails;
        this.mean = mean;
        this.deviation = deviation;
        this.skewness = skewness;
        this.last = last;
    }

    /**
     * The quantiles.
     *
     * @param tails logs of the tails at any real number of at least 0
     * @param mean for the first guess, as the two that follow
     * @param last the last value as float64, or ∞
     */
    public static Quantile of(Tails tails, Var mean, Var deviation, Var skewness, Var last) {
        CountQuantile q = new CountQuantile(tails, mean, deviation, skewness, last);
        return new Quantile(p -> q.at(p, false), p -> q.at(p, true));
    }

    private Var at(Var p, boolean upper) {
        Var inside = and(p.gt(0), p.lt(1));
        Var q = where(inside, p, Var.constant(0.5));
        Var small = q.le(0.5);
        Var lower = upper ? Functions.not(small) : small;
        Var log = where(small, q.log(), Functions.log1p(q.unaryMinus()));
        Var found = Gradient.stop(step(nearly(log, lower), log, lower));
        Var none = Functions.equal(p, Var.constant(upper ? 1.0 : 0.0));
        Var all = Functions.equal(p, Var.constant(upper ? 0.0 : 1.0));
        Var end = where(none, Var.constant(0.0), where(all, last, Var.constant(Double.NaN)));
        return where(inside, found, end);
    }

    private Var tail(Var k, Var lower) {
        return where(lower, tails.logcdf().apply(Value.of(k)), tails.logsf().apply(Value.of(k)));
    }

    /** A real number at which the tail is nearly what it should be, at least 0 and at most the last value. */
    private Var nearly(Var log, Var lower) {
        Var z = NdtriExp.of(log);
        Var up = where(lower, z, z.unaryMinus());
        Var guess = mean.plus(deviation.times(
                        up.plus(skewness.times(up.square().minus(1)).div(6))))
                .minus(0.5);
        Var start = within(where(deviation.gt(0), guess, mean));
        UnaryOperator<Var> gap = k -> tail(k, lower).minus(log);
        Var far = start.times(0).plus(Double.MAX_VALUE);
        return Functions.whileLoop(
                        List.of(start, far, Var.constant(0L)),
                        s -> and(Functions.any(s.get(1).abs().gt(0.25)), Functions.less(s.get(2), Var.constant(MOST))),
                        s -> {
                            Var k = s.get(0);
                            Var value = gap.apply(k);
                            Var slope = Objects.requireNonNull(
                                    Gradient.at(List.of(k), x -> gap.apply(x.getFirst()), Functions.onesLike(value))
                                            .getFirst());
                            Var usable = and(
                                    finite(value), and(finite(slope), Functions.notEqual(slope, Var.constant(0.0))));
                            Var one = Var.constant(1.0);
                            Var newton = where(usable, value, Var.constant(0.0)).div(where(usable, slope, one));
                            Var next = within(k.minus(newton));
                            return List.of(next, next.minus(k), Functions.add(s.get(2), Var.constant(1L)));
                        })
                .getFirst();
    }

    private static Var finite(Var x) {
        return x.abs().lt(Double.POSITIVE_INFINITY);
    }

    /** Just below the last value, beyond which nothing is left, the tail still has a log. */
    private Var within(Var k) {
        Var margin = Functions.maximum(last.times(0x1p-50), Var.constant(1e-3));
        Var finite = last.lt(Double.POSITIVE_INFINITY);
        Var most = where(finite, last.minus(where(finite, margin, Var.constant(0.0))), last);
        return Functions.minimum(Functions.maximum(k, Var.constant(0.0)), most);
    }

    /** The least whole number near a real one whose lower tail is large enough, or upper tail small enough. */
    private Var step(Var nearly, Var log, Var lower) {
        Var slack = Functions.maximum(log.abs(), Var.constant(1.0)).times(SLACK);
        Var first = Functions.maximum(Functions.floor(nearly).minus(1), Var.constant(0.0));
        Var k = first.plus(3);
        for (int i = 2; i >= 0; i--) {
            Var candidate = first.plus(i);
            Var tail = tail(candidate, lower);
            Var enough = where(lower, tail.ge(log.minus(slack)), tail.le(log.plus(slack)));
            k = where(enough, candidate, k);
        }
        return Functions.minimum(k, last);
    }
}
