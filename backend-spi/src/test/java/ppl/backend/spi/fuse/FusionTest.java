package ppl.backend.spi.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Program;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Binary;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

class FusionTest {

    private static KernelPlan plan(List<Var> inputs, Var... outputs) {
        return plan(KernelLimits.NONE, inputs, outputs);
    }

    @Test
    void the_work_of_a_branch_is_in_the_branch_and_nowhere_else() {
        Var x = Var.input("x", 50);
        Var c = Var.input("c", new TensorType(DType.BOOL, Shape.scalar()));
        Var y = Functions.cond(c, () -> x.plus(1).sum(), () -> x.times(2).sum());
        KernelPlan plan = plan(List.of(x, c), y);
        assertEquals(1, plan.kernels().size());
        Kernel.Branch branch = (Kernel.Branch) plan.kernels().getFirst();
        LoopNest then = (LoopNest) branch.then().getFirst();
        LoopNest otherwise = (LoopNest) branch.otherwise().getFirst();
        assertEquals(
                List.of(1, 1), List.of(branch.then().size(), branch.otherwise().size()));
        assertEquals(List.of(1L, 0L), List.of(applied(then, Binary.Fn.ADD), applied(then, Binary.Fn.MUL)));
        assertEquals(List.of(0L, 1L), List.of(applied(otherwise, Binary.Fn.ADD), applied(otherwise, Binary.Fn.MUL)));
    }

