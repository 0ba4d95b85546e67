package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Pad;
import ppl.graph.op.Slice;

/** Gradients of loops that are written out: what is read element by element is handed back as one. */
class UnrolledGradientTest {

    static double[] numbers(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        Arrays.setAll(values, _ -> random.nextDouble(-1, 1));
        return values;
    }

    private static double[] gradient(Var y, Var x, Tensor at) {
        return Gradient.of(y, x).eval(x.with(at)).toDoubles();
    }

    private static int nodes(int n) {
        Var z = Var.input("z", n);
        Var y = z.exp();
        Var sum = Var.constant(0.0);
        for (int t = 0; t < n; t++) {
            sum = sum.plus(z.get(t).times(y.get(t)).log());
        }
        List<Var> order = Graph.of(Gradient.of(sum, z)).order();
        long padded = order.stream().filter(x -> x.op() instanceof Pad).count();
        assertTrue(padded <= 1, () -> padded + " elements are in zeros of their own; only z[0], before y, may be");
        return order.size();
    }

    @Test
    void the_gradient_of_a_loop_over_elements_grows_with_the_loop() {
        int less = nodes(50);
        int more = nodes(100);
        int most = nodes(200);
        assertEquals(2 * (more - less), most - more);
    }

    /** Some neighbours on each axis, and how much they count. */
    private record Block(double scale, int... ends) {

        Var cubes(Var x) {
            return x.times(x).times(x).times(scale).sum();
        }

        boolean isWhole(Var x, int axis) {
            return ends[2 * axis] == 0 && ends[2 * axis + 1] == x.shape().size(axis);
        }

        Var bySlices(Var x) {
            Index[] ranges = IntStream.range(0, x.rank())
                    .mapToObj(a -> Index.range(ends[2 * a], ends[2 * a + 1]))
                    .toArray(Index[]::new);
            return cubes(x.get(ranges));
        }

        /** The same by lists of positions, whose gradients are never collected: each is a sum of its own over the whole. */
        Var byPositions(Var x) {
            Var picked = x;
            for (int a = 0; a < x.rank(); a++) {
                int[] positions = IntStream.range(ends[2 * a], ends[2 * a + 1]).toArray();
                picked = isWhole(x, a) ? picked : Functions.take(picked, Var.constant(Tensor.of(positions)), a);
            }
            return cubes(picked);
        }
    }

    private static void checkOrder(Tensor at, List<Block> blocks) {
        Var x = Var.input("x", at.type());
        Var collected = Var.constant(0.0);
        Var apart = Var.constant(0.0);
        for (Block block : blocks) {
            collected = collected.plus(block.bySlices(x));
            apart = apart.plus(block.byPositions(x));
        }
        assertArrayEquals(gradient(apart, x, at), gradient(collected, x, at));
    }

    @Test
    void pieces_that_overlap_are_added_to_each_element_in_the_order_of_their_users() {
        Tensor at = Tensor.of(numbers(40, 5));
        List<Block> windows = new ArrayList<>();
        for (int t = 0; t + 5 <= 40; t++) {
            windows.add(new Block(1.1 + 0.37 * t, t, t + 5));
        }
        checkOrder(at, windows);
        checkOrder(at, List.of(new Block(1.1, 1, 40), new Block(0.7, 0, 39), new Block(1.3, 3, 9)));
        checkOrder(
                at,
                List.of(
                        new Block(1.1, 0, 3),
                        new Block(0.7, 2, 30),
                        new Block(0.3, 0, 40),
                        new Block(1.7, 2, 9),
                        new Block(1.9, 8, 12)));
    }

    @Test
    void windows_that_move_along_a_series_cost_no_more_than_their_elements() {
        Var x = Var.input("x", 400);
        Var sum = Var.constant(0.0);
        for (int t = 0; t + 3 <= 400; t++) {
            sum = sum.plus(x.get(Index.range(t, t + 3)).square().sum().log());
        }
        int elements = Graph.of(Gradient.of(sum, x)).order().stream()
                .mapToInt(node -> node.shape().elements())
                .sum();
        assertTrue(elements < 100 * 400, () -> "elements of all nodes: " + elements);
    }

    @Test
    void rows_columns_and_blocks_of_a_matrix_are_laid_down_where_they_belong() {
        Tensor at = Tensor.wrap(numbers(30, 6), 5, 6);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            blocks.add(new Block(0.3 + i, i, i + 1, 0, 6));
        }
        for (int j = 0; j < 6; j += 2) {
            blocks.add(new Block(0.7 + j, 0, 5, j, j + 1));
        }
        for (int i = 0; i < 5; i += 2) {
            for (int j = 1; j < 5; j++) {
                blocks.add(new Block(i - 1.3 * j, i, i + 1, j, j + 1));
            }
        }
        checkOrder(at, blocks);
    }

    @Test
    void blocks_that_no_straight_cut_separates_are_added() {
        Var x = Var.input("x", 3, 3);
        Var sum = Var.constant(0.0);
        int[][] blocks = {{0, 1, 0, 2}, {0, 2, 2, 3}, {2, 3, 1, 3}, {1, 3, 0, 1}};
        for (int[] b : blocks) {
            Slice slice = new Slice(List.of(b[0], b[2]), List.of(b[1] - b[0], b[3] - b[2]), List.of(1, 1));
            sum = sum.plus(Var.of(slice, x).square().sum());
        }
        double[] slopes = gradient(sum, x, Tensor.wrap(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3));
        assertArrayEquals(new double[] {2, 4, 6, 8, 0, 12, 14, 16, 18}, slopes);
    }

    @Test
    void steps_repeated_positions_and_nothing_are_added_too() {
        Var x = Var.input("x", 5);
        Var sum = x.get(Index.range(0, 5, 2))
                .square()
                .sum()
                .plus(x.get(1).square())
                .plus(x.get(Index.reversed())
                        .times(Var.constant(1.0, 2, 3, 4, 5))
                        .sum())
                .plus(x.get(Index.range(2, 2)).square().sum())
                .plus(x.get(new int[] {3, 3}).square().sum());
        double[] slopes = gradient(sum, x, Tensor.of(new double[] {1, 2, 3, 4, 5}));
        assertArrayEquals(new double[] {2 + 5, 4 + 4, 6 + 3, 16 + 2, 10 + 1}, slopes);
    }

    @Test
    void an_element_that_a_choice_leaves_out_stays_out_whatever_else_is_read() {
        int n = 6;
        Var x = Var.input("x", n);
        Var y = x.log();
        Var sum = y.get(n - 2);
        for (int t = 0; t < n - 1; t++) {
            sum = sum.plus(Functions.where(x.get(t).gt(0), y.get(t), x.get(t)));
        }
        double[] slopes = gradient(sum, x, Tensor.of(new double[] {2, 0, 0.5, -1, 4, 0}));
        assertArrayEquals(new double[] {0.5, 1, 2, 1, 0.5, 0}, slopes);
    }

    @Test
    void the_second_derivative_of_a_loop_is_exact() {
        int n = 5;
        Var x = Var.input("x", n);
        Var sum = Var.constant(0.0);
        for (int t = 1; t < n; t++) {
            sum = sum.plus(x.get(t).times(x.get(t)).times(x.get(t - 1)));
        }
        Var slopes = Gradient.of(sum, x);
        double[] second = gradient(slopes.sum(), x, Tensor.of(new double[] {1, 2, 3, 4, 5}));
        assertArrayEquals(new double[] {4, 12, 18, 24, 18}, second);
        assertEquals(Shape.of(n), slopes.shape());
    }
}
