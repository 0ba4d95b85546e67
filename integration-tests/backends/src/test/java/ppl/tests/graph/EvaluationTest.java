package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Iota;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;
import ppl.graph.random.RandomKey;

/** Graphs reach a backend through the service of the graph module. */
class EvaluationTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");

    /** Uniform between 0 and its parameter. */
    record Dart() implements RandomFamily {
        @Override
        public String name() {
            return "dart";
        }

        @Override
        public TensorType type(List<Var> parameters, Shape batch) {
            return new TensorType(DType.F64, batch);
        }

        @Override
        public Interval range(List<Var> parameters) {
            return Interval.ALL;
        }

        @Override
        public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
            return key.uniform(batch).times(parameters.getFirst());
        }
    }

    /** Says that it draws a vector of two, and draws one number. */
    record ShortOfOne() implements RandomFamily {
        @Override
        public String name() {
            return "short of one";
        }

        @Override
        public TensorType type(List<Var> parameters, Shape batch) {
            return new TensorType(DType.F64, batch.concat(Shape.of(2)));
        }

        @Override
        public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
            return key.uniform(batch);
        }
    }

    @Test
    void a_family_that_draws_something_else_than_it_says_is_refused_by_name() {
        Var x = Var.random(new ShortOfOne(), "x", Shape.of(3), List.of());
        GraphException e = assertThrows(GraphException.class, x::eval);
        assertEquals(GraphCode.CONTRACT, e.code());
        assertEquals(
                "the family short of one says that its draws are float64[3, 2], but its draw(...) gives float64[3]:"
                        + " correct one of them",
                e.getMessage());
    }

    private static Var dart(String name, Shape batch, Var width) {
        return Var.random(new Dart(), name, batch, List.of(width));
    }

    @Test
    void eval_computes_with_given_inputs() {
        Var x = Var.input("x", 3);
        Var y = x.times(2).plus(1).sum();
        assertEquals(15, y.eval(x.with(Tensor.of(new double[] {1, 2, 3}))).item());
    }

    @Test
    void eval_needs_every_input() {
        Var x = Var.input("x", 3);
        String message =
                assertThrows(GraphException.class, () -> x.sum().eval()).getMessage();
        assertEquals(
                "eval needs a value for the input " + x.describe() + ": give it one with eval(x.with(value))", message);
    }

    @Test
    void a_gradient_compiles_and_runs() {
        Var x = Var.input("x", 3);
        Var y = x.square().times(Var.constant(1.0, 2.0, 3.0)).sum();
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y, Gradient.of(y, x))).compile(INTERP)) {
            List<Tensor> values = compiled.call(List.of(Tensor.of(new double[] {1, 2, 3})));
            assertEquals(1 + 8 + 27, values.get(0).item());
            assertArrayEquals(new double[] {2, 8, 18}, values.get(1).toDoubles());
        }
    }

    @Test
    void random_bits_in_a_graph_are_those_of_the_key() {
        Var key = Var.input("key", TensorType.scalar(DType.I64));
        Var bits = new KeyVar(key).bits(Shape.of(3, 5));
        Var folded = new KeyVar(key).fold("site").fold(7).bits(Shape.of(4));
        Var uniform = new KeyVar(key).uniform(Shape.of(6));
        try (CompiledGraph compiled = new Graph(List.of(key), List.of(bits, folded, uniform)).compile(INTERP)) {
            for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789ABCDEFL}) {
                List<Tensor> values = compiled.call(List.of(Tensor.scalar(seed)));
                RandomKey host = RandomKey.of(seed);
                for (int i = 0; i < 15; i++) {
                    assertEquals(host.bits(i), values.get(0).longAt(i));
                }
                for (int i = 0; i < 4; i++) {
                    assertEquals(
                            host.fold("site").fold(7).bits(i), values.get(1).longAt(i));
                }
                for (int i = 0; i < 6; i++) {
                    assertEquals(host.uniform(i), values.get(2).doubleAt(i));
                }
            }
        }
    }

    @Test
    void the_same_key_gives_the_same_draws_and_another_key_others() {
        Var x = dart("x", Shape.of(1000), Var.constant(2.0));
        Tensor first = x.eval(RandomKey.of(3));
        assertEquals(first, x.eval(RandomKey.of(3)));
        assertNotEquals(first, x.eval(RandomKey.of(4)));
        for (double v : first.toDoubles()) {
            assertTrue(0 < v && v < 2);
        }
    }

    @Test
    void a_draw_that_two_outputs_share_is_drawn_once() {
        Var x = dart("x", Shape.of(4), Var.constant(1.0));
        List<Tensor> values = Graph.of(x, x.plus(1)).eval(RandomKey.of(1));
        for (int i = 0; i < 4; i++) {
            assertEquals(values.get(0).doubleAt(i) + 1, values.get(1).doubleAt(i));
        }
    }

    @Test
    void another_variable_does_not_change_the_draws_of_the_first() {
        Var x = dart("x", Shape.of(4), Var.constant(1.0));
        Var other = dart("other", Shape.of(2), Var.constant(1.0));
        Tensor alone = x.eval(RandomKey.of(9));
        assertEquals(alone, Graph.of(other, x).eval(RandomKey.of(9)).get(1));
    }

    @Test
    void a_length_may_depend_on_a_draw_and_may_be_zero() {
        Var count = dart("count", Shape.scalar(), Var.constant(4.0)).cast(DType.I64);
        Var points = dart("points", Shape.of(List.of(Extent.of(count))), Var.constant(1.0));
        boolean[] seen = new boolean[4];
        for (long seed = 0; seed < 64; seed++) {
            List<Tensor> values = Graph.of(count, points, points.sum()).eval(RandomKey.of(seed));
            int n = (int) values.getFirst().longAt(0);
            assertArrayEquals(new int[] {n}, values.get(1).sizes());
            seen[n] = true;
        }
        assertArrayEquals(new boolean[] {true, true, true, true}, seen);
    }

    @Test
    void a_length_may_depend_on_a_given_input() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var squares = Var.of(new Iota(Extent.of(n))).square();
        assertEquals(0 + 1 + 4 + 9 + 16, squares.sum().eval(n.with(5)).item());
        assertEquals(0, squares.sum().eval(n.with(0)).item());
        assertEquals(
                2.5,
                Functions.reshape(Var.of(new Iota(Extent.of(n))), Shape.of(2, 3))
                        .mean()
                        .eval(n.with(6))
                        .item());
    }

    @Test
    void a_scalar_node_is_the_number_that_it_evaluates_to() {
        Number real = Var.constant(2.5).times(3);
        assertEquals(7.5, real.doubleValue());
        assertEquals(7, real.intValue());
        assertEquals(7L, real.longValue());
        assertEquals(7.5f, real.floatValue());
        assertEquals(Integer.MAX_VALUE, Var.constant(1e300).intValue());
        Number whole = Var.constant((1L << 53) + 1);
        assertEquals((1L << 53) + 1, whole.longValue());
        assertEquals(1, whole.intValue());
        assertThrows(GraphException.class, () -> Var.constant(1.0, 2.0).doubleValue());
        assertThrows(GraphException.class, () -> Var.input("x").doubleValue());
    }
}
