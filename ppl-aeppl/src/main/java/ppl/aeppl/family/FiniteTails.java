package ppl.aeppl.family;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Iota;

/** Tail probabilities and quantiles of laws on 0, …, K−1 as sums of probabilities: exact in both tails, K terms for each element. */
public final class FiniteTails {

    private static final double SLACK = 0x1p-45;

    private FiniteTails() {}

    /**
     * The tails.
     *
     * @param values 0, …, K−1 as float64, of shape [K]
     * @param logp their log-probabilities, of shape [.., K]
     */
    public static EventProbability of(Var values, Var logp) {
        return Tails.discrete(x -> sum(values.le(column(x)), logp), x -> sum(values.gt(column(x)), logp));
    }

    /**
     * The quantiles: float64, with slope 0.
     *
     * <p><b>Numerics:</b> probabilities within 2<sup>−45</sup> of a step, relative in the log of the smaller tail, count as that step.
     *
     * @param logp log-probabilities of 0, …, K−1, of shape [.., K]
     */
    public static Quantile quantile(Var logp) {
        return new Quantile(
                p -> least(logp, p.log(), Functions.log1p(p.unaryMinus())),
                q -> least(logp, Functions.log1p(q.unaryMinus()), q.log()));
    }

    /** The least value with so much at or below it and so little above, by the smaller of the two; NaN for no probability. */
    private static Var least(Var logp, Var logBelow, Var logAbove) {
        Var tooLittle = Functions.logcumsumexp(logp, -1).lt(column(logBelow.minus(slack(logBelow))));
        Var fromAbove = Functions.logcumsumexp(reversed(logp), -1); // log P(X >= k) for k from the last value to 0
        Var tooMuch = fromAbove.gt(column(logAbove.plus(slack(logAbove))));
        Var low = tooLittle.cast(DType.F64).sum(-1);
        Var high = Functions.maximum(tooMuch.cast(DType.F64).sum(-1).minus(1), Var.constant(0.0));
        Var known = logBelow.plus(logAbove).le(0);
        return Gradient.stop(where(known, where(logBelow.le(logAbove), low, high), Var.constant(Double.NaN)));
    }

    private static Var slack(Var log) {
        Var finite = log.gt(Double.NEGATIVE_INFINITY);
        return Functions.maximum(where(finite, log, Var.constant(0.0)).abs(), Var.constant(1.0))
                .times(SLACK);
    }

    private static Var reversed(Var x) {
        Extent length = x.shape().extent(-1);
        return Functions.take(x, length.asVar().minus(1).minus(Var.of(new Iota(length))), -1);
    }

    private static Var column(Var x) {
        return Functions.expandDims(x.cast(DType.F64), -1);
    }

    private static Var sum(Var taken, Var logp) {
        return LogMath.logSumExp(where(taken, logp, Var.constant(Double.NEGATIVE_INFINITY)), -1);
    }
}
