package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Backend;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/** Loops that the host ends late, or not at all: as many steps as the interpreter makes, for each point of a batch its own. */
class CudaLoopsTest {

    private static final Var X = Var.input("x", 2);

    /** About 4, 40 and 400 steps at points that differ, and a gradient of as many as there are rows. */
    private static Graph graph() {
        Var few = Functions.whileLoop(X.get(0).square(), 500, v -> v.lt(30), v -> v.times(2).plus(0.3));
        Var many = Functions.whileLoop(X.get(0), 500, v -> v.lt(200), v -> v.plus(X.get(1).square()).plus(0.5));
        Var inner = Functions.whileLoop(
                X.get(1), 30, v -> v.lt(300), v -> Functions.whileLoop(v, 50, w -> w.lt(v.times(2).plus(9)), w -> w.plus(1.25)));
        Var walk = Scan.times(40).from(X.get(1)).run(t -> t.next(t.state().times(X.get(0)).plus(1))).last();
        return new Graph(List.of(X), List.of(few, many, inner, walk, Gradient.of(walk, X)));
    }

    private static double[][] run(Backend backend, double... points) {
        int n = points.length / 2;
        double[][] out = {new double[n], new double[n], new double[n], new double[n], new double[2 * n]};
        try (CompiledGraph compiled = Lowering.compile(graph(), backend, NumericMode.STRICT)) {
            compiled.caller(n).call(new Object[] {points}, out);
        }
        return out;
    }

    @Test
    void each_point_makes_its_own_steps() {
        double[] points = {1.2, -8, -0.9, 3, 0.4, 0.1}; // the last makes the most steps
        assertArrayEquals(run(PresentBackends.interp(), points), run(PresentBackends.cudaEmulated(3), points));
        assertArrayEquals(run(PresentBackends.interp(), 0.4, 0.1), run(PresentBackends.cudaEmulated(5), 0.4, 0.1));
    }
}
