package ppl.aeppl.rule.running;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/** How steps add up to a path along an axis, one-to-one. */
sealed interface Accumulated permits RunningSum, RunningProduct {

    /** As messages name the path. */
    String name();

    /** The path of steps. */
    Var path(Var steps, int axis);

    /** The steps of a path; of places where there is none by {@link #isPath}, any numbers. */
    Value steps(Var path, int axis);

    /** For each element whether the step to it is a number; a true scalar where that is certain. */
    Var isPath(Var path, int axis);

    /** The log of the absolute derivative of each step by the element of the path; null for 0. */
    @Nullable
    Var logSlope(Var path, int axis);

    /** Where paths of steps in a set lie. */
    Support support(Support ofSteps);
}
