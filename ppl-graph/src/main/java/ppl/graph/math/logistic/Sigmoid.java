package ppl.graph.math.logistic;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.kernel.Bounds;

/**
 * The standard logistic distribution function {@code 1 / (1 + exp(-x))}, the inverse of logit.
 *
 * <p><b>Numerics</b>: at most 2.5 ulp on both sides; the exponential is the node {@code exp(-|x|)}, which softplus
 * and the derivatives share. 5 operations, a division and an exponential.
 */
public record Sigmoid() implements Univariate {

    /** {@code 1 / (1 + exp(-x))}. */
    public static Var of(Var x) {
        return Univariate.at(new Sigmoid(), x);
    }

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public Var value(Var x) {
        Var e = Exp.of(neg(abs(x)));
        return div(select(lt(x, 0), e, 1), add(e, 1));
    }

    /** {@code y (1 - y)} as {@code y * sigmoid(-x)}, accurate in both tails. */
    @Override
    public Var slope(Var x, Var y) {
        Var e = Exp.of(neg(abs(x)));
        return mul(y, div(select(lt(x, 0), 1, e), add(e, 1)));
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, v -> 1 / (1 + Math.exp(-v)), Interval.UNIT);
    }
}
