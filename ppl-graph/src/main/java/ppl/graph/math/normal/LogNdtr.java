package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.LogKernel;
import ppl.graph.math.kernel.MillsKernel;

/**
 * The logarithm of the standard normal distribution function, in both tails: {@code -x^2/2 + log(erfcx(|x|/sqrt 2)/2)}
 * below 0, {@code log1p} of minus the upper tail above. The logarithm of the survival function is its value at -x.
 *
 * <p><b>Numerics</b>: at most 3 ulp for every x (worst seen 2.2 over 10^6 points); -inf only where {@code -x^2/2}
 * overflows. 130 operations and 2 divisions.
 */
public record LogNdtr() implements Univariate {

    /** The log-probability that a standard normal variable is at most {@code x}. */
    public static Var of(Var x) {
        return Univariate.at(new LogNdtr(), x);
    }

    @Override
    public String name() {
        return "log_ndtr";
    }

    @Override
    public Var value(Var x) {
        Var below = lt(x, 0);
        Var a = atMost(1e100, abs(x));
        MillsKernel mills = MillsKernel.normal(a);
        LogKernel.Pair g = mills.pair();
        Var q = mills.tail(atMost(40, a), 0.5, 1);
        Var rest = sub(1, q);
        Var high = select(below, mul(g.high(), 0.5), rest);
        Var low = select(below, mul(g.low(), 0.5), sub(sub(1, rest), q));
        Var slopeless = select(below, mul(x, -0.5), 0);
        Var y = fma(slopeless, x, LogKernel.logOfNormalSum(high, low));
        return select(lt(x, 40), y, select(Elementwise.isNaN(x), x, 0));
    }

    @Override
    public Var slope(Var x, Var y) {
        return InverseMills.of(x);
    }

    @Override
    public Interval bounds(Interval x) {
        return Interval.NON_POSITIVE;
    }
}
