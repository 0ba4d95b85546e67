package ppl.backend.spi.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.graph.op.CanonicalOrder.Groups;

/** Rows of groups side by side. */
class SideBySideTest {

    /** Homes of the 85 counties of Minnesota with radon measurements, by their number. */
    private static int[] counties() {
        int[] sizes = new int[85];
        Arrays.fill(sizes, 4);
        int[] large = {116, 105, 63, 52, 46, 32, 25, 23, 14, 14, 14, 13, 13, 13, 12, 11, 10, 9, 9, 8, 7, 7, 6, 5, 5};
        System.arraycopy(large, 0, sizes, 0, large.length);
        return IntStream.range(0, sizes.length)
                .flatMap(g -> IntStream.generate(() -> g).limit(sizes[g]))
                .toArray();
    }

    private static int[] places(int[] index, RowOrder order) {
        int groups = Arrays.stream(index).max().orElseThrow() + 1;
        Groups members = Groups.of(index.length, place -> index[order.rows()[place]], groups);
        return (int[]) IndexPlan.of(members, index.length).places().array();
    }

    @Test
    void every_row_comes_once_and_rows_of_a_group_keep_their_order() {
        SplittableRandom random = new SplittableRandom(1);
        for (int count : new int[] {1, 7, 8, 16, 17, 130, 1000, 5000}) {
            for (int groups : new int[] {1, 2, 8, 9, 60, 3000}) {
                int[] index = random.ints(count, 0, groups).toArray();
                int[] rows = SideBySide.of(index).rows();
                assertArrayEquals(
                        IntStream.range(0, count).toArray(),
                        IntStream.of(rows).sorted().toArray());
                int[] last = new int[groups];
                Arrays.fill(last, -1);
                for (int row : rows) {
                    assertTrue(row > last[index[row]], "row " + row + " comes late in " + groups + " groups");
                    last[index[row]] = row;
                }
            }
        }
    }

    @Test
    void most_rows_of_many_groups_lie_in_stretches() {
        int[] index = counties();
        int[] places = places(index, SideBySide.of(index));
        SideBySideGroups stretches = SideBySideGroups.of(places);
        assertTrue(stretches.rows() > 0.9 * index.length, stretches.rows() + " of " + index.length + " rows");
        assertTrue(stretches.starts().size() < 30, stretches.starts().size() + " stretches");
    }

    @Test
    void eight_large_groups_fill_stretches() {
        int[] index = IntStream.range(0, 8 * 640).map(i -> i / 640).toArray();
        SideBySideGroups stretches = SideBySideGroups.of(places(index, SideBySide.of(index)));
        assertEquals(index.length, stretches.rows());
        assertEquals(10, stretches.starts().size(), "one for each block of ranks");
    }

    @Test
    void stretches_of_whole_blocks_come_first() {
        int[] index = IntStream.range(0, 20)
                .flatMap(g -> IntStream.generate(() -> g).limit(100 + 10 * g))
                .toArray();
        SideBySideGroups stretches = SideBySideGroups.of(places(index, SideBySide.of(index)));
        assertEquals(
                List.of(0, 512, 1024, 1536),
                stretches.starts().subList(0, 4),
                "each is a part of a chunk of a reduction over all rows");
    }

    @Test
    void fewer_groups_follow_one_after_the_other() {
        int[] index = {1, 0, 2, 1, 0, 2, 0};
        assertArrayEquals(new int[] {1, 4, 6, 0, 3, 2, 5}, SideBySide.of(index).rows());
    }

    @Test
    void a_stretch_has_eight_accumulators_which_no_two_lanes_share() {
        int[] tile = {3, 1, 4, 9, 5, 2, 6, 8, 3, 1, 4, 9, 5, 2, 6, 8};
        assertEquals(List.of(0), SideBySideGroups.of(tile).starts());
        int[] shared = tile.clone();
        shared[7] = 3;
        shared[15] = 3;
        assertEquals(List.of(), SideBySideGroups.of(shared).starts());
        int[] changing = tile.clone();
        changing[15] = 7;
        assertEquals(List.of(), SideBySideGroups.of(changing).starts());
    }

    @Test
    void equal_tiles_are_one_stretch_and_others_start_a_new_one() {
        int[] tile = {3, 1, 4, 9, 5, 2, 6, 8, 3, 1, 4, 9, 5, 2, 6, 8};
        int[] places = new int[5 * 16 + 3];
        for (int t = 0; t < 5; t++) {
            int first = t < 2 ? 0 : t == 4 ? -100 : 20; // the last is no stretch
            for (int i = 0; i < 16; i++) {
                places[16 * t + i] = first < 0 ? 0 : tile[i] + first;
            }
        }
        SideBySideGroups stretches = SideBySideGroups.of(places);
        assertEquals(List.of(0, 32), stretches.starts());
        assertEquals(List.of(32, 64), stretches.ends());
        assertEquals(64, stretches.rows());
    }
}
