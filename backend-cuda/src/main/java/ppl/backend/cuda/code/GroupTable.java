package ppl.backend.cuda.code;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.op.CanonicalOrder;

/**
 * Which rows each accumulator of a sum by group adds, if only the call tells: a list of at most {@link CanonicalOrder#GROUP_BLOCK} rows for
 * each, in their order, and behind all lists their lengths. Kept for layouts of many rows, where a thread for each accumulator pays.
 *
 * @param accumulators how many lists
 * @param at where the first begins in the arenas' slab, in bytes
 */
public record GroupTable(int accumulators, long at) {

    /** With fewer rows one thread has laid them out before others would have begun. */
    private static final int FEWEST_ROWS = 512;

    /** Lists may take this many times the memory of the places of rows. */
    private static final int MOST_ROOM = 64;

    /** How many rows a layout has. */
    public static int rows(Kernel.GroupLayout layout) {
        return layout.index().sizes().stream().reduce(1, Math::multiplyExact);
    }

    /** True of layouts that have a table. */
    public static boolean suits(Kernel.GroupLayout layout) {
        int rows = rows(layout);
        long entries = (long) layout.accumulators() * (CanonicalOrder.GROUP_BLOCK + 1);
        return rows >= FEWEST_ROWS && entries <= (long) MOST_ROOM * rows && entries < Integer.MAX_VALUE;
    }

    /** The memory of a table. */
    static long bytes(Kernel.GroupLayout layout) {
        return 4L * layout.accumulators() * (CanonicalOrder.GROUP_BLOCK + 1);
    }

    /** Where the lengths begin. */
    public long lengths() {
        return at + 4L * accumulators * CanonicalOrder.GROUP_BLOCK;
    }

    /** The layouts among kernels, those inside of others included, that have a table. */
    static List<Kernel.GroupLayout> among(List<Kernel> kernels) {
        List<Kernel.GroupLayout> found = new ArrayList<>();
        for (Kernel kernel : kernels) {
            switch (kernel) {
                case Kernel.GroupLayout layout -> {
                    if (suits(layout)) {
                        found.add(layout);
                    }
                }
                case Kernel.Branch branch -> {
                    found.addAll(among(branch.then()));
                    found.addAll(among(branch.otherwise()));
                }
                case Kernel.Loop loop -> {
                    Kernel.Condition asked = loop.condition();
                    found.addAll(asked == null ? List.of() : among(asked.kernels()));
                    found.addAll(among(loop.step()));
                }
                case Kernel.LoopNest _, Kernel.Fill _, Kernel.GroupSums _, Kernel.LibraryCall _ -> {}
            }
        }
        return found;
    }
}
