package ppl.api.predictive;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.work.Deadline;
import ppl.api.work.SharedWork;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;

/**
 * Computes quantities for all draws, in chunks of some draws that threads take one after the other. Memory beside the results is that of a
 * chunk for each thread.
 *
 * @param prepared what is computed
 * @param inputs what a draw holds
 */
record Computation(Prepared prepared, DrawInputs inputs) {

    /** The greatest length of an array on the usual virtual machines. */
    static final long LONGEST = Integer.MAX_VALUE - 8;

    private static final int BYTES = 8;

    /** Where a thread computes a chunk. */
    private record Workspace(CompiledGraph.Caller caller, Object[] given, Object[] computed) {}

    /**
     * One array for each quantity, draw after draw: of double, long or boolean.
     *
     * @throws SamplingException with code SIZE if they do not fit; with code MODEL if a constraint is violated; with code RESULT if the calling
     *     thread is interrupted, which stays so
     */
    List<Object> run(int threads) {
        int draws = inputs.count();
        requireSpace(prepared.quantities(), draws, Runtime.getRuntime().maxMemory());
        List<Object> results = prepared.quantities().stream()
                .map(q -> DrawInputs.allocate(q.value().type(), draws))
                .toList();
        run(threads, results);
        return results;
    }

    /**
     * The same into arrays that are there.
     *
     * @throws SamplingException as {@link #run(int)}, but for the space
     */
    void run(int threads, List<Object> results) {
        int draws = inputs.count();
        if (draws == 0) {
            return;
        }
        DrawProgram program = prepared.program(draws);
        int rows = program.rows();
        AtomicInteger violated = new AtomicInteger(draws);
        Queue<Workspace> idle = new ConcurrentLinkedQueue<>();
        Deadline interrupt = Deadline.in(ChronoUnit.FOREVER.getDuration());
        SharedWork.on(Math.ceilDiv(draws, rows), threads, interrupt, chunk -> {
            Workspace mine = idle.poll();
            Workspace space = mine == null ? workspace(program) : mine;
            int from = chunk * rows;
            int count = Math.min(rows, draws - from);
            compute(program, space, from, count);
            copy(space.computed, results, from, count);
            int bad = firstViolated(space.computed, count);
            if (bad < count) {
                violated.accumulateAndGet(from + bad, Math::min);
            }
            idle.add(space);
        });
        if (interrupt.hasPassed()) {
            throw new SamplingException(
                    SamplingCode.RESULT,
                    "the thread was interrupted while '"
                            + prepared.quantities().getFirst().name() + "' was computed for " + draws
                            + " draws: ask again, for fewer of them if it takes too long");
        }
        if (violated.get() < draws) {
            throw refusal(violated.get());
        }
    }

    private static Workspace workspace(DrawProgram program) {
        int rows = program.rows();
        return new Workspace(
                program.caller(),
                program.inputs().stream().map(program::allocate).toArray(),
                program.outputs().stream()
                        .map(y -> DrawInputs.allocate(y.type(), rows))
                        .toArray());
    }

    private void compute(DrawProgram program, Workspace space, int from, int count) {
        for (int i = 0; i < space.given.length; i++) {
            inputs.fill(program.inputs().get(i), space.given[i], program.rows(), from, count);
        }
        space.caller.call(space.given, space.computed);
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of the quantity's type.
    private void copy(Object[] computed, List<Object> results, int from, int count) {
        for (int q = 0; q < prepared.quantities().size(); q++) {
            int size = prepared.quantities().get(q).size();
            System.arraycopy(computed[q], 0, results.get(q), from * size, count * size);
        }
    }

    /** The first draw of a chunk for which a constraint does not hold, or their number. */
    private int firstViolated(Object[] computed, int count) {
        int first = count;
        for (int c = 0; c < prepared.constraints().size(); c++) {
            boolean[] holds = (boolean[]) computed[prepared.quantities().size() + c];
            for (int r = 0; r < first; r++) {
                if (!holds[r]) {
                    first = r;
                }
            }
        }
        return first;
    }

    private SamplingException refusal(int row) {
        for (DrawConstraint c : prepared.constraints()) {
            Graph graph = Graph.of(c.check().nodes().toArray(Var[]::new));
            try (CompiledGraph nodes = graph.compile(prepared.options())) {
                List<Tensor> given =
                        graph.inputs().stream().map(x -> inputs.at(x, row)).toList();
                String violation = c.check().violation(nodes.call(given));
                if (violation != null) {
                    return new SamplingException(
                            SamplingCode.MODEL,
                            "'" + c.name() + "' cannot be drawn for " + inputs.label(row) + ": " + violation + "; "
                                    + c.check().remedy());
                }
            }
        }
        throw new AssertionError("a constraint was violated at draw " + row);
    }

    /**
     * Checks that all draws of a quantity fit.
     *
     * @throws SamplingException with code SIZE if they do not
     */
    void requireSpace(Quantity of) {
        requireSpace(List.of(of), inputs.count(), Runtime.getRuntime().maxMemory());
    }

    private static void requireSpace(List<Quantity> quantities, int draws, long heap) {
        double bytes = 0;
        for (Quantity q : quantities) {
            double elements = (double) draws * q.size();
            bytes += BYTES * elements;
            if (elements > LONGEST) {
                throw tooLarge(q, draws, String.format(Locale.ROOT, "more than the %d that an array holds", LONGEST));
            }
        }
        if (bytes > heap) {
            Quantity largest = quantities.stream()
                    .max((a, b) -> Integer.compare(a.size(), b.size()))
                    .orElseThrow();
            double gib = 1 << 30;
            throw tooLarge(
                    largest,
                    draws,
                    String.format(
                            Locale.ROOT,
                            "and all together need %.1f GiB, but the heap grows to %.1f GiB only",
                            bytes / gib,
                            heap / gib));
        }
    }

    private static SamplingException tooLarge(Quantity q, int draws, String why) {
        return new SamplingException(
                SamplingCode.SIZE,
                String.format(
                        Locale.ROOT,
                        "'%s' has %d elements: %d draws of it are %.0f numbers, %s. Choose variables by name, give Java more memory"
                                + " (-Xmx), or take some of the draws, with fit.with(Group.POSTERIOR, fit.posterior().slice(\"draw\", from,"
                                + " to, step))",
                        q.name(),
                        q.size(),
                        draws,
                        (double) draws * q.size(),
                        why));
    }
}
