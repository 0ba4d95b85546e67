package ppl.graph.math.kernel;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;

/** What the hyperbolic functions and their inverses share: half an exponential, the log of a sum that may overflow, odd functions. */
public final class HyperbolicKernel {

    /** From here on {@code 1 + x} and {@code x^2 + 1} are x and x^2, also for logarithms. */
    public static final double FAR = 0x1p60;

    /** Below this x is its own sine, tangent and their inverses, hyperbolic or not, to the last bit. */
    private static final double NEAR = 0x1p-28;

    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double MOST = 711;
    private static final double ROUND_HALVED = ExpKernel.ROUND - 1;

    private HyperbolicKernel() {}

    /** {@code exp(a) / 2} for a at least 0, at most 1 ulp off; it overflows only where the hyperbolic sine does. */
    public static Var halfExp(Var a) {
        Var x = atMost(MOST, a);
        Var t = ExpKernel.rounded(x, ROUND_HALVED);
        return ExpKernel.scale(add(ExpKernel.q(ExpKernel.rest(x, sub(t, ROUND_HALVED))), 1), t);
    }

    /** {@code a}, but 1 where it is so far out that its square might overflow. */
    public static Var near(Var a) {
        return select(gt(a, FAR), 1, a);
    }

    /** {@code log(1 + t)}, but {@code log(2 a)} where {@code a} is far out. */
    public static Var log(Var t, Var a) {
        Var far = gt(a, FAR);
        Var y = Log1p.of(select(far, a, t));
        return select(far, add(y, LN2), y);
    }

    /** The function at x whose value at |x| is {@code y}, where it changes its sign with x and has slope 1 at 0. */
    public static Var odd(Var x, Var y) {
        return select(lt(Exact.abs(x), NEAR), x, select(lt(x, 0), neg(y), y));
    }
}
