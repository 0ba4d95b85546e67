package ppl.backend.vector.tier;

import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.vector.run.Call;
import ppl.backend.vector.run.Code;

/**
 * Code of a nest run once more on what a program called it with, in arrays of its own. Zeros would do for lanes, but not for scalar code,
 * whose time depends on which ways its numbers take.
 */
final class Rehearsal implements Stage {

    /** Turns of an innermost loop in a short call, and of the loops around. */
    private static final int FEW = 32;

    private static final int AROUND = 2;
    /** Iterations in a longer call, about. */
    private static final int MANY = 1024;

    private final Code scalar;
    private final Code lanes;
    private final Call call;
    private final int around;

    /**
     * @param call what the nest was called with, in arrays of its own
     */
    Rehearsal(LoopNest nest, Call call, Code scalar, Code lanes) {
        this.call = call;
        this.scalar = scalar;
        this.lanes = lanes;
        this.around = Math.max(AROUND, MANY / nest.sizes().getLast());
    }

    private Code code(Way way) {
        return switch (way) {
            case SCALAR -> scalar;
            case LANES -> lanes;
        };
    }

    @Override
    public double warm(Way way) {
        call.workspace().longest = FEW;
        call.workspace().longestAround = AROUND;
        return Timed.each(code(way), call);
    }

    @Override
    public double time(Way way) {
        call.workspace().longest = MANY;
        call.workspace().longestAround = around;
        return Timed.least(code(way), call);
    }
}
