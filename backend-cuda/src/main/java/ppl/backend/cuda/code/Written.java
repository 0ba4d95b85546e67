package ppl.backend.cuda.code;

import ppl.backend.cuda.ptx.EntryPoint;

/**
 * A kernel and the grid on which it runs.
 *
 * @param entry the kernel
 * @param blocks of the grid
 * @param threads of a block
 */
public record Written(EntryPoint entry, int blocks, int threads) {

    /** More would not run at the same time. */
    private static final int MOST_BLOCKS = 4096;

    private static final int WARP = 32;

    /** A kernel each of whose threads takes one of {@code total} elements, if there are as many threads. */
    public static Written over(Frame frame, int total) {
        if (total == 1) {
            return alone(frame); // others would read what it may write
        }
        int threads = Math.clamp(Math.ceilDiv(total, WARP) * (long) WARP, WARP, Frame.THREADS);
        return new Written(frame.code().finish(), blocks(total, threads), threads);
    }

    /** A kernel of blocks whose threads work together, each block on one of {@code total} items. */
    public static Written together(Frame frame, int total, int threads) {
        return new Written(frame.code().finish(), blocks(total, 1), threads);
    }

    /** A kernel of a single thread. */
    public static Written alone(Frame frame) {
        return new Written(frame.code().finish(), 1, 1);
    }

    private static int blocks(int total, int each) {
        return Math.clamp(Math.ceilDiv(total, each), 1, MOST_BLOCKS);
    }
}
