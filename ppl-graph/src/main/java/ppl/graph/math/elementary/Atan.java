package ppl.graph.math.elementary;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.kernel.Bounds;

/**
 * The angle in (-pi/2, pi/2) whose tangent is x: by {@code (x - 1) / (x + 1)} between tan(pi/8) and tan(3 pi/8), by
 * {@code -1 / x} above.
 *
 * <p><b>Numerics</b>: at most 2 ulp (worst seen 1.6 over 7e5 points); the sign of zeros is kept. 33 operations and a
 * division.
 */
public record Atan() implements Univariate {

    private static final double TAN_PI_8 = 0.41421356237309503;
    private static final double TAN_3PI_8 = 2.414213562373095;
    private static final double QUARTER_PI = 0x1.921fb54442d18p-1;
    private static final double QUARTER_PI_LOW = 0x1.1a62633145c07p-55;

    /** (atan(t) / t - 1) / t^2 in t^2, |t| <= tan(pi/8); error below 2^-59. */
    private static final double[] SERIES = {
        -0x1.555555555553dp-2,
        0x1.999999999588fp-3,
        -0x1.24924922ae91dp-3,
        0x1.c71c70e68c3b2p-4,
        -0x1.745cf8e9db7dfp-4,
        0x1.3b1119f750a0bp-4,
        -0x1.10ebc0e44442cp-4,
        0x1.df0fb6a204291p-5,
        -0x1.9cd44b7c530e1p-5,
        0x1.37d8ba005d043p-5,
        -0x1.256f2cbc96545p-6
    };

    /** {@code atan x}. */
    public static Var of(Var x) {
        return Univariate.at(new Atan(), x);
    }

    @Override
    public String name() {
        return "atan";
    }

    @Override
    public Var value(Var x) {
        Var a = abs(x);
        Var middle = gt(a, TAN_PI_8);
        Var high = gt(a, TAN_3PI_8);
        Var numerator = select(high, -1, select(middle, sub(a, 1), a));
        Var denominator = select(high, a, select(middle, add(a, 1), 1));
        Var t = div(numerator, denominator);
        Var z = mul(t, t);
        Var base = select(high, 2 * QUARTER_PI, select(middle, QUARTER_PI, 0.0));
        Var baseLow = select(high, 2 * QUARTER_PI_LOW, select(middle, QUARTER_PI_LOW, 0.0));
        Var y = add(base, add(t, fma(mul(t, z), poly(z, SERIES), baseLow)));
        return select(lt(a, 0x1p-28), x, select(lt(x, 0), neg(y), y));
    }

    @Override
    public Var slope(Var x, Var y) {
        return reciprocal(add(mul(x, x), 1));
    }

    @Override
    public Interval bounds(Interval x) {
        return Bounds.increasing(x, Math::atan, new Interval(-1.5707963267948968, 1.5707963267948968));
    }
}
