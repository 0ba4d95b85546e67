package ppl.backend.spi.plan;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.op.CanonicalOrder;

/**
 * Stretches of a loop over which each of {@value #LANES} neighbouring rows adds to an accumulator of its own, the same in every tile
 * of {@value #TILE} rows: row {@code i} of a tile adds to that of lane {@code i mod LANES}. Over a stretch the accumulators may stay in a
 * vector, which takes the first half of a tile and then the second; this is the order of the rows. A tile holds the lanes of a
 * {@link CanonicalOrder} reduction once, so both fit in one loop. The layout of rows makes stretches where it
 * can; what lies between them adds row by row.
 *
 * @param starts the first row of each stretch, a multiple of {@value #TILE}, ascending
 * @param ends the row after each stretch, a multiple of {@value #TILE}
 */
public record SideBySideGroups(List<Integer> starts, List<Integer> ends) {

    /** Accumulators side by side. */
    public static final int LANES = CanonicalOrder.LANES / 2;

    /** Rows that are taken together. */
    public static final int TILE = CanonicalOrder.LANES;

    /** Copies the lists. */
    public SideBySideGroups {
        starts = List.copyOf(starts);
        ends = List.copyOf(ends);
    }

    /** The stretches of rows with these accumulators ({@link IndexPlan#places}), each as long as can be. */
    public static SideBySideGroups of(int[] places) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int tile = 0; tile + TILE <= places.length; tile += TILE) {
            if (isApart(places, tile)) {
                if (!ends.isEmpty() && ends.getLast() == tile && continues(places, tile)) {
                    ends.removeLast();
                } else {
                    starts.add(tile);
                }
                ends.add(tile + TILE);
            }
        }
        return new SideBySideGroups(starts, ends);
    }

    private static boolean isApart(int[] places, int tile) {
        for (int l = 0; l < LANES; l++) {
            if (places[tile + l] != places[tile + LANES + l]) {
                return false;
            }
            for (int k = 0; k < l; k++) {
                if (places[tile + k] == places[tile + l]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean continues(int[] places, int tile) {
        for (int l = 0; l < LANES; l++) {
            if (places[tile + l] != places[tile - LANES + l]) {
                return false;
            }
        }
        return true;
    }

    /** The number of rows in stretches. */
    public int rows() {
        int rows = 0;
        for (int s = 0; s < starts.size(); s++) {
            rows += ends.get(s) - starts.get(s);
        }
        return rows;
    }
}