    private static Kernel.Loop loop(KernelPlan plan) {
        return plan.kernels().stream()
                .filter(k -> k instanceof Kernel.Loop)
                .map(k -> (Kernel.Loop) k)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_recurrence_of_numbers_is_one_straight_nest_with_its_state_in_place() {
        Var z = Var.input("z", 40);
        Var phi = Var.input("phi");
        Scan.Result walk = Scan.over(z)
                .from(0.0)
                .run(t -> t.next(phi.times(t.state()).plus(t.element())).give(t.state()));
        KernelPlan plan = plan(List.of(z, phi), walk.states(), walk.output());
        List<Kernel> step = loop(plan).step();
        assertEquals(1, step.size(), step::toString);
        assertEquals(List.of(), ((LoopNest) step.getFirst()).sizes());
        assertEquals(3, ((LoopNest) step.getFirst()).sinks().size(), "the state and two stacks");
        assertEquals(2, plan.kernels().size(), "the first state, and the loop");
    }

    @Test
    void states_that_change_places_are_read_before_they_are_written() {
        Var z = Var.input("z", 40, 3);
        Scan.Result both = Scan.over(z)
                .from(z.get(0))
                .from(z.get(1))
                .run(t -> t.next(t.state(1), t.state(0).plus(t.element())));
        List<Kernel> step = loop(plan(List.of(z), both.last(0), both.last(1))).step();
        assertEquals(1, step.size(), step::toString);
        LoopNest nest = (LoopNest) step.getFirst();
        List<Integer> read = nest.steps().stream()
                .filter(s -> s instanceof Step.Load)
                .map(s -> ((Step.Load) s).from().buffer())
                .toList();
        nest.sinks().forEach(sink -> assertTrue(read.contains(sink.to().buffer()), nest::toString));
    }

    @Test
    void a_state_that_is_still_read_is_copied_over_after_the_step() {
        Var z = Var.input("z", 40);
        Scan.Result delayed = Scan.over(z)
                .from(Functions.zeros(new TensorType(DType.F64, Shape.of(3))))
                .run(t -> t.next(Functions.concat(
                        List.of(t.state().get(Index.range(1, 3)), t.element().reshape(1)), 0)));
        KernelPlan plan = plan(List.of(z), delayed.last());
        LoopNest copy = (LoopNest) loop(plan).step().getLast();
        int next = ((Step.Load) copy.steps().getFirst()).from().buffer();
        int state = copy.sinks().getFirst().to().buffer();
        for (Kernel before : loop(plan).step().subList(0, loop(plan).step().size() - 1)) {
            ((LoopNest) before)
                    .sinks()
                    .forEach(sink -> assertEquals(next, sink.to().buffer()));
            assertTrue(before.buffers().contains(state) || before.buffers().contains(next));
        }
    }

    @Test
    void whole_rows_are_read_where_they_are_and_others_are_copied_before_the_loop() {
        Var m = Var.input("m", 6, 4);
        Var reversed = m.get(new Index.Range(null, null, -1));
        assertEquals(2, plan(List.of(m), sums(reversed)).kernels().size());
        KernelPlan copied = plan(List.of(m), sums(m.transpose()));
        assertEquals(3, copied.kernels().size());
        assertEquals(1, over(copied, 4, 6).size());
    }

    /** The sum of the rows. */
    private static Var sums(Var x) {
        return Scan.over(x)
                .from(0.0)
                .run(t -> t.next(t.state().plus(t.element())))
                .last();
    }

    private static KernelPlan plan(KernelLimits limits, List<Var> inputs, Var... outputs) {
        return Fusion.plan(new Program(new Graph(inputs, List.of(outputs))), limits);
    }

    private static List<LoopNest> nests(KernelPlan plan) {
        return plan.kernels().stream()
                .filter(k -> k instanceof LoopNest)
                .map(k -> (LoopNest) k)
                .toList();
    }

    private static List<LoopNest> over(KernelPlan plan, Integer... sizes) {
        return nests(plan).stream()
                .filter(n -> n.sizes().equals(List.of(sizes)))
                .toList();
    }

    private static long count(LoopNest nest, Class<? extends Sink> kind) {
        return nest.sinks().stream().filter(kind::isInstance).count();
    }

    private static long applied(LoopNest nest, Binary.Fn fn) {
        return nest.steps().stream()
                .filter(s -> s instanceof Step.Apply a && a.op().equals(new Binary(fn)))
                .count();
    }

    @Test
    void value_and_gradient_of_a_regression_by_groups_share_one_loop_over_the_rows() {
        Var a = Var.input("a", 5);
        Var scale = Var.input("scale");
        int rows = 30;
        Var group =
                Var.constant(Tensor.of(IntStream.range(0, rows).map(i -> i % 5).toArray()));
        Var y = Var.constant(IntStream.range(0, rows).mapToDouble(Math::sin).toArray());
        Var z = y.minus(a.times(scale.square()).get(group)).times(scale);
        Var logp = z.square().sum().times(-0.5).minus(a.square().sum());
        List<Var> gradient = Gradient.of(logp, List.of(a, scale));
        KernelPlan plan = plan(List.of(a, scale), logp, gradient.get(0), gradient.get(1));

        List<LoopNest> loops = over(plan, rows);
        assertEquals(1, loops.size());
        assertEquals(2, count(loops.getFirst(), Sink.Fold.class), "sum of squares and derivative by the scale");
        assertEquals(1, count(loops.getFirst(), Sink.Scatter.class), "derivative by the groups");
        assertEquals(0, count(loops.getFirst(), Sink.Store.class), "nothing of a row is kept");
        assertEquals(2, over(plan, 5).size(), "before the rows and after them; the prior moves to the later loop");
    }

    @Test
    void work_on_parameters_leaves_the_loop_over_data() {
        Var x = Var.constant(1.0, 2.0, 3.0);
        Var s = Var.input("s").broadcastTo(Shape.of(3));
        KernelPlan plan =
                plan(List.of(s.inputs().getFirst()), x.times(s.times(s).sqrt()).sum());

        LoopNest loop = over(plan, 3).getFirst();
        assertEquals(1, applied(loop, Binary.Fn.MUL));
        assertEquals(
                1, over(plan).stream().mapToLong(n -> applied(n, Binary.Fn.MUL)).sum());
    }

    @Test
    void work_on_columns_leaves_the_loop_over_the_matrix() {
        Var m = Var.input("m", 4, 3);
        Var row = Var.input("row", 3);
        Var spread = row.broadcastTo(Shape.of(4, 3));
        KernelPlan plan =
                plan(List.of(m, row), m.plus(spread.times(Var.constant(2.0).broadcastTo(Shape.of(4, 3)))));

        assertEquals(1, applied(over(plan, 3).getFirst(), Binary.Fn.MUL));
        assertEquals(0, applied(over(plan, 4, 3).getFirst(), Binary.Fn.MUL));
    }

    @Test
    void movements_are_accesses_and_not_loops() {
        Var m = Var.input("m", 4, 6);
        Var moved = Functions.slice(m, 1, 5, 3, -2).transpose();
        KernelPlan plan = plan(List.of(m), moved.times(2));

        assertEquals(1, plan.kernels().size());
        Step.Load load = (Step.Load) nests(plan).getFirst().steps().getFirst();
        assertEquals(new Access(load.from().buffer(), 5, List.of(-2, 6)), load.from());
    }

    @Test
    void axes_walked_as_one_become_one() {
        Var m = Var.input("m", 4, 1, 6);
        KernelPlan plan = plan(List.of(m), m.times(2));
        assertEquals(List.of(24), nests(plan).getFirst().sizes());
    }

    @Test
    void a_reshape_of_a_transpose_copies_first() {
        Var m = Var.input("m", 4, 6);
        KernelPlan plan = plan(List.of(m), Functions.reshape(m.transpose(), 24).times(3));
        assertEquals(2, nests(plan).size());
    }

    @Test
    void one_loop_combines_over_one_set_of_axes() {
        Var m = Var.input("m", 4, 6);
        Var x = m.times(m);
        KernelPlan plan = plan(List.of(m), x.sum(1), x.max(1), x.sum(0));

        assertTrue(nests(plan).stream()
                .allMatch(n -> n.sinks().stream().noneMatch(s -> s instanceof Sink.Fold) || n.kept() == 1));
        LoopNest rows = nests(plan).stream()
                .filter(n -> count(n, Sink.Fold.class) == 2)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(4, 6), rows.sizes());
        LoopNest columns = nests(plan).stream()
                .filter(n -> count(n, Sink.Fold.class) == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(6, 4), columns.sizes(), "the kept axis is outside");
    }

