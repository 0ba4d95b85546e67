package ppl.backend.vector.run;

import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;

/**
 * What the end of a sum by group runs over.
 *
 * @param longGroups the groups of several blocks
 * @param groups the number of groups
 * @param accumulators how many accumulators lie along the axis of groups
 * @param before the number of positions on the axes before it
 * @param after the number of positions on the axes after it
 */
record GroupTable(Strided longGroups, int groups, int accumulators, int before, int after) {

    static final int FIELDS = IndexPlan.FIELDS;

    static GroupTable of(KernelPlan plan, Kernel.GroupSums sums) {
        Strided listed = Strided.whole(plan, sums.longGroups());
        return new GroupTable(listed, sums.groups(), sums.accumulators(), sums.before(), sums.after());
    }
}
