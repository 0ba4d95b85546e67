package ppl.aeppl.law;

/** What a density is a density against. */
public sealed interface BaseMeasure {

    /** Length, area, volume: continuous laws. */
    record Lebesgue() implements BaseMeasure {
        @Override
        public String toString() {
            return "Lebesgue";
        }
    }

    /** Counting: discrete laws; a density is a probability. */
    record Counting() implements BaseMeasure {
        @Override
        public String toString() {
            return "counting";
        }
    }

    /**
     * Lebesgue measure and a point mass at each atom of the law. At an atom only the atom's probability counts, since the
     * continuous part has none there.
     */
    record Mixed() implements BaseMeasure {
        @Override
        public String toString() {
            return "Lebesgue with atoms";
        }
    }

    /**
     * A measure on a set of fewer dimensions than its points have elements, such as a simplex: the one whose
     * density, times the Jacobian of the map onto the set ({@link Support#bijector}), is a density of the coordinates. Functions of
     * single elements of a draw have no density that follows from their slopes.
     *
     * @param rank the dimensions of one event
     */
    record Surface(int rank) implements BaseMeasure {
        @Override
        public String toString() {
            return "surface of dimension " + rank;
        }
    }

    /** Lebesgue measure. */
    BaseMeasure LEBESGUE = new Lebesgue();
    /** Counting measure. */
    BaseMeasure COUNTING = new Counting();
    /** Lebesgue measure with atoms. */
    BaseMeasure MIXED = new Mixed();

    /** True if a change of variables needs a Jacobian. */
    default boolean isContinuous() {
        return !(this instanceof Counting);
    }
}
