package ppl.backend.vector.run;

import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;

/** The end of sums by group: each group's accumulators combined in the canonical order. */
public final class GroupSumsCode {

    private GroupSumsCode() {}

    /** The code that runs a kernel. */
    public static Code of(KernelPlan plan, Kernel.GroupSums sums) {
        GroupTable table = GroupTable.of(plan, sums);
        Strided from = Strided.whole(plan, sums.from());
        Strided to = Strided.whole(plan, sums.to());
        return switch (to.dtype()) {
            case F64 -> new GroupSumsF64(table, from, to);
            case F32 -> new GroupSumsF32(table, from, to);
            case I64 -> new GroupSumsI64(table, from, to);
            case I32 -> new GroupSumsI32(table, from, to);
            case BOOL -> throw new AssertionError("sums of truth values");
        };
    }
}
