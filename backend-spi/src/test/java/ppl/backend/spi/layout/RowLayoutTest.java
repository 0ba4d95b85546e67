package ppl.backend.spi.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Gather;

/** Which rows are laid out by group, and which stay. */
class RowLayoutTest {

    private static final int ROWS = 400;
    private static final int GROUPS = 20;
    private static final int[] INDEX =
            new SplittableRandom(1).ints(ROWS, 0, GROUPS).toArray();
    private static final Var TABLE = Var.input("table", GROUPS);
    private static final Var AT = Var.constant(Tensor.of(INDEX));
    private static final Var DATA =
            Var.constant(IntStream.range(0, ROWS).mapToDouble(i -> i).toArray());

    private static Graph sum(UnaryOperator<Var> rows) {
        return Graph.of(rows.apply(TABLE.get(AT).times(DATA)).sum());
    }

    private static void assertMoved(Graph graph) {
        assertNotSame(graph, RowLayout.apply(graph));
    }

    private static void assertStays(Graph graph) {
        assertSame(graph, RowLayout.apply(graph));
    }

    /** The index through which a table is gathered from. */
    private static int[] index(Graph graph, Var table) {
        return graph.order().stream()
                .filter(x -> x.op() instanceof Gather && x.inputs().getFirst() == table)
                .map(x -> (int[]) Objects.requireNonNull(x.inputs().get(1).constantValue())
                        .array())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rows_are_put_in_the_order_of_groups_side_by_side_and_so_are_their_data() {
        Graph laid = RowLayout.apply(sum(x -> x));
        int[] rows = SideBySide.of(INDEX).rows();
        assertArrayEquals(IntStream.of(rows).map(i -> INDEX[i]).toArray(), index(laid, TABLE));
        double[] data = laid.order().stream()
                .filter(x -> x.op() instanceof Constant && x.dtype().isFloat())
                .map(x -> (double[]) Objects.requireNonNull(x.constantValue()).array())
                .findFirst()
                .orElseThrow();
        assertArrayEquals(IntStream.of(rows).mapToDouble(i -> i).toArray(), data);
    }

    @Test
    void rows_that_lie_well_already_stay() {
        Graph laid = RowLayout.apply(sum(x -> x));
        assertStays(laid);
    }

    @Test
    void rows_without_a_constant_index_stay() {
        assertStays(Graph.of(
                TABLE.get(Var.input("at", Tensor.of(INDEX).type())).times(DATA).sum()));
        assertStays(Graph.of(DATA.times(TABLE.get(0)).sum()));
    }

    @Test
    void rows_that_come_or_go_at_each_call_stay() {
        assertStays(Graph.of(TABLE.get(AT).times(DATA)));
        assertStays(sum(x -> x.plus(Var.input("rows", ROWS))));
        Var terms = TABLE.get(AT).times(DATA);
        assertStays(Graph.of(terms.sum(), terms));
    }

    @Test
    void rows_that_something_tells_apart_by_their_place_stay() {
        assertStays(sum(x -> Var.of(new CumulativeSum(0, false), x)));
        assertStays(sum(x -> x.reshape(20, 20).sum(0)));
        assertStays(sum(x -> x.get(ppl.graph.Index.range(0, ROWS - 1))));
        assertStays(sum(x -> Functions.concat(List.of(x, x), 0)));
        assertStays(sum(x -> Functions.cond(TABLE.get(0).gt(0), () -> x, () -> x.times(2))));
    }

    @Test
    void what_runs_along_rows_moves_with_them() {
        Var matrix = Var.constant(new double[3 * ROWS]).reshape(ROWS, 3);
        Var slopes = Var.input("slopes", 3);
        assertMoved(sum(x -> x.plus(Functions.dot(matrix, slopes))));
        assertMoved(sum(x -> x.reshape(ROWS, 1).times(slopes.reshape(1, 3))));
        assertMoved(sum(x -> Functions.dot(x, matrix)));
        assertMoved(sum(x -> Functions.where(DATA.gt(TABLE.get(0)), x, Functions.zerosLike(x))));
    }

    @Test
    void rows_of_several_tables_are_laid_out_apart() {
        int[] other = new SplittableRandom(2).ints(300, 0, GROUPS).toArray();
        Var effects = Var.input("effects", GROUPS);
        Var first = TABLE.get(AT).times(DATA).sum();
        Var second = effects.get(Var.constant(Tensor.of(other))).square().sum();
        Graph laid = RowLayout.apply(Graph.of(first.plus(second)));
        int[] order = SideBySide.of(INDEX).rows();
        assertArrayEquals(IntStream.of(order).map(i -> INDEX[i]).toArray(), index(laid, TABLE));
        int[] others = SideBySide.of(other).rows();
        assertArrayEquals(IntStream.of(others).map(i -> other[i]).toArray(), index(laid, effects));
    }

    @Test
    void of_two_crossed_indices_the_one_that_saves_more_decides() {
        int[] few = IntStream.range(0, ROWS).map(i -> i % 9).toArray();
        int[] many = new SplittableRandom(3).ints(ROWS, 0, 300).toArray();
        Var effects = Var.input("effects", 300);
        Var rows = TABLE.get(Var.constant(Tensor.of(few))).times(effects.get(Var.constant(Tensor.of(many))));
        Graph laid = RowLayout.apply(Graph.of(rows.times(DATA).sum()));
        int[] order = SideBySide.of(few).rows();
        assertArrayEquals(IntStream.of(order).map(i -> few[i]).toArray(), index(laid, TABLE));
        assertArrayEquals(IntStream.of(order).map(i -> many[i]).toArray(), index(laid, effects));
    }

    @Test
    void a_batch_and_a_gradient_have_the_order_of_one_value() {
        Graph one = sum(Var::square);
        int[] order = index(RowLayout.apply(one), TABLE);
        Var value = one.outputs().getFirst();
        assertArrayEquals(order, index(RowLayout.apply(Graph.of(value, Gradient.of(value, TABLE))), TABLE));
        Var tables = Var.input("tables", 5, GROUPS);
        Var batch = Functions.take(tables, AT, 1)
                .times(DATA.broadcastTo(Shape.of(5, ROWS)))
                .square()
                .sum(1);
        assertArrayEquals(order, index(RowLayout.apply(Graph.of(batch)), tables));
    }

    @Test
    void constants_of_several_rows_axes_are_moved_along_each() {
        Var distances = Var.constant(new double[ROWS * ROWS]).reshape(ROWS, ROWS);
        Var x = TABLE.get(AT).times(DATA);
        Graph graph = Graph.of(Functions.dot(x, Functions.dot(distances, x)));
        assertMoved(graph);
        assertEquals(
                graph.outputs().getFirst().type(),
                RowLayout.apply(graph).outputs().getFirst().type());
    }
}
