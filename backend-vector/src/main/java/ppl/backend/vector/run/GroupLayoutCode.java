package ppl.backend.vector.run;

import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.op.CanonicalOrder;

/** Lays out sums by group whose index only the call tells: counts members, gives each group its accumulators, ranks. */
public final class GroupLayoutCode implements Code {

    private final Strided index;
    private final Strided places;
    private final Strided longGroups;
    private final Strided counters;
    private final int rows;
    private final int groups;
    private final int accumulators;

    /** The code that runs a kernel. */
    public GroupLayoutCode(KernelPlan plan, Kernel.GroupLayout kernel) {
        this.index = new Strided(plan, kernel.index());
        this.places = Strided.whole(plan, kernel.places());
        this.longGroups = Strided.whole(plan, kernel.longGroups());
        this.counters = Strided.whole(plan, kernel.counters());
        this.rows = index.count(index.rank());
        this.groups = kernel.groups();
        this.accumulators = kernel.accumulators();
    }

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        int[] place = (int[]) places.array(inputs, outputs, workspace);
        int[] counter = (int[]) counters.array(inputs, outputs, workspace);
        int[] listed = (int[]) longGroups.array(inputs, outputs, workspace);
        int first = places.start(workspace);
        int members = counters.start(workspace);
        read(index.array(inputs, outputs, workspace), index.start(workspace), place, first);
        count(place, first, counter, members);
        lay(counter, members, listed, longGroups.start(workspace));
        rank(place, first, counter, members);
    }

    /** Writes the group of each row where its place will be; -1 for none. */
    private void read(Object array, int start, int[] place, int first) {
        for (int i = 0; i < rows; i++) {
            int at = index.rank() == 1 ? start + i * index.stride(0) : start + index.distance(index.rank(), i);
            long group = array instanceof long[] wide ? wide[at] : ((int[]) array)[at];
            place[first + i] = 0 <= group && group < groups ? (int) group : -1;
        }
    }

    private void count(int[] place, int first, int[] counter, int members) {
        java.util.Arrays.fill(counter, members, members + groups, 0);
        for (int i = first; i < first + rows; i++) {
            if (place[i] >= 0) {
                counter[members + place[i]]++;
            }
        }
    }

    /** Gives each group its first accumulator; counters of members start anew. */
    private void lay(int[] counter, int members, int[] listed, int start) {
        int firsts = members + groups;
        int list = start;
        int next = groups;
        for (int g = 0; g < groups; g++) {
            int blocks = CanonicalOrder.blocks(counter[members + g]);
            counter[firsts + g] = blocks > 1 ? next : g;
            counter[members + g] = 0;
            if (blocks > 1) {
                listed[list] = g;
                listed[list + 1] = next;
                listed[list + 2] = blocks;
                list += IndexPlan.FIELDS;
                next += blocks;
            }
        }
        java.util.Arrays.fill(listed, list, start + longGroups.size(0), -1);
    }

    private void rank(int[] place, int first, int[] counter, int members) {
        int firsts = members + groups;
        for (int i = first; i < first + rows; i++) {
            int g = place[i];
            place[i] = g < 0
                    ? accumulators - 1
                    : counter[firsts + g] + counter[members + g]++ / CanonicalOrder.GROUP_BLOCK;
        }
    }
}
