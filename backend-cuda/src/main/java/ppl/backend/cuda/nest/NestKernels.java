package ppl.backend.cuda.nest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;

/** The kernels of a loop nest: one for the sums by group of each index, then one for all else. */
public final class NestKernels {

    /** Combinations in one kernel: each takes a kilobyte of the shared memory of a block. */
    private static final int FOLDS = 32;

    private NestKernels() {}

    /**
     * Writes them. Sums by group come first, since the others may write where the nest reads; they compute their values anew.
     *
     * @param name what the names of all begin with
     */
    public static List<Written> write(String name, Target target, LoopNest nest) {
        List<Sink.Store> stores = new ArrayList<>();
        List<Sink.Fold> folds = new ArrayList<>();
        Map<Integer, List<Sink.Scatter>> scatters = new LinkedHashMap<>();
        for (Sink sink : nest.sinks()) {
            switch (sink) {
                case Sink.Store store -> stores.add(store);
                case Sink.Fold fold -> folds.add(fold);
                case Sink.Scatter scatter ->
                    scatters.computeIfAbsent(scatter.place(), _ -> new ArrayList<>())
                            .add(scatter);
            }
        }
        List<Written> written = new ArrayList<>();
        for (List<Sink.Scatter> together : scatters.values()) {
            written.add(ScatterKernel.write(name + "_groups" + written.size(), target, nest, together));
        }
        boolean isShort = ShortFoldKernel.fits(nest);
        // What stores goes last: it may write where the others read.
        for (int from = 0; from < folds.size(); from += FOLDS) {
            int to = Math.min(folds.size(), from + FOLDS);
            List<Sink.Store> with = to == folds.size() ? stores : List.of();
            List<Sink.Fold> some = folds.subList(from, to);
            if (isShort) {
                written.add(ShortFoldKernel.write(name + "_short" + from, target, nest, with, some));
            } else {
                written.addAll(FoldKernel.write(name + "_folds" + from, target, nest, with, some));
            }
        }
        if (folds.isEmpty() && !stores.isEmpty()) {
            written.add(MapKernel.write(name, target, nest, stores));
        }
        return written;
    }
}
