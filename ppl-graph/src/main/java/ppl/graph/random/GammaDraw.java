package ppl.graph.random;

import static ppl.graph.function.Elementwise.and;
import static ppl.graph.function.Elementwise.where;
import static ppl.graph.function.Special.log;
import static ppl.graph.function.Special.ndtri;

import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;

/**
 * Gamma draws of rate 1 on the log scale, where they never underflow. Marsaglia and Tsang, "A simple method for
 * generating gamma variables" (ACM TOMS 26, 2000), without the squeeze: at least 0.95 of the candidates are accepted.
 * A shape alpha below 1 is raised by 1 and the draw multiplied by {@code U^(1 / alpha)}.
 */
final class GammaDraw {

    private static final Candidates TRIES = new Candidates(12);

    private GammaDraw() {}

    /** The logarithm of a draw; NaN where alpha is not positive and finite. */
    static Var logOf(KeyVar key, Var alpha, Shape shape) {
        Shape all = key.each(shape);
        Var a = Axes.broadcastTo(alpha, all);
        boolean atLeast1 = a.range().lo() >= 1;
        Var raised = atLeast1 ? a : where(a.lt(1), a.plus(1), a);
        Var d = raised.minus(1.0 / 3);
        Var wideD = TRIES.repeat(d, all);
        KeyVar candidates = key.fold("candidates");
        Var x = ndtri(candidates.uniform(TRIES.of(shape)));
        Var u = candidates.secondUniform(TRIES.of(shape));
        Var root = x.div(wideD.sqrt().times(3)).plus(1);
        Var positive = root.gt(0);
        Var logV = log(where(positive, root, Var.constant(1.0))).times(3);
        Var v = root.times(root).times(root);
        Var bound = x.times(x).times(0.5).plus(wideD.times(logV.minus(v.minus(1))));
        Var accepted = and(positive, log(u).lt(bound));
        Var y = log(d).plus(TRIES.first(accepted, logV));
        Var boosted = atLeast1 ? y : y.plus(where(a.lt(1), boost(key, a, shape), Var.constant(0.0)));
        return where(and(a.gt(0), a.lt(Double.POSITIVE_INFINITY)), boosted, Var.constant(Double.NaN));
    }

    private static Var boost(KeyVar key, Var a, Shape shape) {
        return log(key.fold("boost").uniform(shape)).div(a);
    }
}
