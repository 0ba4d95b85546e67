package ppl.backend.vector.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;

/**
 * Where in a nest each step is computed: inside as many loops as it depends on, not more. Tells how often a step is used
 * and which ones need no local variable.
 */
public final class Schedule {

    private static final int AT_SINK = Integer.MAX_VALUE;

    private final LoopNest nest;
    private final @Nullable Segments segments;
    private final int[] depth;
    private final int[] uses;
    /** The depth of the only user, if there is one user only. */
    private final int[] userDepth;

    Schedule(LoopNest nest, @Nullable Segments segments) {
        this.nest = nest;
        this.segments = segments;
        int n = nest.steps().size();
        this.depth = new int[n];
        this.uses = new int[n];
        this.userDepth = new int[n];
        for (int s = 0; s < n; s++) {
            depth[s] = segments != null && segments.isSteady(s)
                    ? 1
                    : depthOf(nest.steps().get(s));
            for (int operand : operands(nest.steps().get(s))) {
                use(operand, depth[s]);
            }
        }
        for (Sink sink : nest.sinks()) {
            // What a sink takes is computed before the first sink writes, which may be to where it was read.
            use(sink.step(), AT_SINK);
            if (sink instanceof Sink.Scatter scatter) {
                use(scatter.place(), innermost());
            }
        }
    }

    /** The depth of the innermost loop; segments count as a loop around it. */
    int innermost() {
        return level(nest.sizes().size());
    }

    /** The depth at which an access that moves with the first {@code axes} axes is done. */
    int level(int axes) {
        return segments != null && axes == 1 ? 2 : axes;
    }

    private void use(int step, int atDepth) {
        uses[step]++;
        userDepth[step] = atDepth;
    }

    private int depthOf(Step step) {
        return switch (step) {
            case Step.Immediate _ -> 0;
            case Step.Load load -> level(load.from().depth());
            case Step.Position p -> {
                int d = p.strides().size();
                while (d > 0 && p.strides().get(d - 1) == 0) {
                    d--;
                }
                yield level(d);
            }
            case Step.Apply apply -> {
                int d = 0;
                for (int o : apply.operands()) {
                    d = Math.max(d, depth[o]);
                }
                yield d;
            }
            case Step.Gather gather -> Math.max(level(gather.from().depth()), depth[gather.index()]);
        };
    }

    /** The steps whose values a step takes. */
    public static List<Integer> operands(Step step) {
        return switch (step) {
            case Step.Apply apply -> apply.operands();
            case Step.Gather gather -> List.of(gather.index());
            case Step.Load _, Step.Immediate _, Step.Position _ -> List.of();
        };
    }

    /** True if a step has one value in all iterations of the innermost loop. */
    public boolean isSteady(int step) {
        return depth[step] < innermost();
    }

    int depth(int step) {
        return depth[step];
    }

    int uses(int step) {
        return uses[step];
    }

    /** True if the step is written where it is used: a number, or an element read once in the same loop. */
    boolean isInline(int step) {
        return switch (nest.steps().get(step)) {
            case Step.Immediate _ -> true;
            case Step.Load _, Step.Position _ -> uses[step] == 1 && userDepth[step] == depth[step];
            case Step.Apply _, Step.Gather _ -> false;
        };
    }

    /** The steps that are computed at a depth, those written inline left out. */
    List<Integer> at(int wanted) {
        List<Integer> steps = new ArrayList<>();
        for (int s = 0; s < depth.length; s++) {
            if (depth[s] == wanted && uses[s] > 0 && !isInline(s)) {
                steps.add(s);
            }
        }
        return steps;
    }

    @Override
    public String toString() {
        return "depths " + Arrays.toString(depth) + ", uses " + Arrays.toString(uses);
    }
}
