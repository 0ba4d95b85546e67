package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;

/**
 * Joins neighbouring axes of a nest that every access walks as one. A kept axis never joins a reduced one: the result of a
 * fold moves along the first and not along the second.
 */
final class Collapse {

    private Collapse() {}

    static LoopNest apply(LoopNest nest) {
        LoopNest result = nest;
        for (int a = nest.sizes().size() - 2; a >= 0; a--) {
            if (joins(result, a)) {
                result = join(result, a);
            }
        }
        return result;
    }

    private static boolean joins(LoopNest nest, int a) {
        int inner = nest.sizes().get(a + 1);
        for (List<Integer> s : strides(nest)) {
            if (s.get(a) != s.get(a + 1) * inner) {
                return false;
            }
        }
        return true;
    }

    private static List<List<Integer>> strides(LoopNest nest) {
        List<List<Integer>> all = new ArrayList<>();
        map(nest, s -> {
            all.add(s);
            return s;
        });
        return all;
    }

    private static LoopNest join(LoopNest nest, int a) {
        List<Integer> sizes = new ArrayList<>(nest.sizes());
        sizes.set(a, Math.multiplyExact(sizes.get(a), sizes.remove(a + 1)));
        LoopNest mapped = map(nest, strides -> {
            List<Integer> joined = new ArrayList<>(strides);
            joined.remove(a);
            return joined;
        });
        int kept = a < nest.kept() ? nest.kept() - 1 : nest.kept();
        return new LoopNest(sizes, kept, mapped.steps(), mapped.sinks());
    }

    /** The nest with all strides replaced. */
    private static LoopNest map(LoopNest nest, UnaryOperator<List<Integer>> f) {
        List<Step> steps = new ArrayList<>(nest.steps().size());
        for (Step step : nest.steps()) {
            steps.add(
                    switch (step) {
                        case Step.Load s -> new Step.Load(s.dtype(), map(s.from(), f));
                        case Step.Gather s ->
                            new Step.Gather(
                                    s.dtype(), map(s.from(), f), s.index(), s.stride(), s.extent(), s.certain());
                        case Step.Position s -> new Step.Position(s.offset(), f.apply(s.strides()));
                        case Step.Immediate s -> s;
                        case Step.Apply s -> s;
                    });
        }
        List<Sink> sinks = new ArrayList<>(nest.sinks().size());
        for (Sink sink : nest.sinks()) {
            sinks.add(
                    switch (sink) {
                        case Sink.Store s -> new Sink.Store(s.step(), map(s.to(), f));
                        case Sink.Fold s -> new Sink.Fold(s.step(), s.fn(), map(s.to(), f));
                        case Sink.Scatter s -> new Sink.Scatter(s.step(), map(s.to(), f), s.place(), s.stride());
                    });
        }
        return new LoopNest(nest.sizes(), nest.kept(), steps, sinks);
    }

    private static Access map(Access access, UnaryOperator<List<Integer>> f) {
        return new Access(access.buffer(), access.offset(), f.apply(access.strides()));
    }
}
