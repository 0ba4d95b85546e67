package ppl.backend.spi.fuse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * One thing to compute over one iteration space. A statement is equal to itself alone.
 *
 * @param number its place among the statements of its program, operands first
 * @param node what it computes, or computes a slice of
 * @param domain the axis lengths of the iteration space, those of 1 included
 * @param space the same as loops see it
 * @param effect what becomes of the operands
 * @param operands what it reads
 */
record Statement(int number, Var node, int[] domain, Space space, Effect effect, List<Operand> operands) {

    /** What becomes of the operands. */
    sealed interface Effect {
        /** A value of its own in each iteration. */
        record Value() implements Effect {}

        /**
         * The first operand, written to a strided slice of the node's buffer.
         *
         * @param offset the element at position 0
         * @param strides one for each axis of the domain
         */
        record InsertSlice(int offset, int[] strides) implements Effect {}

        /** The first operand, written to the array of an output that has it from elsewhere. */
        record Copy(int output) implements Effect {}

        /** The first operand, combined over axes. */
        record Fold() implements Effect {}

        /** The first operand, added by group at places that follow from the second. */
        record GroupSum() implements Effect {}

        /** A library call. */
        record Call() implements Effect {}

        /** An operation with bodies, for all the results that are used; the node is the first of these. */
        record Bodied() implements Effect {}
    }

    /**
     * A node that a statement reads.
     *
     * @param view the elements it reads
     * @param axes the axis of the domain that each axis of the view follows; -1 for the axis that is indexed
     * @param fused the statement whose value, in the same iteration, is the element, if there is one
     */
    record Operand(StridedView view, int[] axes, @Nullable Statement fused) {}

    /** Copies the operands. */
    Statement {
        operands = List.copyOf(operands);
    }

    boolean isValue() {
        return effect instanceof Effect.Value;
    }

    boolean isGroupSum() {
        return effect instanceof Effect.GroupSum;
    }

    /** True if whatever it reads of another statement is that one's value in the same iteration. */
    boolean fusesWith(Statement source) {
        boolean fused = false;
        for (Operand o : operands) {
            if (o.view().base() == source.node) {
                if (o.fused() != source) {
                    return false;
                }
                fused = true;
            }
        }
        return fused;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return number;
    }
}
