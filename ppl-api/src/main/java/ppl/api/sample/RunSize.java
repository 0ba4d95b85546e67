package ppl.api.sample;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How much a run has to hold, reckoned before its first draw: what no array or no heap can take is refused then, not after
 * hours.
 *
 * @param chains the number of chains
 * @param tune warm-up iterations a chain
 * @param draws draws a chain after them
 * @param keepWarmup whether results hold the warm-up too
 * @param coordinates the length of the unconstrained vector
 * @param statistics the number of statistics a draw
 * @param outputs what results hold of each draw
 */
record RunSize(
        int chains, int tune, int draws, boolean keepWarmup, int coordinates, int statistics, List<Output> outputs) {

    /** The longest array that virtual machines make. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private static final double BYTES = 8;

    /**
     * A variable of the posterior.
     *
     * @param name its name
     * @param elements the number of its elements
     * @param computed whether the model only computes it
     */
    record Output(String name, long elements, boolean computed) {}

    static RunSize of(CompiledModel model, SampleOptions options, int statistics) {
        return new RunSize(
                options.chains(),
                options.tune(),
                options.draws(),
                options.keepWarmup(),
                model.density().dimension(),
                statistics,
                model.outputs().recorded().stream()
                        .map(r -> new Output(r.name(), r.size(), r.computed()))
                        .toList());
    }

    /**
     * Refuses a run that cannot be held.
     *
     * @param heap the most bytes that there can be
     * @throws SamplingException that names the largest variable, the numbers and the remedy
     */
    void check(long heap) {
        long most = LONGEST / chains;
        if (Math.max(draws, keepWarmup ? tune : 0) > most) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    "options chains and draws ask for " + chains + " × " + Math.max(draws, tune)
                            + " draws, more than the " + LONGEST
                            + " that an array holds: run several times with fewer");
        }
        Output largest = largest();
        requireArray("draws", draws, largest);
        if (keepWarmup) {
            requireArray("warm-up iterations", tune, largest);
        }
        if (bytes() > heap) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    this + ", but the heap grows to " + gib(heap) + " only. Draw less, give Java more (-Xmx)"
                            + orLeaveOut(largest));
        }
    }

    private void requireArray(String what, long iterations, Output largest) {
        long fit = LONGEST / chains / Math.max(1, largest.elements);
        if (iterations > fit) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    String.format(
                            Locale.ROOT,
                            "'%s' has %d elements: %d chains × %d %s of it are %.0f numbers, more than the %d that an array holds. "
                                    + "Ask for at most %d %s a chain%s",
                            largest.name,
                            largest.elements,
                            chains,
                            iterations,
                            what,
                            (double) chains * iterations * largest.elements,
                            LONGEST,
                            fit,
                            what,
                            orLeaveOut(largest)));
        }
    }

    /** What the heap must hold at the end: what the chains recorded, and the results made of it. */
    double bytes() {
        return recorded() + results();
    }

    private double recorded() {
        return BYTES * chains * ((double) tune + draws) * (coordinates + statistics + 1.0);
    }

    private double results() {
        double elements = outputs.stream().mapToDouble(Output::elements).sum() + statistics;
        return BYTES * chains * (draws + (keepWarmup ? (double) tune : 0)) * elements;
    }

    private Output largest() {
        return outputs.stream().max(Comparator.comparing(Output::elements)).orElseThrow();
    }

    @Override
    public String toString() {
        Output largest = largest();
        return String.format(
                Locale.ROOT,
                "the run needs about %s: %s for %d chains × %d iterations of %d coordinates, %s for results, of which '%s' has"
                        + " %d elements",
                gib(bytes()),
                gib(recorded()),
                chains,
                tune + draws,
                coordinates,
                gib(results()),
                largest.name,
                largest.elements);
    }

    private static String orLeaveOut(Output largest) {
        return largest.computed
                ? ", or leave the deterministic quantity '" + largest.name
                        + "' out of the model and compute it of the draws that you need"
                : "";
    }

    private static String gib(double bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (1 << 30));
    }
}
