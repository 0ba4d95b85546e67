package ppl.graph.math.normal;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.MillsKernel;

/**
 * The complementary error function {@code 1 - erf(x)}.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.6 over 9e5 points), down to the smallest subnormal result. 83
 * operations and a division.
 */
public record Erfc() implements Univariate {

    /** {@code 1 - erf(x)}. */
    public static Var of(Var x) {
        return Univariate.at(new Erfc(), x);
    }

    @Override
    public String name() {
        return "erfc";
    }

    @Override
    public Var value(Var x) {
        Var tail = tail(abs(x));
        return select(lt(x, 0), sub(2, tail), tail);
    }

    /** {@code erfc(a)} for a >= 0. */
    static Var tail(Var a) {
        Var within = atMost(28, a);
        return MillsKernel.erf(within).tail(within, 1, 0);
    }

    @Override
    public Var slope(Var x, Var y) {
        return neg(Erf.density(x));
    }

    @Override
    public Interval bounds(Interval x) {
        return new Interval(x.hi() <= 0 ? 1 : 0, x.lo() >= 0 ? 1 : 2);
    }
}
