package ppl.api.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;

/**
 * The statistics of the elements of one variable, kept once they are known: warnings, table and report all ask for them, of draws
 * that never change.
 *
 * <p>Threads that ask at the same time may compute the same figures twice; they never see a part of them.
 */
final class KnownStatistics {
    /** Fewer are not worth waking other threads for. */
    private static final int PARALLEL_FROM = 32;
    /** Elements that are gathered in one pass: neighbours in memory. */
    private static final int BLOCK = 16;

    private volatile @Nullable List<ChainStatistics> known;

    /** Elements {@code first} to {@code first + count} of a variable, and where their statistics go. */
    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Work(Variable variable, int first, int count, ChainStatistics[] into) {
        void run() {
            List<Draws> draws = variable.eventDraws(first, count);
            for (int e = 0; e < count; e++) {
                into[first + e] = ChainStatistics.of(draws.get(e), Hdi.DEFAULT_PROBABILITY);
            }
        }
    }

    /** Computes those of all these sampled variables that are not known yet, by several threads. */
    static void complete(Collection<Variable> variables) {
        List<Variable> missing =
                variables.stream().filter(v -> v.known().known == null).toList();
        List<ChainStatistics[]> results = new ArrayList<>();
        List<Work> work = new ArrayList<>();
        int elements = 0;
        for (Variable variable : missing) {
            int events = variable.eventSize();
            ChainStatistics[] into = new ChainStatistics[events];
            results.add(into);
            for (int e = 0; e < events; e += BLOCK) {
                work.add(new Work(variable, e, Math.min(BLOCK, events - e), into));
            }
            elements += events;
        }
        IntStream blocks = IntStream.range(0, work.size());
        (elements < PARALLEL_FROM ? blocks : blocks.parallel())
                .forEach(b -> work.get(b).run());
        for (int v = 0; v < missing.size(); v++) {
            missing.get(v).known().known = List.of(results.get(v));
        }
    }

    /** Those of {@code variable}, whose own this is. */
    List<ChainStatistics> of(Variable variable) {
        if (known == null) {
            complete(List.of(variable));
        }
        return Objects.requireNonNull(known);
    }
}
