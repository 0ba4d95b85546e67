package ppl.aeppl.numeric;

import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * {@code a b - c d} with the digits of the difference, also where the products cancel.
 *
 * <p><b>Numerics:</b> at most 1.5 ulp, as long as neither product over- or underflows.
 *
 * <p><b>Source:</b> Kahan's algorithm; Jeannerod, Louvet and Muller, "Further analysis of Kahan's algorithm for the accurate
 * computation of 2 x 2 determinants" (2013).
 */
public final class DifferenceOfProducts {

    private DifferenceOfProducts() {}

    /** {@code a b - c d}. */
    public static Var of(Var a, Var b, Var c, Var d) {
        Var product = c.times(d);
        Var missing = Functions.fma(c.unaryMinus(), d, product);
        return Functions.fma(a, b, product.unaryMinus()).plus(missing);
    }
}
