package ppl.backend.spi.plan;

import java.util.List;
import ppl.graph.Tensor;
import ppl.graph.op.Prim.Routine;

/** A unit of work. Kernels of a plan run one after the other. */
public sealed interface Kernel {

    /**
     * A loop nest, or straight-line code if it has no axes.
     *
     * @param sizes the lengths of its axes, outermost first, none 0 or 1
     * @param kept the number of leading axes that folds keep; the others are reduced. Equals the number of axes if the
     *     nest has no fold
     * @param steps the values of one iteration, operands before users
     * @param sinks what an iteration leaves behind
     */
    record LoopNest(List<Integer> sizes, int kept, List<Step> steps, List<Sink> sinks) implements Kernel {
        /** Copies the lists. */
        public LoopNest {
            sizes = List.copyOf(sizes);
            steps = List.copyOf(steps);
            sinks = List.copyOf(sinks);
        }

        /** The number of iterations. */
        public int iterations() {
            return sizes.stream().reduce(1, Math::multiplyExact);
        }

        /** The number of elements that each fold combines into one. */
        public int reduced() {
            return sizes.subList(kept, sizes.size()).stream().reduce(1, Math::multiplyExact);
        }
    }

    /** Sets all elements of a buffer to one value. */
    record Fill(int buffer, Tensor value) implements Kernel {}

    /**
     * Finds the accumulator of each row of a sum by group whose index only a run tells, as
     * {@link IndexPlan} does for one known before.
     *
     * @param index the group of each row
     * @param groups the number of groups; rows of others are given the last accumulator
     * @param accumulators the most that can be needed
     * @param places buffer of int32: the accumulator of each row
     * @param longGroups buffer of int32: the groups of several blocks, then -1 if there is room left
     * @param counters buffer of int32 to work in, two for each group
     */
    record GroupLayout(View index, int groups, int accumulators, int places, int longGroups, int counters)
            implements Kernel {}

    /**
     * Takes the sums from their accumulators: those of long groups combine their blocks in the
     * {@link ppl.graph.op.CanonicalOrder}. The accumulators are overwritten.
     *
     * @param from buffer {@code [before, accumulators, after]}
     * @param longGroups buffer that lists the groups of several blocks, see {@link IndexPlan}
     * @param to buffer of sums {@code [before, groups, after]}
     */
    record GroupSums(int from, int accumulators, int longGroups, int groups, int before, int after, int to)
            implements Kernel {}

    /**
     * One of two lists of kernels, which touch buffers of the same plan: the first if the condition is true, else the second.
     *
     * @param condition one truth value
     * @param then in the order in which they run
     * @param otherwise in the order in which they run
     */
    record Branch(View condition, List<Kernel> then, List<Kernel> otherwise) implements Kernel {
        /** Copies the lists. */
        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** A procedure on whole tensors, such as a matrix product. */
    record LibraryCall(Routine op, List<View> operands, View result) implements Kernel {
        /** Copies the operands. */
        public LibraryCall {
            operands = List.copyOf(operands);
        }
    }
}
