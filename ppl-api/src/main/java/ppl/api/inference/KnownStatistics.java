package ppl.api.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;
import ppl.api.work.Deadline;
import ppl.api.work.SharedWork;

/**
 * The statistics of the elements of one sampled variable. Each is computed on first use and kept, since warnings, table and report
 * all use it and the draws never change.
 *
 * <p>Threads that ask for one at the same time may compute it twice, but all get the same object.
 */
final class KnownStatistics {
    /** How many draws of neighbouring elements are gathered in one pass, after which the deadline is checked. */
    private static final int BLOCK = 1 << 16;

    /** The same where the draws lie in a file: whole pages are read, and few of them fit into memory. */
    private static final int STORED_BLOCK = 1 << 20;

    /** What it takes for a moment to compute the statistics of so many draws: ranks, their scores, and a table of these. */
    private static final double BYTES_OF_A_DRAW = 84;
    /** How much of the memory may be in use for that by several threads. */
    private static final double SHARE = 0.5;

    private final Variable variable;
    private final AtomicReferenceArray<@Nullable ChainStatistics> known;

    KnownStatistics(Variable variable) {
        this.variable = variable;
        this.known = new AtomicReferenceArray<>(variable.eventSize());
    }

    /** The statistics of one element. */
    ChainStatistics at(int element) {
        ChainStatistics found = known.get(element);
        return found == null ? keep(element, variable.eventDraws(element, 1).getFirst()) : found;
    }

    boolean has(int element) {
        return known.get(element) != null;
    }

    private ChainStatistics keep(int element, Draws draws) {
        ChainStatistics mine = ChainStatistics.of(draws, Hdi.DEFAULT_PROBABILITY);
        ChainStatistics first = known.compareAndExchange(element, null, mine);
        return first == null ? mine : first;
    }

    /** Elements of one variable that are neighbours in memory. */
    private record Block(KnownStatistics of, int first, int count) {
        void compute() {
            if (IntStream.range(first, first + count).allMatch(of::has)) {
                return;
            }
            List<Draws> draws = of.variable.eventDraws(first, count);
            for (int e = 0; e < count; e++) {
                of.keep(first + e, draws.get(e));
            }
        }
    }

    /** How many threads may look at all draws of an element of these variables at once: as many as there are, or fewer where draws are very many. */
    static int threads(Collection<Variable> variables) {
        double most = variables.stream()
                .mapToDouble(v -> (double) v.extent(Dataset.CHAIN) * v.extent(Dataset.DRAW))
                .max()
                .orElse(1);
        double fit = SHARE * Runtime.getRuntime().maxMemory() / (BYTES_OF_A_DRAW * Math.max(1, most));
        return (int) Math.clamp(fit, 1, ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    /**
     * Computes the statistics of these sampled variables that are not known yet, by several threads, until the deadline.
     *
     * @return how many are known
     */
    static int complete(Collection<Variable> variables, Deadline deadline) {
        List<Block> blocks = new ArrayList<>();
        for (Variable variable : variables) {
            int events = variable.eventSize();
            int draws = Math.max(1, variable.extent(Dataset.CHAIN) * variable.extent(Dataset.DRAW));
            int neighbours = Math.clamp((variable.isStored() ? STORED_BLOCK : BLOCK) / draws, 1, variable.neighbours());
            for (int e = 0; e < events; e += neighbours) {
                blocks.add(new Block(variable.known(), e, Math.min(neighbours, events - e)));
            }
        }
        SharedWork.on(
                blocks.size(), threads(variables), deadline, b -> blocks.get(b).compute());
        return blocks.stream()
                .mapToInt(b -> (int) IntStream.range(b.first(), b.first() + b.count())
                        .filter(b.of()::has)
                        .count())
                .sum();
    }
}