    @Test
    void rows_of_a_sum_by_group_stay_in_their_order() {
        Var x = Var.input("x", 4, 6);
        Var places = Var.input("places", new TensorType(DType.I64, Shape.of(4, 6)));
        Var y = x.times(2);
        Var sum = Var.of(new Reduce(Reduce.Fn.SUM, List.of(0)), y);
        Var scattered = Var.of(new ScatterAdd(0, Extent.of(3)), y, places);
        KernelPlan plan = plan(List.of(x, places), sum, scattered);

        LoopNest adding = nests(plan).stream()
                .filter(n -> count(n, Sink.Scatter.class) == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(24), adding.sizes());
        assertEquals(0, count(adding, Sink.Fold.class), "a loop with columns outside would add in another order");
    }

    @Test
    void rows_of_a_sum_by_group_may_run_inside_of_other_axes() {
        Var x = Var.input("x", 4, 6);
        Var groups = Var.constant(Tensor.of(new long[] {0, 2, 1, 0}));
        Var y = x.times(2);
        Var columns = Var.of(new Reduce(Reduce.Fn.SUM, List.of(0)), y);
        Var scattered = Var.of(new ScatterAdd(0, Extent.of(3)), y, groups);
        LoopNest nest = nests(plan(List.of(x), columns, scattered)).getFirst();

        assertEquals(List.of(6, 4), nest.sizes());
        assertEquals(1, count(nest, Sink.Fold.class));
        assertEquals(1, count(nest, Sink.Scatter.class), "each column adds its rows in order");
    }

    @Test
    void sums_by_one_index_share_its_layout_and_short_groups_are_added_in_place() {
        Var x = Var.input("x", 100);
        Var computed = Var.input("i", new TensorType(DType.I64, Shape.of(100)));
        Var known =
                Var.constant(Tensor.of(IntStream.range(0, 100).map(i -> i % 9).toArray()));
        ScatterAdd add = new ScatterAdd(0, Extent.of(9));
        KernelPlan late = plan(List.of(x, computed), Var.of(add, x, computed), Var.of(add, x.times(x), computed));
        assertEquals(
                1,
                late.kernels().stream()
                        .filter(k -> k instanceof Kernel.GroupLayout)
                        .count());
        assertEquals(
                2,
                late.kernels().stream()
                        .filter(k -> k instanceof Kernel.GroupSums)
                        .count());

        KernelPlan early = plan(List.of(x), Var.of(add, x, known));
        assertEquals(2, early.kernels().size(), "a fill and a loop: " + early.kernels());
    }

    @Test
    void parts_of_a_concatenation_are_written_where_they_belong() {
        Var x = Var.input("x", 4);
        Var y = Var.input("y", 3);
        KernelPlan plan = plan(List.of(x, y), Functions.concat(List.of(x.times(2), y.times(3)), 0));

        assertEquals(2, plan.kernels().size());
        assertTrue(plan.buffers().stream().noneMatch(b -> b.place() instanceof Buffer.Place.Arena));
        Sink.Store second = (Sink.Store) over(plan, 3).getFirst().sinks().getFirst();
        assertEquals(4, second.to().offset());
    }

