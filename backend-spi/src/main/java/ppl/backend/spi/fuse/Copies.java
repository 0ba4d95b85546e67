package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.spi.plan.View;

/** Buffers copied, those of one shape in one loop. None of them is copied from and to at once. */
final class Copies {

    private record Copy(View from, int to) {}

    private final Buffers buffers;
    private final KernelLimits limits;
    private final Map<List<Integer>, List<Copy>> byShape = new LinkedHashMap<>();

    Copies(Buffers buffers, KernelLimits limits) {
        this.buffers = buffers;
        this.limits = limits;
    }

    /** The elements of a view, in their order, to the beginning of a buffer. */
    void add(View from, int to) {
        List<Integer> sizes = from.sizes().stream().filter(n -> n != 1).toList();
        if (!sizes.contains(0)) {
            byShape.computeIfAbsent(sizes, _ -> new ArrayList<>()).add(new Copy(from, to));
        }
    }

    /** The loops that copy. */
    List<Kernel> kernels() {
        List<Kernel> kernels = new ArrayList<>();
        byShape.forEach((sizes, copies) -> {
            for (int from = 0; from < copies.size(); from += limits.statements()) {
                int to = Math.min(copies.size(), from + limits.statements());
                kernels.add(nest(sizes, copies.subList(from, to)));
            }
        });
        return kernels;
    }

    private LoopNest nest(List<Integer> sizes, List<Copy> copies) {
        List<Step> steps = new ArrayList<>();
        List<Sink> sinks = new ArrayList<>();
        int[] rowMajor = StridedView.rowMajor(sizes.stream().mapToInt(n -> n).toArray());
        List<Integer> dense = java.util.Arrays.stream(rowMajor).boxed().toList();
        for (Copy copy : copies) {
            List<Integer> strides = new ArrayList<>();
            for (int a = 0; a < copy.from.sizes().size(); a++) {
                if (copy.from.sizes().get(a) != 1) {
                    strides.add(copy.from.strides().get(a));
                }
            }
            Access from = new Access(copy.from.buffer(), copy.from.offset(), strides);
            steps.add(new Step.Load(buffers.all().get(from.buffer()).dtype(), from));
            sinks.add(new Sink.Store(steps.size() - 1, new Access(copy.to, 0, dense)));
        }
        return Collapse.apply(new LoopNest(sizes, sizes.size(), steps, sinks));
    }
}
