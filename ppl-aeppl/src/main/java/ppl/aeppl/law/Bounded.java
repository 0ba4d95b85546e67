package ppl.aeppl.law;

import static ppl.aeppl.numeric.Constants.LOG_2;

import java.util.stream.IntStream;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;

/**
 * {@code x = lo + (hi - lo) sigmoid(u)}; the logit for (0, 1).
 *
 * @param lo lower end of the support
 * @param hi upper end of the support
 */
public record Bounded(Var lo, Var hi) implements Bijector {

    @Override
    public String name() {
        return lo.isSplat(0) && hi.isSplat(1) ? "logit" : "interval";
    }

    @Override
    public Support image() {
        return new Support.RealInterval(lo, false, hi, false);
    }

    @Override
    public Value forward(Var u) {
        Var logWidth = logWidth();
        return new Value(
                inside(u),
                true,
                new Value.Distance(lo, logWidth.minus(Softplus.of(u.unaryMinus()))),
                new Value.Distance(hi, logWidth.minus(Softplus.of(u))));
    }

    /** Between ends whose distance overflows a mean of both, which does not. */
    private Var inside(Var u) {
        return unit() == 1
                ? lo.plus(hi.minus(lo).times(Sigmoid.of(u)))
                : lo.times(Sigmoid.of(u.unaryMinus())).plus(hi.times(Sigmoid.of(u)));
    }

    @Override
    public Var inverse(Var x) {
        return length(lo, x).log().minus(length(x, hi).log());
    }

    /** Symmetric in u, so that it is exact in both tails. */
    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape())
                .plus(logWidth())
                .minus(Softplus.of(u.unaryMinus()))
                .minus(Softplus.of(u));
    }

    private Var logWidth() {
        Var log = length(lo, hi).log();
        return unit() == 1 ? log : log.plus(LOG_2);
    }

    /** In units of {@link #unit}. */
    private Var length(Var from, Var to) {
        return unit() == 1 ? to.minus(from) : to.times(0.5).minus(from.times(0.5));
    }

    /** One, or two where the ends are constants so far apart that their difference overflows. */
    private double unit() {
        Tensor width = hi.minus(lo).constantValue();
        boolean overflows =
                width != null && IntStream.range(0, width.length()).anyMatch(i -> Double.isInfinite(width.doubleAt(i)));
        return overflows ? 2 : 1;
    }
}
