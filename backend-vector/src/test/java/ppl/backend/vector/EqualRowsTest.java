package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Segments;
import ppl.backend.vector.emit.Tiers;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Cast;
import ppl.graph.op.Reduce;

/**
 * Over rows of equal index a sum by group stays in a register, and what is looked up by it is read once. The bits are those of rows taken one by
 * one, here by a loop in Java.
 */
class EqualRowsTest {

    /** Calls after which a nest is run row by row, of short ones some more. */
    private static final int CALLS = 600;

    private static final int X = 0;
    private static final int GROUP = 1;
    private static final int OTHER = 2;
    private static final int TABLE = 3;
    private static final int SUMS = 4;
    private static final int WIDE_SUMS = 5;
    private static final int TOTAL = 6;
    private static final int STORED = 7;
    private static final int TURN = 8;

    private final Random random = new Random(3);

    @ParameterizedTest
    @CsvSource({"9,9", "255,9", "256,8", "257,300", "1000,9", "5000,64", "4100,12"})
    void groups_that_follow_each_other_have_the_sums_of_their_rows_one_by_one(int n, int longest) {
        int[] group = new int[n];
        for (int i = 0, g = 0; i < n; g++) {
            for (int end = Math.min(n, i + 1 + random.nextInt(longest)); i < end; i++) {
                group[i] = g;
            }
        }
        check(group, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 250, 256, 1000, 4096, 5001})
    void so_have_groups_that_stand_side_by_side(int n) {
        int stretch = 80;
        check(rows(n, i -> i < n / 16 * 16 ? i / stretch * 8 + i % 8 : 1000 + i % 16), 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 4500})
    void so_has_a_group_that_comes_again_after_others(int n) {
        check(rows(n, i -> i / 10 % 4), 1);
    }

    private static int[] rows(int n, IntUnaryOperator group) {
        int[] rows = new int[n];
        Arrays.setAll(rows, group);
        return rows;
    }

    private void check(int[] group, int apart) {
        int n = group.length;
        int groups = Arrays.stream(group).max().orElseThrow() + 1;
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] table = random.doubles(groups, -1, 1).toArray();
        KernelPlan plan = plan(group, rows(n, i -> 2 * group[i]), rows(n, i -> i % 5), groups);
        LoopNest nest = (LoopNest) plan.kernels().getFirst();
        Segments segments = Segments.of(nest, plan);
        assertNotNull(segments, "there are no rows of equal index");
        assertEquals(apart, segments.step(), "rows of a segment are so far apart");

        double[] stored = new double[n];
        double[] sums = new double[groups + 2];
        double[] wide = new double[3 * groups];
        for (int i = 0; i < n; i++) {
            double product = x[i] * table[group[i]];
            stored[i] = product + 2.0 * group[i] + i % 5;
            sums[2 + group[i]] += product;
            wide[3 * group[i]] += x[i];
        }
        double total = CanonicalOrder.reduce(n, i -> x[i] * table[group[i]], Double::sum, 0);
        try (CompiledLoops code = CompiledLoops.of(plan, PrimitiveEmitter.specialized(), Tiers.NONE)) {
            var caller = code.caller();
            for (int call = 0; call < CALLS; call++) {
                Object[] out = {new double[groups + 2], new double[3 * groups], new double[1], new double[n]};
                caller.call(new Object[] {x, table}, out);
                if (call < 3 || call % 50 == 0 || call == CALLS - 1) {
                    String where = "call " + call + " of " + n + " rows";
                    assertArrayEquals(sums, (double[]) out[0], where);
                    assertArrayEquals(wide, (double[]) out[1], where);
                    assertEquals(total, ((double[]) out[2])[0], where);
                    assertArrayEquals(stored, (double[]) out[3], where);
                }
            }
        }
    }

    /**
     * Products with what is gathered by the group, and their sums by it and in all.
     *
     * @param other is equal wherever the group is
     * @param turn is not
     */
    private static KernelPlan plan(int[] group, int[] other, int[] turn, int groups) {
        int n = group.length;
        List<Buffer> buffers = List.of(
                new Buffer(X, DType.F64, n, new Place.Input(0)),
                new Buffer(GROUP, DType.I32, n, new Place.Literal(Tensor.of(group))),
                new Buffer(OTHER, DType.I32, n, new Place.Literal(Tensor.of(other))),
                new Buffer(TABLE, DType.F64, groups, new Place.Input(1)),
                new Buffer(SUMS, DType.F64, groups + 2, new Place.Output(0)),
                new Buffer(WIDE_SUMS, DType.F64, 3 * groups, new Place.Output(1)),
                new Buffer(TOTAL, DType.F64, 1, new Place.Output(2)),
                new Buffer(STORED, DType.F64, n, new Place.Output(3)),
                new Buffer(TURN, DType.I32, n, new Place.Literal(Tensor.of(turn))));
        List<Step> steps = List.of(
                new Step.Load(DType.F64, new Access(X, 0, List.of(1))),
                new Step.Load(DType.I32, new Access(GROUP, 0, List.of(1))),
                new Step.Load(DType.I32, new Access(OTHER, 0, List.of(1))),
                new Step.Gather(DType.F64, new Access(TABLE, 0, List.of(0)), 1, 1, groups, true),
                new Step.Apply(DType.F64, new Binary(Binary.Fn.MUL), List.of(0, 3)),
                new Step.Apply(DType.F64, new Cast(DType.F64), List.of(2)),
                new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(4, 5)),
                new Step.Load(DType.I32, new Access(TURN, 0, List.of(1))),
                new Step.Apply(DType.F64, new Cast(DType.F64), List.of(7)),
                new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(6, 8)));
        List<Sink> sinks = List.of(
                new Sink.Scatter(4, new Access(SUMS, 2, List.of(0)), 1, 1),
                new Sink.Scatter(0, new Access(WIDE_SUMS, 0, List.of(0)), 1, 3),
                new Sink.Fold(4, Reduce.Fn.SUM, new Access(TOTAL, 0, List.of(0))),
                new Sink.Store(9, new Access(STORED, 0, List.of(1))));
        return new KernelPlan(List.of(new LoopNest(List.of(n), 0, steps, sinks)), buffers);
    }
}
