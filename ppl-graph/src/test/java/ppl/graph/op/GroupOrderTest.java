package ppl.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.op.CanonicalOrder.Groups;

class GroupOrderTest {

    private static final int BLOCK = CanonicalOrder.GROUP_BLOCK;

    private static double[] numbers(int n) {
        SplittableRandom random = new SplittableRandom(n);
        return IntStream.range(0, n)
                .mapToDouble(_ -> random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-8, 8)))
                .toArray();
    }

    private static double sum(double[] x, int from, int to) {
        return CanonicalOrder.sumOfGroup(to - from, i -> x[from + i], Double::sum);
    }

    private static double[] scatter(double[] updates, int[] groups, int count) {
        TensorType type = Tensor.of(updates).type().with(Shape.of(count));
        return new ScatterAdd(0, Extent.of(count))
                .evaluate(List.of(Tensor.of(updates), Tensor.of(groups)), type)
                .toDoubles();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, BLOCK})
    void members_of_a_short_group_are_added_one_after_the_other(int n) {
        double[] x = numbers(n);
        double expected = 0;
        for (double member : x) {
            expected += member;
        }
        assertEquals(expected, sum(x, 0, n));
    }

    @Test
    void a_longer_group_is_more_than_one_chain() {
        double[] x = numbers(20 * BLOCK);
        double chain = 0;
        for (double member : x) {
            chain += member;
        }
        assertNotEquals(chain, sum(x, 0, x.length));
        assertEquals(chain, sum(x, 0, x.length), 1e-6);
    }

    @Test
    void a_sum_does_not_depend_on_what_lies_between_its_members() {
        double[] x = numbers(700);
        SplittableRandom random = new SplittableRandom(3);
        int rows = 5000;
        int[] groups = new int[rows];
        double[] updates = new double[rows];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            boolean mine = next < x.length && (random.nextInt(7) == 0 || rows - i == x.length - next);
            groups[i] = mine ? 2 : random.nextInt(2);
            updates[i] = mine ? x[next++] : random.nextDouble();
        }
        assertEquals(x.length, next);
        assertEquals(sum(x, 0, x.length), scatter(updates, groups, 3)[2]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    void holders_of_runs_of_whole_blocks_find_the_sum_from_their_own(int k) {
        int part = BLOCK << k;
        for (int n : new int[] {part, part + 1, 2 * part, 3 * part + 17, 7 * part - 1, 8 * part}) {
            double[] x = numbers(n);
            int holders = Math.ceilDiv(n, part);
            double[] parts = IntStream.range(0, holders)
                    .mapToDouble(h -> sum(x, h * part, Math.min(n, (h + 1) * part)))
                    .toArray();
            assertEquals(sum(x, 0, n), CanonicalOrder.combinePairs(parts, holders, Double::sum), () -> n + " members");
        }
    }

    @Test
    void a_group_without_members_or_of_minus_zeros_sums_to_plus_zero() {
        assertEquals(0.0, sum(new double[0], 0, 0));
        assertEquals(0.0, sum(new double[] {-0.0, -0.0}, 0, 2));
    }

    @Test
    void members_are_ranked_by_row_and_rows_outside_belong_to_none() {
        int[] index = {2, 0, -1, 2, 3, 2, 0};
        Groups groups = Groups.of(index.length, i -> index[i], 3);
        assertEquals(
                List.of(2, 0, 3), IntStream.range(0, 3).mapToObj(groups::size).toList());
        assertEquals(
                List.of(0, 3, 5),
                IntStream.range(0, 3).mapToObj(r -> groups.row(2, r)).toList());
    }
}
