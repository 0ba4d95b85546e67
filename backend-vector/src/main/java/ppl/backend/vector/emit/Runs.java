package ppl.backend.vector.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;

/**
 * Stretches of a loop over which a constant index stays the same: rows that come sorted by group. Over a run the elements
 * picked by the index are loop constants, and sums at its place stay in a register; the order of additions is the same.
 *
 * @param index the step that loads the index
 * @param ends the position after each run, ascending
 */
record Runs(int index, int[] ends) {

    private static final int SHORTEST_MEAN = 3;

    /** The runs of the first scatter of a nest whose index has long runs, if there is one. */
    static @Nullable Runs of(LoopNest nest, KernelPlan plan) {
        if (nest.sizes().size() != 1) {
            return null;
        }
        for (Sink sink : nest.sinks()) {
            if (sink instanceof Sink.Scatter s && s.certain() && s.to().depth() == 0) {
                int[] ends =
                        ends(nest.steps().get(s.index()), plan, nest.sizes().getFirst());
                if (ends != null && (long) ends.length * SHORTEST_MEAN <= nest.iterations()) {
                    return new Runs(s.index(), ends);
                }
            }
        }
        return null;
    }

    private static int @Nullable [] ends(Step step, KernelPlan plan, int n) {
        boolean constant = step instanceof Step.Load(DType _, Access from)
                && from.depth() == 1
                && plan.buffer(from.buffer()).place() instanceof Buffer.Place.Literal;
        if (!constant) {
            return null;
        }
        Access from = ((Step.Load) step).from();
        int[] index = (int[]) ((Buffer.Place.Literal) plan.buffer(from.buffer()).place())
                .value()
                .array();
        List<Integer> ends = new ArrayList<>();
        int stride = from.strides().getFirst();
        for (int i = 1; i < n; i++) {
            int at = from.offset() + i * stride;
            if (index[at] != index[at - stride]) {
                ends.add(i);
            }
        }
        ends.add(n);
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /** True if the sink adds at a place that a run does not change. */
    boolean holds(Sink sink) {
        return sink instanceof Sink.Scatter s && s.index() == index && s.certain() && s.to().depth() == 0;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Runs r && r.index == index && Arrays.equals(r.ends, ends);
    }

    @Override
    public int hashCode() {
        return 31 * index + Arrays.hashCode(ends);
    }
}
