package ppl.aeppl.rule.mixture;

import static ppl.graph.Functions.where;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.LogTerms.Term;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The log of a weighted sum of densities, along a last axis of components. Terms of one density that are the same for all
 * components are added to the sum; those that are the same for all elements of a batch are added to the weights. So what is left
 * for each component of each element is what differs there.
 */
final class Weighted {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    private Weighted() {}

    static LogTerms sum(LogTerms each, Var logWeights) {
        Shape batch = each.shape().slice(0, each.shape().rank() - 1);
        LogTerms outside = LogTerms.zero(batch);
        Var shared = logWeights;
        Var own = null;
        for (Term t : each.terms()) {
            Var body = t.coefficient() == 1 ? t.body() : t.body().times(t.coefficient());
            if (body.rank() == 0) {
                outside = outside.plus(body);
            } else if (!body.shape().equals(each.shape())) {
                shared = shared.plus(body);
            } else {
                own = own == null ? body : own.plus(body);
            }
        }
        Var counted = isFinite(logWeights)
                ? plus(own, shared, each.shape())
                : where(
                        Functions.broadcastTo(logWeights.gt(Double.NEGATIVE_INFINITY), each.shape()),
                        plus(own, shared, each.shape()),
                        NEVER);
        Var sum = LogMath.logSumExp(counted, -1);
        return outside.plus(where(sum.gt(Double.NEGATIVE_INFINITY), sum, NEVER));
    }

    /** Log-densities that have no slope where they are −∞: what counts for nothing has no influence there, however steep it is. */
    static LogTerms counted(LogTerms each) {
        Var all = each.elementwise();
        Var none = all.le(Double.NEGATIVE_INFINITY);
        return LogTerms.zero(each.shape()).plus(where(none, NEVER, all));
    }

    private static Var plus(@Nullable Var own, Var shared, Shape each) {
        return own == null ? Functions.broadcastTo(shared, each) : own.plus(shared);
    }

    private static boolean isFinite(Var logWeights) {
        Tensor known = logWeights.constantValue();
        for (int i = 0; known != null && i < known.length(); i++) {
            if (known.doubleAt(i) == Double.NEGATIVE_INFINITY) {
                return false;
            }
        }
        return known != null;
    }
}
