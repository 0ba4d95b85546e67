package ppl.aeppl.law;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /** Of each element its own: of a tensor whose parts are partly continuous and partly discrete. */
    record Product() implements BaseMeasure {
        @Override
        public String toString() {
            return "of each element its own";
        }
    }

    /** What the parts of a tensor are measured by together. */
    static BaseMeasure ofEach(List<BaseMeasure> parts) {
        Set<BaseMeasure> all = new LinkedHashSet<>(parts);
        if (all.size() == 1 && !(parts.getFirst() instanceof Surface)) {
            return parts.getFirst();
        }
        return all.stream().allMatch(m -> m instanceof Lebesgue || m instanceof Mixed) ? MIXED : new Product();
    }

    /**
     * The measure of events whose elements have this one: with atoms, a value has elements at them and elements that are not, so functions
     * of single elements have no one Jacobian.
     */
    default BaseMeasure ofEvents() {
        return this instanceof Mixed ? new Product() : this;
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
