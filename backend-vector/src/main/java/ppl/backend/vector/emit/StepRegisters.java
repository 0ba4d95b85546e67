package ppl.backend.vector.emit;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;

/**
 * What of a step is written into the loop's own method, and which numbers then need no memory from step to step: a recurrence of
 * scalars runs in registers, which saves a store and a load in each link of its chain.
 *
 * @param inline the straight-line kernels that are written into the method; the others are called
 * @param buffers the buffers of one number that only those read and write
 * @param written those of them that are written
 */
record StepRegisters(Set<Kernel> inline, Set<Integer> buffers, Set<Integer> written) {

    /** Steps of straight-line code in one method; as many as a nest may have. */
    private static final int MOST = 360;

    static StepRegisters of(KernelPlan plan, Kernel.Loop loop) {
        List<Kernel> all = kernels(loop);
        Set<Kernel> inline = Collections.newSetFromMap(new IdentityHashMap<>());
        int room = MOST;
        for (Kernel kernel : all) {
            if (kernel instanceof LoopNest nest && nest.sizes().isEmpty() && Compiler.weight(nest) <= room) {
                inline.add(kernel);
                room -= Compiler.weight(nest);
            }
        }
        Set<Integer> inMemory = inMemory(plan, all, inline);
        Set<Integer> buffers = new TreeSet<>();
        Set<Integer> written = new TreeSet<>();
        Stream<Integer> touched = all.stream().filter(inline::contains).flatMap(k -> k.buffers().stream());
        Stream.concat(Stream.of(loop.counter()), touched)
                .flatMap(id -> plan.buffer(id).touched().stream())
                .filter(id -> isNumber(plan.buffer(id)) && !inMemory.contains(id))
                .forEach(buffers::add);
        for (Kernel kernel : inline) {
            for (Sink sink : ((LoopNest) kernel).sinks()) {
                if (buffers.contains(sink.to().buffer())) {
                    written.add(sink.to().buffer());
                }
            }
        }
        return new StepRegisters(inline, buffers, written);
    }

    /** The kernels of a step in the order in which they run, those of its condition first. */
    static List<Kernel> kernels(Kernel.Loop loop) {
        Kernel.Condition condition = loop.condition();
        return condition == null
                ? loop.step()
                : Stream.concat(condition.kernels().stream(), loop.step().stream())
                        .toList();
    }

    private static boolean isNumber(Buffer buffer) {
        return buffer.length() == 1
                && switch (buffer.place()) {
                    case Place.Arena _, Place.Input _, Place.Output _ -> true;
                    case Place.Literal _, Place.Window _ -> false;
                };
    }

    /** The buffers that called kernels touch, in which places are computed, or which are seen through a window. */
    private static Set<Integer> inMemory(KernelPlan plan, List<Kernel> all, Set<Kernel> inline) {
        Set<Integer> ids = new HashSet<>();
        for (Kernel kernel : all) {
            for (int named : kernel.buffers()) {
                if (plan.buffer(named).place() instanceof Place.Window window) {
                    ids.add(window.of());
                }
                if (!inline.contains(kernel)) {
                    ids.addAll(plan.buffer(named).touched());
                }
            }
        }
        for (Kernel kernel : inline) {
            LoopNest nest = (LoopNest) kernel;
            for (Step step : nest.steps()) {
                if (step instanceof Step.Gather gather) {
                    ids.add(gather.from().buffer());
                }
            }
            for (Sink sink : nest.sinks()) {
                if (!(sink instanceof Sink.Store)) {
                    ids.add(sink.to().buffer());
                }
            }
        }
        return ids;
    }
}
