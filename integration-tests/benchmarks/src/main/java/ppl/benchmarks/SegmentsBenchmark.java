package ppl.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        CProgram reference = CProgram.compiled("segments");
        for (int[] shape : SHAPES) {
            int[] groups = new Random(1).ints(shape[1], 0, shape[0]).toArray();
            measure(figures, shape[0], groups, "shuffled", reference);
            Arrays.sort(groups);
            measure(figures, shape[0], groups, "sorted", reference);
        }
    }

    private void measure(Consumer<Figure> figures, int count, int[] groups, String order, @Nullable CProgram reference)
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
            double[] times = reference(reference, count, groups);
            figure(figures, what, times[0], "C");
            figure(figures, what, times[1], "C, rows laid out by group");
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

    private static double[] reference(CProgram program, int count, int[] groups)
            throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (2 + groups.length)).order(ByteOrder.nativeOrder());
        bytes.asIntBuffer().put(count).put(groups.length).put(groups);
        Path data = program.file().resolveSibling("groups");
        Files.write(data, bytes.array());
        return program.run(data);
    }
}
