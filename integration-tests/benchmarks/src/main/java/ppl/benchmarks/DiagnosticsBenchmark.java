package ppl.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.report.Report;
import ppl.api.store.NetCdf;

/**
 * Summary, files and report of large results, each beside the same work in Python (ArviZ and xarray) where that is installed: the
 * interpreter is {@code python3}, or what the environment variable {@code PPL_PYTHON} names.
 */
record DiagnosticsBenchmark(String name) implements Benchmark {
    private static final int ROUNDS = 7;
    private static final Work NOTHING = () -> {};
    private static final OperatingSystemMXBean PROCESSOR =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final List<String> DIMS = List.of("chain", "draw", "i");

    /** Something to be timed. */
    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("diagnostics");
        InferenceData thousand = draws(1000, 4, 1000);
        InferenceData large = draws(1000, 4, 5000);
        Path small = folder.resolve("small.nc");
        Path big = folder.resolve("big.nc");
        thousand.save(small);
        double[] summaries =
                seconds(System::nanoTime, NOTHING, () -> fresh(thousand).summary());
        double save = median(() -> Files.deleteIfExists(big), () -> NetCdf.write(large, big));
        Path zeros = folder.resolve("zeros");
        double plain = median(() -> Files.deleteIfExists(zeros), () -> plainWrite(zeros, Files.size(big)));
        double open = median(() -> InferenceData.open(big));
        InferenceData named = separate(200);
        figures.accept(Figure.of(name, "save of 160 MB", save, "s"));
        figures.accept(Figure.of(name, "plain write of as many bytes", plain, "s"));
        figures.accept(Figure.of(name, "open of 160 MB", open, "s"));
        figures.accept(Figure.of(
                name,
                "report of 200 variables",
                median(() -> Report.of(fresh(named)).html()),
                "s"));
        figures.accept(Figure.of(
                name, "size of that report", Report.of(named).html().getBytes(StandardCharsets.UTF_8).length, "bytes"));
        Map<String, Double> python = python(folder, small, big);
        // Before and after Python, so that both meet the same load of the machine.
        double summary = middle(summaries, seconds(System::nanoTime, NOTHING, () -> fresh(thousand)
                .summary()));
        double busy = middle(seconds(
                PROCESSOR::getProcessCpuTime, NOTHING, () -> fresh(thousand).summary()));
        figures.accept(Figure.of(name, "summary of 1000 × 4 × 1000", summary, "s"));
        figures.accept(Figure.of(name, "summary, processor time of all threads", busy, "s"));
        Double theirSummary = python.get("summary");
        if (theirSummary != null) {
            figures.accept(Figure.of(name, "summary by ArviZ", theirSummary, "s"));
            figures.accept(Figure.of(name, "summary, times faster", theirSummary / summary, "count"));
            double theirs = python.getOrDefault("summary_cpu", Double.NaN);
            figures.accept(Figure.of(name, "summary by ArviZ, processor time", theirs, "s"));
            figures.accept(Figure.of(name, "summary, times less processor time", theirs / busy, "count"));
        }
        Double theirSave = python.get("save");
        if (theirSave != null) {
            figures.accept(Figure.of(name, "save by to_netcdf", theirSave, "s"));
            figures.accept(Figure.of(name, "save, times faster", theirSave / save, "count"));
        }
        for (Path file : List.of(small, big, zeros, folder.resolve("python.nc"), folder.resolve("timing.py"), folder)) {
            Files.deleteIfExists(file);
        }
    }

    /** What the operating system takes for a new file by itself: no program that writes one can be faster. */
    private static void plainWrite(Path file, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= channel.write(buffer)) {
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
            }
        }
    }

    private static InferenceData draws(int elements, int chains, int draws) {
        Random random = new Random(1);
        double[] values = new double[elements * chains * draws];
        double[] last = new double[elements];
        for (int i = 0; i < values.length; i++) {
            int e = i % elements;
            last[e] = 0.5 * last[e] + random.nextGaussian();
            values[i] = last[e];
        }
        return InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable("x", DIMS, new int[] {chains, draws, elements}, values)
                        .build());
    }

    /** The same draws as if they had never been seen: what is known of a variable is not known of one of another name. */
    private static InferenceData fresh(InferenceData data) {
        Dataset.Builder posterior = Dataset.builder();
        data.posterior().variables().forEach(v -> posterior.add(v.named(v.name() + "_again")));
        return InferenceData.of(Group.POSTERIOR, posterior.build());
    }

    private static InferenceData separate(int variables) {
        Dataset.Builder posterior = Dataset.builder();
        double[] all = draws(variables, 4, 1000)
                .posterior()
                .get("x")
                .transpose(List.of("i", "chain", "draw"))
                .toDoubles();
        for (int v = 0; v < variables; v++) {
            posterior.variable(
                    "v" + v,
                    DIMS.subList(0, 2),
                    new int[] {4, 1000},
                    Arrays.copyOfRange(all, 4000 * v, 4000 * (v + 1)));
        }
        return InferenceData.of(Group.POSTERIOR, posterior.build());
    }

    private static double median(Work work) throws IOException {
        return median(NOTHING, work);
    }

    private static double median(Work before, Work work) throws IOException {
        return middle(seconds(System::nanoTime, before, work));
    }

    private static double middle(double[]... seconds) {
        double[] all =
                Arrays.stream(seconds).flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[all.length / 2];
    }

    /** The times of {@code work} after {@code before}, which is not timed: replacing a file takes longer than making one. */
    private static double[] seconds(LongSupplier clock, Work before, Work work) throws IOException {
        double[] seconds = new double[ROUNDS];
        before.run();
        work.run();
        for (int r = 0; r < ROUNDS; r++) {
            before.run();
            long start = clock.getAsLong();
            work.run();
            seconds[r] = (clock.getAsLong() - start) * 1e-9;
        }
        return seconds;
    }

    /** Seconds by name, or none where Python or ArviZ is missing. */
    private static Map<String, Double> python(Path folder, Path small, Path big)
            throws IOException, InterruptedException {
        Path script = folder.resolve("timing.py");
        try (InputStream in = Objects.requireNonNull(
                DiagnosticsBenchmark.class.getResourceAsStream("timing.py"), "the script is no resource")) {
            Files.copy(in, script);
        }
        Map<String, Double> seconds = new HashMap<>();
        Process process;
        try {
            process = new ProcessBuilder(
                            System.getenv().getOrDefault("PPL_PYTHON", "python3"),
                            script.toString(),
                            small.toString(),
                            big.toString(),
                            folder.resolve("python.nc").toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("no Python to compare with: " + e.getMessage());
            return seconds;
        }
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines()
                    .map(line -> line.split(" "))
                    .forEach(parts -> seconds.put(parts[0], Double.parseDouble(parts[1])));
        }
        if (process.waitFor() != 0) {
            System.err.println(
                    "no ArviZ to compare with: Python could not run the script; pip install 'arviz==0.23.*'");
            seconds.clear();
        }
        return seconds;
    }
}
