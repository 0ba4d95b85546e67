package ppl.tests.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Backends;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.SpiGraphCompiler;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Prim;
import ppl.tests.backends.PresentBackends;

/** A backend that was built before the newest primitives came. */
class OlderBackendTest {

    /** Knows the primitives of a level only, and would fail on others. */
    private record Older(Backend now, int level) implements Backend {

        @Override
        public String name() {
            return "older";
        }

        @Override
        public Availability availability() {
            return now.availability();
        }

        @Override
        public double estimateNanos(Program program) {
            return now.estimateNanos(program);
        }

        @Override
        public Executable compile(Program program, NumericMode mode) {
            for (Var node : program.order()) {
                assertTrue(node.op() instanceof Prim p && p.level() <= level, () -> "unknown: " + node.describe());
            }
            return now.compile(program, mode);
        }
    }

    private static final Var X = Var.input("x", 3);
    private static final Var POSITIVE = Var.input("positive", new TensorType(DType.BOOL, Shape.scalar()));

    /** A choice of bodies came after the first level. */
    private static Graph newer() {
        Var y = Functions.cond(
                POSITIVE, () -> X.times(2).sum(), () -> X.minus(1).sum());
        return new Graph(List.of(X, POSITIVE), List.of(y));
    }

    /** The level with which it came: backends of the one before do not know it, whatever the newest level is. */
    private static int levelOfNewer() {
        return new Program(newer()).level();
    }

    private static CompiledGraph compile(int level) {
        return compile(level, newer());
    }

    private static CompiledGraph compile(int level, Graph graph) {
        Backends backends = Backends.of(new Older(PresentBackends.interp(), level));
        return new SpiGraphCompiler(backends).compile(graph, CompileOptions.defaults());
    }

    /** A loop over the elements of a vector. */
    private static Graph repeated(Var z) {
        Var last = Scan.over(z)
                .from(0.0)
                .run(t -> t.next(t.state().times(0.5).plus(t.element())))
                .last();
        return new Graph(List.of(z), List.of(last));
    }

    @Test
    void a_loop_is_written_out_for_a_backend_without_loops() {
        Graph graph = repeated(X);
        int level = new Program(graph).level();
        try (CompiledGraph compiled = compile(level - 1, graph)) {
            Tensor at = Tensor.of(new double[] {1, 2, 4});
            assertEquals(Tensor.scalar(5.25), compiled.call(List.of(at)).getFirst());
        }
    }

    @Test
    void a_loop_that_is_too_long_to_be_written_out_is_refused_with_the_remedy() {
        Graph graph = repeated(Var.input("z", 5000));
        int level = new Program(graph).level();
        String message = assertThrows(GraphException.class, () -> compile(level - 1, graph))
                .getMessage();
        assertTrue(message.contains("5000 steps cannot be written out"), message);
        assertTrue(message.contains("choose a backend of level " + level), message);
    }

    @Test
    void a_backend_of_the_level_before_runs_what_is_newer_in_older_words() {
        Tensor x = Tensor.of(new double[] {1, 2, 4});
        try (CompiledGraph compiled = compile(levelOfNewer() - 1)) {
            assertEquals("older", compiled.backend());
            assertEquals(
                    Tensor.scalar(14.0),
                    compiled.call(List.of(x, Tensor.scalar(true))).getFirst());
            assertEquals(
                    Tensor.scalar(4.0),
                    compiled.call(List.of(x, Tensor.scalar(false))).getFirst());
        }
    }

    @Test
    void one_that_lacks_what_has_no_older_words_is_refused_with_levels_and_remedy() {
        String message = assertThrows(BackendException.class, () -> compile(0)).getMessage();
        assertTrue(message.contains("older (it runs primitives up to level 0"), message);
        assertTrue(message.contains("take a newer version of it"), message);
    }
}
