package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Move;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.spi.plan.View;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;

/** Loops as a plan states them, without the planner. */
class LoopPlanTest {

    private static final int ROWS = 5;

    private final List<Buffer> buffers = new ArrayList<>();

    private int buffer(DType dtype, int length, Place place) {
        buffers.add(new Buffer(buffers.size(), dtype, length, place));
        return buffers.size() - 1;
    }

    private void run(List<Kernel> kernels, Object[] inputs, Object... outputs) {
        try (CompiledLoops loops =
                CompiledLoops.of(new KernelPlan(kernels, buffers), PrimitiveEmitter.specialized(), Tiers.NONE)) {
            loops.caller().call(inputs, outputs);
        }
    }

    private static View number(int buffer) {
        return new View(buffer, 0, List.of(), List.of());
    }

    private static Step load(int buffer, Integer... strides) {
        return new Step.Load(DType.F64, new Access(buffer, 0, List.of(strides)));
    }

    private static Sink store(int step, int buffer, Integer... strides) {
        return new Sink.Store(step, new Access(buffer, 0, List.of(strides)));
    }

    private static Step sum(int a, int b) {
        return new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(a, b));
    }

    private static LoopNest nest(List<Integer> sizes, List<Step> steps, Sink... sinks) {
        return new LoopNest(sizes, sizes.size(), steps, List.of(sinks));
    }

    /** The states (x, y) become (y + z, x), with x before each step kept; z is every second number from the second on. */
    private Object[] exchange(long steps, boolean backward, double limit) {
        int toMake = buffer(DType.I64, 1, new Place.Input(0));
        int sequence = buffer(DType.F64, 2 * ROWS, new Place.Input(1));
        int bound = buffer(DType.F64, 1, new Place.Input(2));
        int x = buffer(DType.F64, 1, new Place.Output(0));
        int stack = buffer(DType.F64, ROWS, new Place.Output(1));
        int made = buffer(DType.I64, 1, new Place.Output(2));
        int counter = buffer(DType.I64, 1, new Place.Arena(0));
        int y = buffer(DType.F64, 1, new Place.Arena(3));
        int goOn = buffer(DType.BOOL, 1, new Place.Arena(0));
        int z = buffer(DType.F64, 1, new Place.Window(sequence, 1, List.of(new Move(counter, 2))));
        int row = buffer(DType.F64, 1, new Place.Window(stack, 0, List.of(new Move(counter, 1))));
        Kernel start = nest(
                List.of(), List.of(new Step.Immediate(Tensor.scalar(10.0))), store(0, x), store(0, y), store(0, stack));
        Kernel ask = nest(
                List.of(),
                List.of(load(x), load(bound), new Step.Apply(DType.BOOL, new Compare(Compare.Fn.LT), List.of(0, 1))),
                store(2, goOn));
        Kernel step =
                nest(List.of(), List.of(load(x), load(y), load(z), sum(1, 2)), store(0, row), store(3, x), store(0, y));
        Kernel.Condition condition = backward ? null : new Kernel.Condition(List.of(ask), goOn);
        Kernel loop = new Kernel.Loop(ROWS, number(toMake), counter, backward, condition, List.of(step), made);
        double[] last = new double[1];
        double[] before = new double[ROWS];
        long[] count = new long[1];
        double[] z2 = {-1, 1, -1, 2, -1, 3, -1, 4, -1, 5};
        run(List.of(start, loop), new Object[] {new long[] {steps}, z2, new double[] {limit}}, last, before, count);
        return new Object[] {last[0], before, count[0]};
    }

    @ParameterizedTest
    @CsvSource({"-3, 0", "0, 0", "1, 1", "4, 4", "5, 5", "99, 5"})
    void as_many_steps_are_made_as_the_run_says_and_the_rows_allow(long steps, long made) {
        assertEquals(made, exchange(steps, false, 1e9)[2]);
    }

    @Test
    void states_change_all_at_once_and_rows_not_reached_are_not_touched() {
        Object[] results = exchange(3, false, 1e9);
        // (10, 10) (11, 10) (12, 11) (14, 12)
        assertEquals(14.0, results[0]);
        assertArrayEquals(new double[] {10, 11, 12, 0, 0}, (double[]) results[1]);
    }

    @Test
    void backwards_the_rows_begin_with_the_last_one_to_be_made_and_end_with_0() {
        Object[] results = exchange(3, true, 0);
        // z is 3, 2, 1: (10, 10) (13, 10) (12, 13) (14, 12)
        assertEquals(14.0, results[0]);
        assertArrayEquals(new double[] {12, 13, 10, 0, 0}, (double[]) results[1]);
        assertEquals(3L, results[2]);
    }

    @Test
    void a_loop_ends_before_the_step_that_its_condition_denies() {
        Object[] results = exchange(5, false, 12);
        assertEquals(2L, results[2]);
        assertEquals(12.0, results[0]);
        assertArrayEquals(new double[] {10, 11, 0, 0, 0}, (double[]) results[1]);
    }

    /** Rows of two numbers, summed up over the rows of a matrix; the kernel of a step has an axis, so it is called. */
    @Test
    void a_called_kernel_finds_the_row_of_each_step() {
        int sequence = buffer(DType.F64, 2 * ROWS, new Place.Input(0));
        int stack = buffer(DType.F64, 2 * ROWS, new Place.Output(0));
        int steps = buffer(DType.I64, 1, new Place.Literal(Tensor.of(new long[] {ROWS})));
        int counter = buffer(DType.I64, 1, new Place.Arena(1));
        int made = buffer(DType.I64, 1, new Place.Arena(0));
        int state = buffer(DType.F64, 2, new Place.Arena(1));
        int row = buffer(DType.F64, 2, new Place.Window(sequence, 8, List.of(new Move(counter, -2))));
        int to = buffer(DType.F64, 2, new Place.Window(stack, 0, List.of(new Move(counter, 2))));
        Kernel fill = new Kernel.Fill(state, Tensor.scalar(0.0));
        Kernel step =
                nest(List.of(2), List.of(load(state, 1), load(row, 1), sum(0, 1)), store(2, state, 1), store(2, to, 1));
        Kernel loop = new Kernel.Loop(ROWS, number(steps), counter, false, null, List.of(step), made);
        double[] sums = new double[2 * ROWS];
        run(List.of(fill, loop), new Object[] {new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}, sums);
        assertArrayEquals(new double[] {9, 10, 16, 18, 21, 24, 24, 28, 25, 30}, sums);
    }

    /** The inner loop sums up one row of a triangle: as many of its numbers as the row's own number says. */
    @Test
    void a_loop_in_a_loop_moves_with_both() {
        int sequence = buffer(DType.F64, ROWS * ROWS, new Place.Input(0));
        int stack = buffer(DType.F64, ROWS, new Place.Output(0));
        int outer = buffer(DType.I64, 1, new Place.Arena(0));
        int inner = buffer(DType.I64, 1, new Place.Arena(1));
        int made = buffer(DType.I64, 1, new Place.Arena(2));
        int rows = buffer(DType.I64, 1, new Place.Literal(Tensor.of(new long[] {ROWS})));
        int sum = buffer(DType.F64, 1, new Place.Arena(0));
        int element =
                buffer(DType.F64, 1, new Place.Window(sequence, 0, List.of(new Move(outer, ROWS), new Move(inner, 1))));
        int to = buffer(DType.F64, 1, new Place.Window(stack, 0, List.of(new Move(outer, 1))));
        Kernel zero = nest(List.of(), List.of(new Step.Immediate(Tensor.scalar(0.0))), store(0, sum));
        Kernel add = nest(List.of(), List.of(load(sum), load(element), sum(0, 1)), store(2, sum));
        Kernel along = new Kernel.Loop(ROWS, number(outer), inner, false, null, List.of(add), made);
        Kernel keep = nest(List.of(), List.of(load(sum)), store(0, to));
        Kernel loop = new Kernel.Loop(ROWS, number(rows), outer, false, null, List.of(zero, along, keep), made);
        double[] matrix = new double[ROWS * ROWS];
        java.util.Arrays.setAll(matrix, i -> i);
        double[] sums = new double[ROWS];
        run(List.of(loop), new Object[] {matrix}, sums);
        assertArrayEquals(new double[] {0, 5, 21, 48, 86}, sums);
    }
}
