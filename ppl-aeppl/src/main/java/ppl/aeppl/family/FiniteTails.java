package ppl.aeppl.family;

import static ppl.graph.Functions.where;

import ppl.aeppl.law.EventProbability;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Tail probabilities of laws on 0, …, K−1 as sums of probabilities: exact in both tails, K terms for each element. */
public final class FiniteTails {

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

    private static Var column(Var x) {
        return Functions.expandDims(x.cast(DType.F64), -1);
    }

    private static Var sum(Var taken, Var logp) {
        return LogMath.logSumExp(where(taken, logp, Var.constant(Double.NEGATIVE_INFINITY)), -1);
    }
}
