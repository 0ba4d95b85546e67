package ppl.graph.resize;

/**
 * What becomes of the positions along an axis.
 *
 * @param moved whether some position that there was means something else now, or nothing
 * @param reordered whether it means something else, other than that there are more positions or fewer at the end
 * @param renewed whether the positions are other rows, though they have the same numbers
 */
record Change(boolean moved, boolean reordered, boolean renewed) {

    /** Each position means what it meant. */
    static final Change NONE = new Change(false, false, false);

    /** Whether this says more than another. */
    boolean saysMoreThan(Change other) {
        return weight() > other.weight();
    }

    private int weight() {
        return reordered ? 3 : moved ? 2 : renewed ? 1 : 0;
    }
}
