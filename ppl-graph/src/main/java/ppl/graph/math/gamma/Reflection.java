package ppl.graph.math.gamma;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.eq;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import ppl.graph.Var;
import ppl.graph.function.Elementwise;

/**
 * What the reflection formulas need of an argument: its distance r in [-1/2, 1/2] from the nearest whole number, which
 * is exact.
 *
 * @param r the distance
 * @param square its square
 */
record Reflection(Var r, Var square) {

    /** (sin(pi r) / (pi r) - 1) / r^2 in r^2; error below 2^-61. */
    private static final double[] SINE = {
        -0x1.a51a6625307d3p+0,
        0x1.9f9cb402bc429p-1,
        -0x1.86a8e4720a1dcp-3,
        0x1.ac6805cc89ae5p-6,
        -0x1.33816997c2d32p-9,
        0x1.3746a187e0b51p-13,
        -0x1.d3e6a4e9be5d3p-18,
        0x1.07438a231de34p-22
    };

    /** (pi r cot(pi r) (1 - r^2) - 1) / r^2 in r^2; error below 2^-55.8. */
    private static final double[] COTANGENT = {
        -0x1.128d3312983e1p+2,
        0x1.200e86f16495fp+0,
        0x1.0a28a6099edd7p-3,
        0x1.b2b0cc465c7f1p-6,
        0x1.9411705b4eb7cp-8,
        0x1.885b2fd7dae8cp-10,
        0x1.8524eac83df6cp-12,
        0x1.6d72e29a0dd7dp-14,
        0x1.085ebf2ac3c72p-15
    };

    static Reflection at(Var x) {
        Var r = sub(x, Elementwise.rint(x));
        return new Reflection(r, mul(r, r));
    }

    /** {@code |sin(pi x)| / pi}. */
    Var sine() {
        return abs(fma(mul(r, square), poly(square, SINE), r));
    }

    /** {@code pi cot(pi x)}; NaN at whole numbers. */
    Var cotangent() {
        Var numerator = add(mul(square, poly(square, COTANGENT)), 1);
        return select(eq(r, 0), Double.NaN, div(numerator, mul(r, sub(1, square))));
    }
}
