package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

class VectorRunTest {

    @Test
    void the_radon_gradient_has_the_bits_of_interp() {
        Graph graph = RadonGraph.of(919);
        assertArrayEquals(gradient(PresentBackends.interp(), graph), gradient(PresentBackends.vector(), graph));
    }

    @Test
    void rows_beyond_one_chunk_have_the_bits_of_interp() {
        Graph graph = RadonGraph.of(3 * 4096 + 17);
        assertArrayEquals(gradient(PresentBackends.interp(), graph), gradient(PresentBackends.vector(), graph));
    }

    static double[] gradient(Backend backend, Graph graph) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = Lowering.compile(graph, backend, NumericMode.STRICT)) {
            compiled.caller().call(new Object[] {RadonGraph.point()}, outputs);
        }
        double[] all = java.util.Arrays.copyOf((double[]) outputs[1], RadonGraph.PARAMETERS + 1);
        all[RadonGraph.PARAMETERS] = ((double[]) outputs[0])[0];
        return all;
    }

    @Test
    void a_gradient_call_allocates_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Graph graph = RadonGraph.of(919);
        Object[] inputs = {RadonGraph.point()};
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = Lowering.compile(graph, PresentBackends.vector(), NumericMode.STRICT)) {
            CompiledGraph.Caller caller = compiled.caller();
            for (int i = 0; i < 100; i++) {
                caller.call(inputs, outputs);
            }
            long id = Thread.currentThread().threadId();
            long nothing = -threads.getThreadAllocatedBytes(id) + threads.getThreadAllocatedBytes(id);
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 1000; i++) {
                caller.call(inputs, outputs);
            }
            long after = threads.getThreadAllocatedBytes(id);
            assertEquals(nothing, after - before, "bytes allocated by 1000 calls");
        }
    }

    @Test
    void callers_on_several_threads_share_one_executable() throws Exception {
        Graph graph = RadonGraph.of(919);
        int threads = 4;
        try (Executable executable = PresentBackends.vector().compile(primitive(graph), NumericMode.STRICT);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<Double>>> runs = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int shift = t;
                Callable<List<Double>> run = () -> walk(executable.caller(), graph, shift);
                runs.add(pool.submit(run));
            }
            for (int t = 0; t < threads; t++) {
                assertEquals(walk(executable.caller(), graph, t), runs.get(t).get());
            }
        }
    }

    /** Values at points that differ between the threads, so that a shared workspace would show. */
    private static List<Double> walk(CompiledGraph.Caller caller, Graph graph, int shift) {
        double[] point = RadonGraph.point();
        Object[] outputs = RandomGraph.outputs(graph);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            point[3 + shift] += 0.001;
            caller.call(new Object[] {point}, outputs);
            values.add(((double[]) outputs[0])[0]);
        }
        return values;
    }

    @Test
    void linear_algebra_of_larger_matrices_has_the_bits_of_interp() {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Var x = Var.input("x", 19, 700).cast(dtype);
            Var y = Var.input("y", 700, 3).cast(dtype);
            Var gram = Functions.matmul(x, x.transpose());
            Var l = Functions.cholesky(gram);
            Var product = Functions.matmul(x, y);
            Graph graph = new Graph(
                    List.of(
                            x.inputs().isEmpty() ? x : x.inputs().getFirst(),
                            y.inputs().isEmpty() ? y : y.inputs().getFirst()),
                    List.of(
                            product,
                            Functions.matmul(x.transpose(), product),
                            l,
                            Functions.triangularSolve(l, product, false),
                            Functions.triangularSolve(l, product, true)));
            double[] a = new double[19 * 700];
            double[] b = new double[700 * 3];
            java.util.Arrays.setAll(a, i -> Math.sin(i * i));
            java.util.Arrays.setAll(b, Math::cos);
            Object[] expected = run(PresentBackends.interp(), graph, new Object[] {a, b});
            Object[] actual = run(PresentBackends.vector(), graph, new Object[] {a, b});
            for (int k = 0; k < expected.length; k++) {
                assertTrue(Bits.equal(expected[k], actual[k]), dtype + " output " + k);
            }
        }
    }

    @Test
    void sums_by_group_have_the_bits_of_interp() {
        int rows = 1500;
        int[] unordered = IntStream.range(0, rows).map(i -> i * i % 31 % 9).toArray();
        int[] ordered = IntStream.of(unordered).sorted().toArray();
        for (DType dtype : List.of(DType.F64, DType.F32, DType.I64, DType.I32)) {
            Var x = Var.input("x", rows * 2).times(1000).cast(dtype);
            Var index = Var.input("index", Tensor.of(unordered).type());
            List<Var> sums = new ArrayList<>();
            for (Var at : List.of(index, Var.constant(Tensor.of(unordered)), Var.constant(Tensor.of(ordered)))) {
                sums.add(Functions.scatterAdd(x.get(Index.range(0, rows)), at, 0, 9));
                sums.add(Functions.scatterAdd(x.reshape(rows, 2), at, 0, 9));
                sums.add(Functions.scatterAdd(x.reshape(2, rows), at, 1, 9));
                sums.add(x.reshape(rows, 2).sum(0));
            }
            Var input = x.inputs().getFirst();
            Var given = input.inputs().isEmpty() ? input : input.inputs().getFirst();
            Graph graph = new Graph(List.of(given, index), sums);
            double[] values = new double[rows * 2];
            java.util.Arrays.setAll(values, i -> Math.sin(i * i));
            int[] dropping = IntStream.of(unordered).map(i -> i == 4 ? -1 : i).toArray();
            Object[] expected = run(PresentBackends.interp(), graph, new Object[] {values, dropping});
            Object[] actual = run(PresentBackends.vector(), graph, new Object[] {values, dropping});
            for (int k = 0; k < expected.length; k++) {
                assertTrue(Bits.equal(expected[k], actual[k]), dtype + " output " + k);
            }
        }
    }

    private static Program primitive(Graph graph) {
        return Lowering.lower(graph, PresentBackends.vector(), NumericMode.STRICT);
    }

    @Test
    void a_closed_executable_says_so() {
        Graph graph = RadonGraph.of(10);
        Executable executable = PresentBackends.vector().compile(primitive(graph), NumericMode.STRICT);
        CompiledGraph.Caller caller = executable.caller();
        executable.close();
        executable.close();
        Object[] outputs = RandomGraph.outputs(graph);
        String message = assertThrows(
                        BackendException.class, () -> caller.call(new Object[] {RadonGraph.point()}, outputs))
                .getMessage();
        assertTrue(message.contains("has been closed"), message);
        assertThrows(BackendException.class, executable::caller);
    }

    @Test
    void classes_of_closed_executables_are_unloaded() {
        var classes = ManagementFactory.getClassLoadingMXBean();
        long before = classes.getUnloadedClassCount();
        int made = 200;
        for (int i = 0; i < made; i++) {
            Var x = Var.input("x", 3);
            Graph graph = new Graph(List.of(x), List.of(x.times(i).sum()));
            try (Executable executable = PresentBackends.vector().compile(new Program(graph), NumericMode.STRICT)) {
                double[] out = new double[1];
                executable.caller().call(new Object[] {new double[] {1, 2, 3}}, new Object[] {out});
                assertEquals(6.0 * i, out[0]);
            }
        }
        System.gc();
        long unloaded = classes.getUnloadedClassCount() - before;
        assertTrue(unloaded >= made / 2, unloaded + " of " + made + " generated classes were unloaded");
    }

    @Test
    void a_graph_of_a_hundred_thousand_nodes_compiles_and_has_the_bits_of_interp() {
        Var x = Var.input("x");
        Var v = Var.input("v", 7);
        Var sum = x;
        Var vector = v;
        for (int i = 0; i < 25_000; i++) {
            sum = sum.times(1 + 1.0 / (i + 3)).minus(x);
            vector = vector.plus(0.001 * i).times(0.9999);
        }
        Graph graph = new Graph(List.of(x, v), List.of(sum, vector, vector.sum().plus(sum)));
        Object[] inputs = {new double[] {0.3}, new double[] {1, -1, 0.5, 2, -2, 3, 0}};
        Object[] expected = run(PresentBackends.interp(), graph, inputs);
        Object[] actual = run(PresentBackends.vector(), graph, inputs);
        assertTrue(graph.order().size() >= 100_000, () -> graph.order().size() + " nodes");
        for (int k = 0; k < expected.length; k++) {
            assertTrue(Bits.equal(expected[k], actual[k]), Bits.text(expected[k]) + " but got " + Bits.text(actual[k]));
        }
    }

    private static Object[] run(Backend backend, Graph graph, Object[] inputs) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (Executable executable = backend.compile(new Program(graph), NumericMode.STRICT)) {
            executable.caller().call(inputs, outputs);
        }
        return outputs;
    }
}
