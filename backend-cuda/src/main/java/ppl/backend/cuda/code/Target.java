package ppl.backend.cuda.code;

import ppl.backend.spi.plan.KernelPlan;

/**
 * What kernels are written for.
 *
 * @param layout of the memory of a caller
 * @param literals grows with what kernels need
 * @param scratch grows with what kernels need
 */
public record Target(KernelPlan plan, BlockLayout layout, LiteralData literals, Scratch scratch) {

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
