package ppl.graph.compile;

/** How freely a backend may compute. */
public enum NumericMode {
    /** Bitwise the same results on every backend, lane width and thread count. */
    STRICT,
    /** Vendor routines and free order of sums; accurate, not reproducible to the bit. */
    FAST
}
