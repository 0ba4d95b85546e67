package ppl.aeppl.bijector;

import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
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
    public Value forward(Var u) {
        Var x = lo.plus(width().times(Sigmoid.of(u)));
        Var logWidth = width().log();
        return new Value(
                x,
                true,
                new Value.Distance(lo, logWidth.minus(Softplus.of(u.unaryMinus()))),
                new Value.Distance(hi, logWidth.minus(Softplus.of(u))));
    }

    @Override
    public Var inverse(Var x) {
        return x.minus(lo).log().minus(hi.minus(x).log());
    }

    /** Symmetric in u, so that it is exact in both tails. */
    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape())
                .plus(width().log())
                .minus(Softplus.of(u.unaryMinus()))
                .minus(Softplus.of(u));
    }

    private Var width() {
        return hi.minus(lo);
    }
}
