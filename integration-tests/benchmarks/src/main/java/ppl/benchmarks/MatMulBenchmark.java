package ppl.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;

/** Matrix products of the vector backend: nanoseconds a multiply-add in float64 and float32, and how the two compare. */
record MatMulBenchmark(String name) implements Benchmark {

    /** Rows, contracted length, columns. */
    private static final int[][] SHAPES = {{16, 16, 16}, {64, 64, 64}, {256, 256, 256}, {512, 512, 512}, {1000, 50, 1}};

    private static final double SECONDS = 1;

    @Override
    public void run(Consumer<Figure> figures) {
        for (int[] shape : SHAPES) {
            String what = shape[0] + "×" + shape[1] + " by " + shape[1] + "×" + shape[2];
            double wide = nanos(shape, DType.F64);
            double narrow = nanos(shape, DType.F32);
            figures.accept(Figure.of(name, what, wide, "ns").with("type", "float64"));
            figures.accept(Figure.of(name, what, narrow, "ns").with("type", "float32"));
            figures.accept(Figure.of(name, what + ", float32 over float64", narrow / wide, "ratio"));
        }
    }

    /** The least time of a call, warm, divided by its multiply-adds. */
    private static double nanos(int[] shape, DType type) {
        Var a = Var.input("a", new TensorType(type, Shape.of(shape[0], shape[1])));
        Var b = Var.input("b", new TensorType(type, Shape.of(shape[1], shape[2])));
        Object[] inputs = {numbers(type, shape[0] * shape[1]), numbers(type, shape[1] * shape[2])};
        Object[] outputs = {Tensor.allocate(type, shape[0] * shape[2])};
        long work = (long) shape[0] * shape[1] * shape[2];
        int calls = 1 + (int) (1_000_000 / work);
        double best = Double.POSITIVE_INFINITY;
        CompileOptions options = CompileOptions.defaults().withBackend("vector");
        try (CompiledGraph compiled =
                GraphCompiler.find().compile(new Graph(List.of(a, b), List.of(a.dot(b))), options)) {
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
        return best / work;
    }

    private static Object numbers(DType type, int n) {
        SplittableRandom random = new SplittableRandom(1);
        double[] wide = new double[n];
        Arrays.setAll(wide, _ -> random.nextDouble(-1, 1));
        if (type == DType.F64) {
            return wide;
        }
        float[] narrow = new float[n];
        for (int i = 0; i < n; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }
}
