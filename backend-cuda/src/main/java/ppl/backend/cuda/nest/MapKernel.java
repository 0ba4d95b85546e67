package ppl.backend.cuda.nest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;

/** A nest of independent iterations: a thread for each, or for one and every so many further. */
final class MapKernel {

    private MapKernel() {}

    static Written write(String name, Target target, LoopNest nest, List<Sink.Store> stores) {
        Frame frame = new Frame(name, target);
        int rank = nest.sizes().size();
        int[] levels = new int[rank];
        Arrays.fill(levels, 1);
        Values values =
                new Values(frame, nest, levels, stores.stream().map(Sink::step).toList());
        values.locate(stores.stream().map(Sink::to).toList());
        values.compute(0);
        List<Integer> axes = IntStream.range(0, rank).boxed().toList();
        frame.eachOf(
                nest.iterations(),
                i -> values.inside(() -> {
                    Positions.split(frame, i, axes, nest.sizes(), values.positions);
                    values.compute(1);
                    stores.forEach(s -> Stores.write(frame, values, s));
                }));
        return Written.over(frame, nest.iterations());
    }
}
