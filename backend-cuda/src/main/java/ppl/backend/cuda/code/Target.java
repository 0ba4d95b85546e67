package ppl.backend.cuda.code;

import ppl.backend.spi.plan.KernelPlan;

/**
 * What kernels are written for.
 *
 * @param layout of the memory of a caller
 * @param literals grows with what kernels need
 * @param scratch grows with what kernels need
 * @param mask the word of control that says whether a point has something to do here; {@link #ALWAYS} if it always has
 */
public record Target(KernelPlan plan, BlockLayout layout, LiteralData literals, Scratch scratch, int mask) {

    /** In place of a word of control. */
    public static final int ALWAYS = -1;

    /** The same where a word of control says so. */
    public Target under(int word) {
        return new Target(plan, layout, literals, scratch, word);
    }

    /** How much scratch memory the kernels need, each on its own. */
    public static final class Scratch {
        private long bytes;

        /** A kernel needs this much. */
        public void need(long more) {
            bytes = Math.max(bytes, more);
        }

        /** The most that one kernel needs. */
        public long bytes() {
            return bytes;
        }
    }
}
