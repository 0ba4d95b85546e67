package ppl.graph.op;

import java.util.function.DoubleBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * The one order in which elements are combined, for every backend, lane width and thread count. It depends on the
 * number of elements alone.
 *
 * <p><b>Reductions</b> ({@link Reduce}): the elements, in row-major order of the reduced axes, are cut into chunks of
 * {@value #CHUNK}. Inside a chunk element {@code i} goes to lane {@code i mod} {@value #LANES}; a lane starts with its
 * first element and combines the next ones in order. Lanes are combined as a binary tree by halving
 * ({@code lane[l] = lane[l] + lane[l + w]} for {@code w = LANES/2, ..., 1}), lanes without elements left out. Chunk
 * results are combined in adjacent pairs, {@code (0,1), (2,3), ...}, an odd last one moving up unchanged, until one is
 * left.
 *
 * <p><b>Contractions</b> ({@link MatMul}): the contracted axis is cut into blocks of {@value #BLOCK}; inside a block
 * {@code acc = fma(a, b, acc)} from {@code acc = +0} in ascending order; block results are combined in adjacent pairs
 * like chunks.
 *
 * <p><b>Sums by group</b> ({@link ScatterAdd}): the members of a group are numbered in row-major order, and these ranks are
 * cut into blocks of {@value #GROUP_BLOCK}; inside a block {@code acc = acc + x} from {@code acc = +0} in ascending order; block
 * results are combined in adjacent pairs like chunks. The block of a member follows from its rank alone, whatever lies
 * between the members, so blocks are independent pieces of work: lanes of a vector, threads, or machines that each hold part of
 * the rows. Of ranks cut at a multiple of {@code GROUP_BLOCK * 2^k}, runs of that many have a result that enters the pairs as
 * it is. A short group is one block and has one accumulator.
 *
 * <p><b>Cumulative sums</b> ({@link CumulativeSum}): a line is cut into chunks of {@value #CUMULATIVE_CHUNK} from its first element in the
 * direction of the sum. Inside a chunk {@code local = local + x} in order, from its first element; {@code carry} of a chunk is the result
 * at the last place of the chunk before it, and a result is {@code carry + local}, in the first chunk {@code local} alone. So the
 * local sums of chunks are independent pieces of work; carries follow from the last of each, and only they are sequential.
 */
public final class CanonicalOrder {

    /** Elements in a chunk. */
    public static final int CHUNK = 4096;
    /** Accumulators of a chunk. */
    public static final int LANES = 16;
    /** Products accumulated one after the other in a contraction. */
    public static final int BLOCK = 256;

    /** Members of a group added one after the other. */
    public static final int GROUP_BLOCK = 64;

    /** Elements of a cumulative sum added one after the other. */
    public static final int CUMULATIVE_CHUNK = 512;

    private CanonicalOrder() {}

    /**
     * Combines {@code n} elements in the canonical order.
     *
     * @param combine one rounded step of the operation
     * @param empty the result over no elements
     */
    public static double reduce(int n, IntToDoubleFunction element, DoubleBinaryOperator combine, double empty) {
        if (n == 0) {
            return empty;
        }
        double[] chunks = new double[(n + CHUNK - 1) / CHUNK];
        double[] lanes = new double[LANES];
        for (int c = 0; c < chunks.length; c++) {
            int start = c * CHUNK;
            int size = Math.min(CHUNK, n - start);
            for (int i = 0; i < size; i++) {
                double x = element.applyAsDouble(start + i);
                int lane = i % LANES;
                lanes[lane] = i < LANES ? x : combine.applyAsDouble(lanes[lane], x);
            }
            chunks[c] = combineLanes(lanes, Math.min(size, LANES), combine);
        }
        return combinePairs(chunks, chunks.length, combine);
    }

    private static double combineLanes(double[] lanes, int filled, DoubleBinaryOperator combine) {
        int left = filled;
        for (int width = LANES / 2; width >= 1; width /= 2) {
            for (int l = 0; l < width && l + width < left; l++) {
                lanes[l] = combine.applyAsDouble(lanes[l], lanes[l + width]);
            }
            left = Math.min(left, width);
        }
        return lanes[0];
    }

    /** Combines the first {@code count} partial results in adjacent pairs; overwrites the array. */
    public static double combinePairs(double[] parts, int count, DoubleBinaryOperator combine) {
        int n = count;
        while (n > 1) {
            int half = n / 2;
            for (int i = 0; i < half; i++) {
                parts[i] = combine.applyAsDouble(parts[2 * i], parts[2 * i + 1]);
            }
            if (n % 2 == 1) {
                parts[half] = parts[n - 1];
            }
            n = half + n % 2;
        }
        return parts[0];
    }

    /** The number of blocks of a group of {@code members}: the accumulators that it needs. */
    public static int blocks(int members) {
        return Math.ceilDiv(members, GROUP_BLOCK);
    }

    /**
     * The sum of a group in its order.
     *
     * @param add one rounded addition
     */
    public static double sumOfGroup(int members, IntToDoubleFunction member, DoubleBinaryOperator add) {
        double[] sums = new double[Math.max(1, blocks(members))];
        for (int rank = 0; rank < members; rank++) {
            int block = rank / GROUP_BLOCK;
            sums[block] = add.applyAsDouble(sums[block], member.applyAsDouble(rank));
        }
        return combinePairs(sums, sums.length, add);
    }

    /**
     * The rows that an index array sends to each of some places. The members of a group are its rows in ascending order; the
     * <b>rank</b> of a member is its number among them, from 0 on. Rows whose index lies outside belong to no group.
     */
    public static final class Groups {

        private final int[] starts;
        private final int[] rows;

        private Groups(int[] starts, int[] rows) {
            this.starts = starts;
            this.rows = rows;
        }

        /**
         * Sorts rows by group, which takes time and room for each row and each group once.
         *
         * @param count the number of rows
         * @param index the group of a row
         * @param groups the number of groups
         */
        public static Groups of(int count, IntToLongFunction index, int groups) {
            int[] starts = new int[groups + 1];
            for (int i = 0; i < count; i++) {
                long g = index.applyAsLong(i);
                if (isInside(g, groups)) {
                    starts[(int) g + 1]++;
                }
            }
            for (int g = 0; g < groups; g++) {
                starts[g + 1] += starts[g];
            }
            int[] next = starts.clone();
            int[] rows = new int[starts[groups]];
            for (int i = 0; i < count; i++) {
                long g = index.applyAsLong(i);
                if (isInside(g, groups)) {
                    rows[next[(int) g]++] = i;
                }
            }
            return new Groups(starts, rows);
        }

        private static boolean isInside(long group, int groups) {
            return 0 <= group && group < groups;
        }

        /** The number of groups, those without members included. */
        public int count() {
            return starts.length - 1;
        }

        /** The number of members of a group. */
        public int size(int group) {
            return starts[group + 1] - starts[group];
        }

        /** The row of the member of a rank. */
        public int row(int group, int rank) {
            return rows[starts[group] + rank];
        }
    }
}
