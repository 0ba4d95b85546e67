package ppl.benchmarks.gpu;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import ppl.backend.cuda.CudaBackend;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/**
 * The sizes from which on a data-centre GPU is expected to take less time than one core, computed from the cost models of both backends;
 * nothing is measured. Prints a line for each kind of model: rows for one point, and for 64 points in one call.
 */
public final class BreakEven {

    private static final int MOST = 1 << 17;
    private static final int POINTS = 64;

    private BreakEven() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        for (int columns : new int[] {1, 8, 50}) {
            print("logistic regression of " + columns + " columns", rows -> regression(rows, columns));
        }
        print("normal rows in 85 groups", BreakEven::groups);
    }

    private static void print(String what, IntFunction<Graph> of) {
        System.out.printf(
                Locale.ROOT, "%s: %s rows, in batches of %d %s%n", what, rows(of, 1), POINTS, rows(of, POINTS));
    }

    /** The least power of two of rows; with a sign if it is beyond those that are tried. */
    private static String rows(IntFunction<Graph> of, int points) {
        Backend vector = Backends.present().all().stream()
                .filter(b -> b.name().equals("vector"))
                .findFirst()
                .orElseThrow();
        for (int rows = 16; rows <= MOST; rows *= 2) {
            Program program = Lowering.lower(of.apply(rows), vector, NumericMode.STRICT);
            if (CudaBackend.assumedNanos(program, points) < vector.estimateNanos(program, points)) {
                return Integer.toString(rows);
            }
        }
        return "> " + MOST;
    }

    private static Graph regression(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        Var x = Var.constant(
                Tensor.of(random.doubles((long) rows * columns, -1, 1).toArray(), rows, columns));
        Var y = Var.constant(Tensor.of(random.doubles(rows, 0, 2).map(Math::floor).toArray()));
        Var q = Var.input("q", columns);
        Var eta = Functions.matmul(x, q.reshape(columns, 1)).reshape(rows);
        Var logp = y.times(eta).minus(Functions.log1p(Functions.exp(eta))).sum();
        return new Graph(List.of(q), List.of(logp, Gradient.of(logp, q)));
    }

    private static Graph groups(int rows) {
        int groups = 85;
        SplittableRandom random = new SplittableRandom(1);
        Var index = Var.constant(Tensor.of(random.ints(rows, 0, groups).sorted().toArray()));
        Var y = Var.constant(Tensor.of(random.doubles(rows, -1, 1).toArray()));
        Var q = Var.input("q", groups);
        Var logp = y.minus(q.get(index)).square().sum().times(-0.5);
        return new Graph(List.of(q), List.of(logp, Gradient.of(logp, q)));
    }
}
