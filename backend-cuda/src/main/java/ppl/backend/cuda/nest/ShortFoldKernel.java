package ppl.backend.cuda.nest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/**
 * A nest whose combinations are of no more elements than there are lanes: a thread for each result, which has all of them in registers and
 * combines them by halving. No thread waits for another.
 */
final class ShortFoldKernel {

    private static final int LANES = CanonicalOrder.LANES;
    /** Values of all elements together, so that text and registers stay few. */
    private static final int MOST_VALUES = 200;

    private final LoopNest nest;
    private final Frame frame;
    private final Values values;
    private final List<Sink.Store> stores;
    private final List<Sink.Fold> folds;

    private ShortFoldKernel(String name, Target target, LoopNest nest, List<Sink.Store> stores, List<Sink.Fold> folds) {
        this.nest = nest;
        this.stores = stores;
        this.folds = folds;
        this.frame = new Frame(name, target);
        int[] levels = new int[nest.sizes().size()];
        Arrays.setAll(levels, a -> a < nest.kept() ? 1 : 2);
        List<Integer> wanted =
                Stream.concat(stores.stream(), folds.stream()).map(Sink::step).toList();
        this.values = new Values(frame, nest, levels, wanted);
    }

    /** True of a nest for which there is such a kernel. */
    static boolean fits(LoopNest nest) {
        return nest.reduced() <= LANES && nest.reduced() * nest.steps().size() <= MOST_VALUES;
    }

    static Written write(String name, Target target, LoopNest nest, List<Sink.Store> stores, List<Sink.Fold> folds) {
        return new ShortFoldKernel(name, target, nest, stores, folds).write();
    }

    private Written write() {
        List<Sink> sinks = Stream.<Sink>concat(stores.stream(), folds.stream()).toList();
        values.locate(sinks.stream().map(Sink::to).toList());
        values.compute(0);
        int results = nest.iterations() / nest.reduced();
        List<Integer> kept = IntStream.range(0, nest.kept()).boxed().toList();
        frame.eachOf(
                results,
                i -> values.inside(() -> {
                    Positions.split(frame, i, kept, nest.sizes(), values.positions);
                    values.compute(1);
                    List<List<Register>> lanes = new ArrayList<>();
                    folds.forEach(_ -> lanes.add(new ArrayList<>()));
                    for (int r = 0; r < nest.reduced(); r++) {
                        element(r, lanes);
                    }
                    for (int f = 0; f < folds.size(); f++) {
                        Sink.Fold fold = folds.get(f);
                        DType dtype = nest.steps().get(fold.step()).dtype();
                        frame.store(dtype, values.address(fold.to()), halved(fold, dtype, lanes.get(f)));
                    }
                }));
        return Written.over(frame, results);
    }

    /** One element of each combination. */
    private void element(int r, List<List<Register>> lanes) {
        values.inside(() -> {
            int rest = r;
            for (int a = nest.sizes().size() - 1; a >= nest.kept(); a--) {
                values.positions[a] = frame.number(rest % nest.sizes().get(a));
                rest /= nest.sizes().get(a);
            }
            values.compute(2);
            stores.forEach(s -> Stores.write(frame, values, s));
            for (int f = 0; f < folds.size(); f++) {
                lanes.get(f).add(values.value(folds.get(f).step()));
            }
        });
    }

    private Register halved(Sink.Fold fold, DType dtype, List<Register> lanes) {
        Arithmetic arithmetic = new Arithmetic(frame.code());
        int left = lanes.size();
        for (int width = LANES / 2; width >= 1; width /= 2) {
            for (int l = 0; l < width && l + width < left; l++) {
                lanes.set(l, arithmetic.binary(fold.fn().combine(), dtype, lanes.get(l), lanes.get(l + width)));
            }
            left = Math.min(left, width);
        }
        return lanes.getFirst();
    }
}