    @Test
    void a_padded_region_is_written_over_zeros() {
        Var x = Var.input("x", 3);
        KernelPlan plan = plan(List.of(x), Var.of(new Pad(Shape.of(9), List.of(1), List.of(3)), x));
        assertTrue(plan.kernels().getFirst() instanceof Kernel.Fill);
        Sink.Store store = (Sink.Store) nests(plan).getFirst().sinks().getFirst();
        assertEquals(new Access(store.to().buffer(), 1, List.of(3)), store.to());
    }

    @Test
    void combinations_over_nothing_are_fills() {
        Var x = Var.input("x", 3, 0);
        KernelPlan plan = plan(List.of(x), x.sum(1), x.max(1));
        assertEquals(2, plan.kernels().size());
        assertTrue(plan.kernels().stream().allMatch(k -> k instanceof Kernel.Fill));
    }

    @Test
    void constant_indices_are_checked_once_and_computed_ones_always() {
        Var x = Var.input("x", 3);
        Var computed = Var.input("i", new TensorType(DType.I64, Shape.of(4)));
        Var constant = Var.constant(Tensor.of(new long[] {0, 2, 1, 0}));
        LoopNest loop = nests(plan(List.of(x, computed), x.get(computed).plus(x.get(constant))))
                .getFirst();
        List<Step.Gather> gathers = loop.steps().stream()
                .filter(s -> s instanceof Step.Gather)
                .map(s -> (Step.Gather) s)
                .toList();
        assertFalse(gathers.get(0).certain());
        assertTrue(gathers.get(1).certain());
        assertEquals(DType.I32, loop.steps().get(gathers.get(1).index()).dtype(), "narrowed");
    }

    @Test
    void places_in_the_arena_are_used_again() {
        Var x = Var.input("x", 10);
        Var m = x;
        for (int i = 0; i < 20; i++) {
            m = m.times(m.sum());
        }
        KernelPlan plan = plan(List.of(x), m);
        long values = plan.buffers().stream()
                .filter(b -> b.place() instanceof Buffer.Place.Arena && b.length() == 10)
                .count();
        assertEquals(19, values, "the last is the output");
        assertTrue(plan.arenaLengths().get(DType.F64) < 60, plan.arenaLengths()::toString);
    }

    @Test
    void buffers_alive_together_do_not_overlap() {
        Var x = Var.input("x", 10);
        Var a = x.times(x.sum());
        Var b = a.times(a.sum());
        Var c = b.times(b.sum());
        KernelPlan plan = plan(List.of(x), a.plus(b).plus(c).sum());
        List<Buffer> vectors = plan.buffers().stream()
                .filter(v -> v.place() instanceof Buffer.Place.Arena && v.length() == 10)
                .toList();
        long places = vectors.stream().map(Buffer::place).distinct().count();
        assertEquals(vectors.size(), places);
    }

    @Test
    void bodies_longer_than_the_machine_takes_are_cut() {
        Var x = Var.input("x");
        Var y = x;
        for (int i = 0; i < 1000; i++) {
            y = y.times(x).plus(i);
        }
        KernelPlan plan = plan(new KernelLimits(300), List.of(x), y);
        assertTrue(nests(plan).stream().allMatch(n -> n.steps().size() <= 3 * 300));
        assertEquals(7, nests(plan).size());
        assertEquals(1, nests(plan(List.of(x), y)).size());
    }

    @Test
    void products_of_matrices_read_transposed_operands_in_place() {
        Var x = Var.input("x", 4, 3);
        KernelPlan plan = plan(List.of(x), Functions.matmul(x.transpose(), x));
        assertEquals(1, plan.kernels().size());
        Kernel.LibraryCall call = (Kernel.LibraryCall) plan.kernels().getFirst();
        assertEquals(List.of(1, 3), call.operands().getFirst().strides());
    }

    @Test
    void equal_programs_have_equal_plans() {
        Var x = Var.input("x", 6);
        Var y = Functions.where(x.gt(0), x, x.unaryMinus()).sum().plus(x.max());
        assertEquals(plan(List.of(x), y), plan(List.of(x), y));
    }
}
