package ppl.aeppl.bijector;

import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * A smooth one-to-one map from the whole line onto a support, element by element, so that samplers may move freely:
 * {@code x = forward(u)}.
 */
public sealed interface Bijector permits Identity, LowerBound, UpperBound, Bounded {

    /** The bijector that belongs to a support; the identity for whole numbers, which no smooth map reaches. */
    static Bijector of(Support support) {
        return switch (support) {
            case Support.Integers _ -> new Identity();
            case Support.RealInterval(Var lo, var _, Var hi, var _) ->
                lo == null
                        ? (hi == null ? new Identity() : new UpperBound(hi))
                        : (hi == null ? new LowerBound(lo) : new Bounded(lo, hi));
        };
    }

    /** Its name in messages and in names of unconstrained variables, such as {@code log}. */
    String name();

    /** The constrained value, with the logs of its distances to the bounds that the map knows exactly. */
    Value forward(Var u);

    /** The unconstrained value of a value strictly inside the support. */
    Var inverse(Var x);

    /** {@code log |dx/du|}, element by element. */
    LogTerms logJacobian(Var u);
}
