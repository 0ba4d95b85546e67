package ppl.benchmarks.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Lu;

/**
 * Linear algebra of a square matrix, whose kernels are written by hand.
 *
 * @param name of what is computed
 * @param program of a matrix that is given
 * @param matrix symmetric, with a heavy diagonal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Matrices(String name, Program program, double[] matrix) {

    /**
     * What two backends make of one program.
     *
     * @param different elements that differ in a bit
     * @param microseconds of a call of the second, at least
     * @param referenceMicroseconds of the first
     */
    record Comparison(int different, double microseconds, double referenceMicroseconds) {}

    static List<Matrices> all(int n) {
        double[] matrix = new SplittableRandom(n).doubles((long) n * n, -1, 1).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[j * n + i] = matrix[i * n + j] += i == j ? n : 0;
            }
        }
        Var a = Var.input("a", n, n);
        return List.of(
                new Matrices("products", program(a, Functions.matmul(a, a)), matrix),
                new Matrices("factors", program(a, Functions.cholesky(a)), matrix),
                new Matrices("factors with exchanged rows", program(a, Var.of(new Lu(), a)), matrix),
                new Matrices("solves", program(a, Functions.triangularSolve(a, a.get(0).reshape(n, 1), false)), matrix));
    }

    private static Program program(Var a, Var result) {
        return new Program(new Graph(List.of(a), List.of(result)));
    }

    /** Runs it on both for so many seconds each. */
    Comparison compare(Backend reference, Backend other, double seconds) {
        double[] wanted = result();
        double[] got = result();
        double first = fastest(reference, wanted, seconds);
        double second = fastest(other, got, seconds);
        int different = 0;
        for (int i = 0; i < wanted.length; i++) {
            different += Double.doubleToLongBits(wanted[i]) == Double.doubleToLongBits(got[i]) ? 0 : 1;
        }
        return new Comparison(different, second, first);
    }

    private double[] result() {
        return new double[program.graph().outputs().getFirst().shape().elements()];
    }

    /** Microseconds of the fastest call. */
    private double fastest(Backend backend, double[] out, double seconds) {
        try (Executable executable = backend.compile(program, NumericMode.STRICT)) {
            CompiledGraph.Caller caller = executable.caller();
            List<Double> times = new ArrayList<>();
            long end = System.nanoTime() + (long) (seconds * 1e9);
            do {
                long start = System.nanoTime();
                caller.call(new Object[] {matrix}, new Object[] {out});
                times.add((System.nanoTime() - start) * 1e-3);
            } while (System.nanoTime() < end);
            return times.stream().mapToDouble(t -> t).min().orElseThrow();
        }
    }
}
