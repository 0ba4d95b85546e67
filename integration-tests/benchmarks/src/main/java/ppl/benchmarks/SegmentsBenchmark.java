package ppl.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;

/**
 * Sums by group: nanoseconds a row with a constant index and with one that is given at each call, rows sorted by group and
 * not, beside the same in C where there is a compiler ({@code cc}, or what the environment variable {@code CC} names).
 */
record SegmentsBenchmark(String name) implements Benchmark {

    private static final int[][] SHAPES = {{2, 1_000_000}, {2, 2_000_000}, {85, 919}, {85, 91_900}, {100_000, 1_000_000}
    };
    private static final double SECONDS = 0.5;

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("segments");
        Path reference = compiled(folder);
        for (int[] shape : SHAPES) {
            int[] groups = new Random(1).ints(shape[1], 0, shape[0]).toArray();
            measure(figures, shape[0], groups, "shuffled", reference);
            Arrays.sort(groups);
            measure(figures, shape[0], groups, "sorted", reference);
        }
    }

    private void measure(Consumer<Figure> figures, int count, int[] groups, String order, @Nullable Path reference)
            throws IOException, InterruptedException {
        String what = count + " groups, " + groups.length + " rows, " + order;
        Var x = Var.input("x", groups.length);
        Var index = Var.input("index", Tensor.of(groups).type());
        double[] rows = new double[groups.length];
        Arrays.setAll(rows, i -> 1.0 / (i + 1));
        Var constant = Var.constant(Tensor.of(groups));
        Graph known = new Graph(List.of(x), List.of(Functions.scatterAdd(x, constant, 0, count)));
        Graph given = new Graph(List.of(x, index), List.of(Functions.scatterAdd(x, index, 0, count)));
        figure(figures, what, nanos(known, count, rows.length, rows), "vector");
        figure(figures, what, nanos(given, count, rows.length, rows, groups), "vector, index at run time");
        if (reference != null) {
            String[] times = reference(reference, count, groups);
            figure(figures, what, Double.parseDouble(times[0]), "C");
            figure(figures, what, Double.parseDouble(times[1]), "C, rows laid out by group");
        }
    }

    private void figure(Consumer<Figure> figures, String what, double nanosPerRow, String by) {
        figures.accept(Figure.of(name, what, nanosPerRow, "ns").with("by", by));
    }

    /** The least time of a call, warm, divided by the rows. */
    private static double nanos(Graph graph, int count, int rows, Object... inputs) {
        Object[] outputs = {new double[count]};
        int calls = 1 + 20_000 / rows;
        double best = Double.POSITIVE_INFINITY;
        try (CompiledGraph compiled =
                GraphCompiler.find().compile(graph, CompileOptions.defaults().withBackend("vector"))) {
            CompiledGraph.Caller caller = compiled.caller();
            long begin = System.nanoTime();
            while ((System.nanoTime() - begin) * 1e-9 < SECONDS) {
                long start = System.nanoTime();
                for (int k = 0; k < calls; k++) {
                    caller.call(inputs, outputs);
                }
                best = Math.min(best, (double) (System.nanoTime() - start) / calls);
            }
        }
        return best / rows;
    }

    /** The program in C, or null if there is no compiler. */
    private static @Nullable Path compiled(Path folder) throws IOException, InterruptedException {
        String compiler = Objects.requireNonNullElse(System.getenv("CC"), "cc");
        Path source = folder.resolve("segments.c");
        try (InputStream text =
                Objects.requireNonNull(SegmentsBenchmark.class.getResourceAsStream("segments.c"), "segments.c")) {
            Files.copy(text, source);
        }
        Path program = folder.resolve("segments");
        try {
            Process process = new ProcessBuilder(
                            compiler, "-O3", "-march=native", "-o", program.toString(), source.toString())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(compiler + " does not compile segments.c");
            }
        } catch (IOException e) {
            System.err.println("no figures of C: " + e.getMessage());
            return null;
        }
        return program;
    }

    private static String[] reference(Path program, int count, int[] groups) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (2 + groups.length)).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(count).put(groups.length).put(groups);
        Path data = program.resolveSibling("groups");
        Files.write(data, bytes.array());
        Process process = new ProcessBuilder(program.toString(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("segments ended with status " + process.exitValue());
        }
        return output.trim().split(" ");
    }
}
