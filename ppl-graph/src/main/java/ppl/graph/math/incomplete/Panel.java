package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Reductions;
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.Exp;
import ppl.graph.op.Broadcast;

/**
 * Integrals of {@code exp(-h)} from 0 on for convex h with {@code h(0) = 0}, up to where h has passed {@link #CUT}: 32 points of
 * Gauss and Legendre for each element, on an axis of their own. The integrals of this package are of one hump at most as long as
 * that, for which 24 points leave 1e-11 and 32 nothing that float64 shows.
 *
 * <p>The end is no variable: what lies beyond it is below the last bit, so derivatives pass through h alone.
 *
 * @param end of the interval, for each element
 * @param shape of an element's integrand: that of the elements and the points
 * @param at the points
 */
record Panel(Var end, Shape shape, Var at) {

    /** What h is at the end of an interval: exp(-37) is below half an ulp of 1. */
    static final double CUT = 37;

    private static final Extent POINTS = Extent.of(32);

    private static final Var PLACES = Var.constant(new double[] {
        0x1.66a18fbf64a0fp-10, 0x1.d77b63ad0c91bp-8, 0x1.20aae7fac455ap-6, 0x1.0a9fed30405eep-5,
        0x1.a8ab25d459a36p-5, 0x1.347ec0a5e57b4p-4, 0x1.a4e5adf8ed0ebp-4, 0x1.123ed9c52d88dp-3,
        0x1.590aec76f00edp-3, 0x1.a62dd72d3a6b8p-3, 0x1.f8ef3af329ac5p-3, 0x1.2844a541c8387p-2,
        0x1.5615518d42105p-2, 0x1.857c20798fdadp-2, 0x1.b607c563a0372p-2, 0x1.e74437b7733b6p-2,
        0x1.0c5de42446625p-1, 0x1.24fc1d4e2fe47p-1, 0x1.3d41efc338129p-1, 0x1.54f557395ef7dp-1,
        0x1.6bddad5f1be3cp-1, 0x1.81c431433594fp-1, 0x1.96748a34b1652p-1, 0x1.a9bd44e243fc5p-1,
        0x1.bb70498eb49ddp-1, 0x1.cb634a40e25e3p-1, 0x1.d97027eb43509p-1, 0x1.e5754da2ba65dp-1,
        0x1.ef56012cfbfa1p-1, 0x1.f6faa8c029dd5p-1, 0x1.fc510938a5e6ep-1, 0x1.ff4caf38204dbp-1
    });

    private static final Var WEIGHTS = Var.constant(new double[] {
        0x1.cbf8bc743cc5cp-9, 0x1.0aa3c248696c9p-7, 0x1.a0060a8531ffap-7, 0x1.18c5800a355d9p-6,
        0x1.5ee963a335495p-6, 0x1.a1c6ae961fbfap-6, 0x1.e0bd76c924981p-6, 0x1.0d9b9a62cac10p-5,
        0x1.2854103b35e0cp-5, 0x1.40483e126fd14p-5, 0x1.553ee25ebebc6p-5, 0x1.6705e18e13ed1p-5,
        0x1.7572bdb3f6e51p-5, 0x1.8062fc0f6fef9p-5, 0x1.87bc776f8c6d7p-5, 0x1.8b6d9eaec77adp-5,
        0x1.8b6d9eaec77adp-5, 0x1.87bc776f8c6d7p-5, 0x1.8062fc0f6fef9p-5, 0x1.7572bdb3f6e51p-5,
        0x1.6705e18e13ed1p-5, 0x1.553ee25ebebc6p-5, 0x1.40483e126fd14p-5, 0x1.2854103b35e0cp-5,
        0x1.0d9b9a62cac10p-5, 0x1.e0bd76c924981p-6, 0x1.a1c6ae961fbfap-6, 0x1.5ee963a335495p-6,
        0x1.18c5800a355d9p-6, 0x1.a0060a8531ffap-7, 0x1.0aa3c248696c9p-7, 0x1.cbf8bc743cc5cp-9
    });

    /** (exp(x) - 1 - x) / x^2 for |x| < 1/2. */
    private static final double[] EXP = {
        1.0 / 2,
        1.0 / 6,
        1.0 / 24,
        1.0 / 120,
        1.0 / 720,
        1.0 / 5040,
        1.0 / 40320,
        1.0 / 362880,
        1.0 / 3628800,
        1.0 / 39916800,
        1.0 / 479001600,
        1.0 / 6227020800.0,
        1.0 / 87178291200.0,
        1.0 / 1307674368000.0
    };

    /** The points of the intervals up to these ends. */
    static Panel upTo(Var end) {
        Var fixed = Gradient.stop(end);
        Shape shape = end.shape().concat(Shape.of(List.of(POINTS)));
        Var places = Broadcast.into(PLACES, shape, end.rank());
        Panel panel = new Panel(fixed, shape, places);
        return new Panel(fixed, shape, mul(panel.spread(fixed), places));
    }

    /** The same number at all points of an element. */
    Var spread(Var x) {
        return Broadcast.into(x, shape, IntStream.range(0, x.rank()).toArray());
    }

    /** The integrals of {@code exp(-h)}. */
    Var integral(Var h) {
        Var weights = Broadcast.into(WEIGHTS, shape, end.rank());
        return mul(end, Reductions.sum(mul(weights, Exp.of(neg(h))), end.rank()));
    }

    /** {@code exp(x) - 1 - x}, without a derivative: of points, which have none. */
    static Var expRest(Var x) {
        return select(lt(abs(x), 0.5), mul(mul(x, x), poly(x, EXP)), sub(sub(Exp.of(x), 1), x));
    }
}
