package ppl.backend.spi.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.op.Prim.Routine;

/** A unit of work. Kernels of a plan run one after the other. */
public sealed interface Kernel {

    /** The numbers of the buffers that it names, those of kernels inside included. */
    List<Integer> buffers();

    /**
     * A loop nest, or straight-line code if it has no axes.
     *
     * @param sizes the lengths of its axes, outermost first, none 0 or 1
     * @param kept the number of leading axes that folds keep; the others are reduced. Equals the number of axes if the
     *     nest has no fold
     * @param steps the values of one iteration, operands before users; all are computed before the first sink
     * @param sinks what an iteration leaves behind
     */
    record LoopNest(List<Integer> sizes, int kept, List<Step> steps, List<Sink> sinks) implements Kernel {
        /** Copies the lists. */
        public LoopNest {
            sizes = List.copyOf(sizes);
            steps = List.copyOf(steps);
            sinks = List.copyOf(sinks);
        }

        @Override
        public List<Integer> buffers() {
            List<Integer> ids = new ArrayList<>();
            accesses().forEach(a -> ids.add(a.buffer()));
            return ids;
        }

        /** The elements that an iteration reads and writes, in the order of steps and sinks. */
        public List<Access> accesses() {
            List<Access> all = new ArrayList<>();
            for (Step step : steps) {
                switch (step) {
                    case Step.Load load -> all.add(load.from());
                    case Step.Gather gather -> all.add(gather.from());
                    case Step.Immediate _, Step.Position _, Step.Apply _ -> {}
                }
            }
            sinks.forEach(sink -> all.add(sink.to()));
            return all;
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
    record Fill(int buffer, Tensor value) implements Kernel {
        @Override
        public List<Integer> buffers() {
            return List.of(buffer);
        }
    }

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
            implements Kernel {
        @Override
        public List<Integer> buffers() {
            return List.of(index.buffer(), places, longGroups, counters);
        }
    }

    /**
     * Takes the sums from their accumulators: those of long groups combine their blocks in the
     * {@link ppl.graph.op.CanonicalOrder}. The accumulators are overwritten.
     *
     * @param from buffer {@code [before, accumulators, after]}
     * @param longGroups buffer that lists the groups of several blocks, see {@link IndexPlan}
     * @param to buffer of sums {@code [before, groups, after]}
     */
    record GroupSums(int from, int accumulators, int longGroups, int groups, int before, int after, int to)
            implements Kernel {
        @Override
        public List<Integer> buffers() {
            return List.of(from, longGroups, to);
        }
    }

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

        @Override
        public List<Integer> buffers() {
            return Stream.concat(Stream.of(condition.buffer()), of(then, otherwise))
                    .toList();
        }
    }

    /**
     * Kernels run once in each row of a sequence, on buffers of the same plan; what moves with the rows are windows
     * ({@link Buffer.Place.Window}). Steps that are fewer than 0 are none, more than the rows are as many as the rows.
     *
     * @param rows the most steps
     * @param steps int64, one number: the steps to be made
     * @param counter buffer of int64: the row of the step. Forwards rows are 0, 1, ..., backwards they end with 0
     * @param backward true if it begins with the last row to be made
     * @param condition asked before each step; null if all are made
     * @param step in the order in which they run
     * @param made buffer of int64: after the loop, the steps made
     */
    record Loop(
            int rows,
            View steps,
            int counter,
            boolean backward,
            @Nullable Condition condition,
            List<Kernel> step,
            int made)
            implements Kernel {
        /** Copies the list. */
        public Loop {
            step = List.copyOf(step);
        }

        @Override
        public List<Integer> buffers() {
            Stream<Integer> asked = condition == null
                    ? Stream.of()
                    : Stream.concat(Stream.of(condition.goOn()), of(condition.kernels()));
            Stream<Integer> own = Stream.of(steps.buffer(), counter, made);
            return Stream.of(own, asked, of(step)).flatMap(x -> x).toList();
        }
    }

    /**
     * What a loop asks before each step.
     *
     * @param kernels what computes the answer
     * @param goOn buffer of one truth value: the loop ends where it is false
     */
    record Condition(List<Kernel> kernels, int goOn) {
        /** Copies the list. */
        public Condition {
            kernels = List.copyOf(kernels);
        }
    }

    /** A procedure on whole tensors, such as a matrix product. */
    record LibraryCall(Routine op, List<View> operands, View result) implements Kernel {
        /** Copies the operands. */
        public LibraryCall {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Integer> buffers() {
            return Stream.concat(operands.stream(), Stream.of(result))
                    .map(View::buffer)
                    .toList();
        }
    }

    @SafeVarargs
    private static Stream<Integer> of(List<Kernel>... lists) {
        return Stream.of(lists).flatMap(List::stream).flatMap(k -> k.buffers().stream());
    }
}
