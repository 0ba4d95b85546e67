package ppl.graph.compile;

/** How freely a backend may compute. */
public enum NumericMode {
    /** Bitwise the same results on every backend, lane width and thread count. */
    STRICT,
    /**
     * The same functions within the same bounds of accuracy, in the arithmetic that is fastest: a product and a sum in one rounding, polynomials and
     * sums in another order, other definitions of functions. Results differ from those of STRICT in their last digits, more where digits cancel, and so a seed has other draws. NaN
     * may stand where a polynomial overflows. A backend without faster arithmetic computes as in STRICT and says so in
     * {@link CompiledGraph#explain}. Bits may change with any version, and {@link ppl.graph.random.StreamVersion} does not count it.
     */
    FAST
}
