package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.atMost;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;

/**
 * The hyperbolic tangent, {@code e / (e + 2)} with {@code e = exp(2|x|) - 1}.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.7 over 10^6 points); the sign of zeros is kept. 52 operations and a
 * division.
 */
public record Tanh() implements Univariate {

    /** {@code tanh x}. */
    public static Var of(Var x) {
        return Univariate.at(new Tanh(), x);
    }

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public Var value(Var x) {
        Var a = abs(x);
        Var e = Expm1.large(atMost(40, add(a, a)));
        Var d = add(e, 2);
        Var dLow = sub(e, sub(d, 2));
        Var r = reciprocal(d);
        Var q = mul(e, r);
        Var y = fma(fma(neg(q), dLow, fma(neg(q), d, e)), r, q);
        return select(lt(a, 0x1p-28), x, select(lt(x, 0), neg(y), y));
    }

    /**
     * {@code 1 - y^2} loses its digits where |y| is near 1; {@code 4 e / (1 + e)^2} with {@code e = exp(-2|x|)} does
     * not.
     */
    @Override
    public Var slope(Var x, Var y) {
        Var a = abs(x);
        Var e = Exp.of(neg(add(a, a)));
        Var d = reciprocal(add(e, 1));
        return mul(mul(mul(e, 4), d), d);
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::tanh, new Interval(-1, 1));
    }
}
