package ppl.backend.spi.fuse;

import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;

/**
 * What a machine can take in one loop. A plan of other limits has other loops and the same bits.
 *
 * @param statements the most values and results in one loop body; longer ones are cut
 */
public record KernelLimits(int statements) {

    /** Bodies of any length. */
    public static final KernelLimits NONE = new KernelLimits(Integer.MAX_VALUE);

    /**
     * Checks that a body may hold something.
     *
     * @throws BackendException if not
     */
    public KernelLimits {
        if (statements < 1) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "a loop body must have room for 1 statement or more, not " + statements
                            + "; state the limit of the machine, or KernelLimits.NONE");
        }
    }
}
