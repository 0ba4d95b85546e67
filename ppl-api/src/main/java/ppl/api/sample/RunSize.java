package ppl.api.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import ppl.api.spi.Block;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;

/**
 * How much memory a run needs, computed before its first draw, so that a run that fits no array or heap is refused at once and not
 * after hours.
 *
 * @param chains the number of chains
 * @param tune the warm-up iterations of each chain
 * @param draws the draws of each chain after them
 * @param keepWarmup whether results hold the warm-up too
 * @param coordinates the length of the unconstrained vector
 * @param statistics how many statistics of a draw are one number
 * @param outputs what results hold of each draw
 * @param inFile whether draws go to a file as they are made
 * @param learning the bytes that a chain takes beside its draws, most of all for what it learns in warm-up
 */
record RunSize(
        int chains,
        int tune,
        int draws,
        boolean keepWarmup,
        int coordinates,
        int statistics,
        List<Output> outputs,
        boolean inFile,
        double learning) {

    /** The greatest length of an array on the usual virtual machines. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private static final double BYTES = 8;
    /** Of each variable a chain that writes to a file holds at least so much. */
    private static final double BUFFER = 1 << 13;
    /** What it takes for a moment to compute the statistics of an element, for each of its draws. */
    private static final double LOOK = 84;
    /** A program that samples a small model. */
    private static final double BASE = 16 << 20;

    /**
     * A variable of the posterior, or a statistic that is a vector.
     *
     * @param name its name
     * @param elements the number of its elements
     * @param computed whether the model only computes it
     */
    record Output(String name, long elements, boolean computed) {}

    static RunSize of(CompiledModel model, SampleOptions options, Sampler sampler) {
        List<Statistic> statistics = sampler.statistics();
        int coordinates = model.density().dimension();
        List<Output> outputs = new ArrayList<>();
        model.outputs().posterior().forEach(r -> outputs.add(new Output(r.name(), r.size(), r.computed())));
        List<Statistic> vectors = statistics.stream().filter(s -> !s.isScalar()).toList();
        if (options.recording().divergences()) {
            vectors.forEach(s -> outputs.add(new Output(s.name(), coordinates, false)));
        }
        return new RunSize(
                options.run().chains(),
                options.run().tune(),
                options.run().draws(),
                options.recording().warmup(),
                coordinates,
                statistics.size() - vectors.size(),
                outputs,
                options.recording().file() != null,
                learning(sampler, coordinates, options));
    }

    private static double learning(Sampler sampler, int coordinates, SampleOptions options) {
        if (sampler instanceof CompoundSampler(List<CompoundSampler.Member> members)) {
            return members.stream()
                    .mapToDouble(m -> learning(
                            m.sampler(),
                            m.blocks().stream().mapToInt(Block::size).sum(),
                            options))
                    .sum();
        }
        return sampler.chainBytes(
                coordinates, options.run().tune(), options.method().options());
    }

    /**
     * Refuses a run that does not fit.
     *
     * @param heap the greatest size of the heap in bytes
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
                    this + ", but the heap grows to " + gib(heap)
                            + " only. "
                            + (learnt() > heap / 2.0
                                    ? "Give Java more memory (-Xmx), or have less learnt in warm-up: metric(\"diagonal\") keeps no draws"
                                            + " for that"
                                    : "Ask for fewer draws, give Java more memory (-Xmx)"
                                            + (inFile ? "" : ", have them written to a file: file(path)")
                                            + orLeaveOut(largest)));
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

    /** Refuses a file that its disk does not hold. */
    void checkDisk(Path file) {
        checkDisk(space(file));
    }

    /** The free bytes where a file will be; where that cannot be told, the file shows it. */
    private static long space(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        try {
            return folder == null ? Long.MAX_VALUE : Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Refuses a file that a disk does not hold.
     *
     * @param space its free bytes
     * @throws SamplingException that says how many bytes are missing
     */
    void checkDisk(long space) {
        if (results() > space) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    "the file of the run has " + gib(results()) + ", of which '" + largest().name + "' with its "
                            + largest().elements + " elements is the largest part, and there are " + gib(space)
                            + " left on its disk. Make room, ask for fewer draws, or give a file on another disk"
                            + orLeaveOut(largest()));
        }
    }

    /**
     * The bytes that the heap must hold: at the end what the chains recorded and the results made of it; where draws go to a file, the model itself, the buffers of the chains, and what it takes to look at the draws of
     * one element.
     */
    double bytes() {
        return learnt() + (inFile ? BASE + buffers() + LOOK * chains * draws : posterior() + results());
    }

    private double learnt() {
        return chains * learning;
    }

    private double buffers() {
        double each = outputs.stream()
                .mapToDouble(o -> BYTES * o.elements + Math.max(BUFFER, BYTES * o.elements))
                .sum();
        return chains * ((keepWarmup ? 2 : 1) * (each + statistics * BUFFER) + BYTES * coordinates);
    }

    private double posterior() {
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
        if (inFile) {
            return String.format(
                    Locale.ROOT,
                    "the run needs about %s: %s for trajectories and what is learnt in warm-up, %s for %d chains that write to a file, of which"
                            + " '%s' has %d elements, and %s to look at %d draws of one element",
                    gib(bytes()),
                    gib(learnt()),
                    gib(buffers()),
                    chains,
                    largest.name,
                    largest.elements,
                    gib(LOOK * chains * draws),
                    (long) chains * draws);
        }
        return String.format(
                Locale.ROOT,
                "the run needs about %s: %s for trajectories and what is learnt in warm-up, %s for %d chains × %d iterations of %d"
                        + " coordinates, %s for results, of which '%s' has %d elements",
                gib(bytes()),
                gib(learnt()),
                gib(posterior()),
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
