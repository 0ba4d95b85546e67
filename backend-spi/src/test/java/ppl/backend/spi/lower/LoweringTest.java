package ppl.backend.spi.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.FakeBackend;
import ppl.backend.spi.Program;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Binary;
import ppl.graph.op.Iota;
import ppl.graph.op.RichOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/** Lowering: what is expanded, what is computed once, and what cannot be lowered. */
class LoweringTest {

    private static final FakeBackend PLAIN = FakeBackend.named("plain", 1);

    private static Program lower(Var output, Var... inputs) {
        return Lowering.lower(new Graph(List.of(inputs), List.of(output)), PLAIN, NumericMode.STRICT);
    }

    /** x + depth, written as nested definitions. */
    record Climb(int depth) implements RichOp {
        @Override
        public String name() {
            return "climb" + depth;
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            Var x = inputs.getFirst();
            return depth == 0 ? x : Var.of(new Climb(depth - 1), x).plus(1);
        }
    }

    /** Defined by itself. */
    record Ouroboros() implements RichOp {
        @Override
        public String name() {
            return "ouroboros";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return Var.of(new Ouroboros(), inputs.getFirst().plus(1));
        }
    }

    /** Needs a value before it can be lowered. */
    record Coin() implements RandomFamily {
        @Override
        public String name() {
            return "coin";
        }

        @Override
        public TensorType type(List<Var> parameters, Shape batch) {
            return new TensorType(DType.F64, batch);
        }

        @Override
        public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
            return key.uniform(batch);
        }
    }

    @Test
    void nested_definitions_are_expanded_to_primitives() {
        Var x = Var.input("x", 2);
        Program program = lower(Var.of(new Climb(5), x), x);
        program.requirePrimitives("any backend");
        assertSame(
                x.plus(1).plus(1).plus(1).plus(1).plus(1),
                program.graph().outputs().getFirst());
    }

    @Test
    void a_claimed_op_stays_and_its_neighbours_are_expanded() {
        Var x = Var.input("x", 2);
        Graph graph = new Graph(List.of(x), List.of(Var.of(new Climb(5), x), Var.of(new Climb(3), x)));
        Program program = Lowering.lower(graph, PLAIN.claiming(op -> op.equals(new Climb(3))), NumericMode.STRICT);
        String message = assertThrows(BackendException.class, () -> program.requirePrimitives("a plain backend"))
                .getMessage();
        assertTrue(message.startsWith("a plain backend runs primitives only"), message);
        assertSame(
                Var.of(new Climb(3), x).plus(1).plus(1),
                program.graph().outputs().get(0));
        assertSame(Var.of(new Climb(3), x), program.graph().outputs().get(1));
    }

    @Test
    void a_definition_that_comes_back_to_itself_is_named() {
        Var x = Var.input("x");
        String message = assertThrows(GraphException.class, () -> lower(Var.of(new Ouroboros(), x), x))
                .getMessage();
        assertEquals(
                "the rich op 'ouroboros' does not come to an end: after 64 expansions it is still there; let its"
                        + " expand() return a graph without it",
                message);
    }

    @Test
    void a_draw_without_a_value_is_named() {
        Var coin = Var.random(new Coin(), "toss", Shape.of(3), List.of());
        String message =
                assertThrows(GraphException.class, () -> lower(coin.sum())).getMessage();
        assertEquals(
                "the random draw " + coin.describe()
                        + " has no value: give it one, or derive the log-density before compiling",
                message);
    }

    @Test
    void an_unknown_length_is_named() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        String message =
                assertThrows(GraphException.class, () -> lower(x.sum(), x, n)).getMessage();
        assertEquals(
                "the shape of " + x.describe()
                        + " is not known: give the inputs on which its lengths depend before compiling",
                message);
    }

    @Test
    void what_nobody_needs_is_not_in_the_program() {
        Var x = Var.input("x", 2);
        Var unused = Var.input("unused", 2);
        Program program = lower(x.plus(1), x, unused);
        assertEquals(List.of(x, unused), program.graph().inputs());
        assertFalse(program.order().contains(unused));
    }

    @Test
    void a_long_chain_of_definitions_needs_no_stack() {
        int length = 50_000;
        Var x = Var.input("x", 2);
        Var y = x;
        for (int i = 0; i < length; i++) {
            y = Var.of(new Climb(1), y).times(x);
        }
        Program program = lower(y, x);
        program.requirePrimitives("any backend");
        assertEquals(
                2 * length,
                program.order().stream().filter(n -> n.op() instanceof Binary).count());
    }

    private static List<Var> constantSubgraphs(Var output, Var... inputs) {
        return ConstantSubgraphs.roots(lower(output, inputs));
    }

    @Test
    void the_largest_parts_without_inputs_are_computed_once() {
        Var x = Var.input("x", 2);
        Var data = Var.constant(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        Var part = data.transpose().dot(data).sum(0);
        assertEquals(List.of(part), constantSubgraphs(x.times(part).plus(part), x));
    }

    @Test
    void repetitions_are_not_written_out() {
        Var x = Var.input("x", 1000, 2);
        Var total = Var.constant(1.0, 2.0, 3.0, 4.0).reshape(2, 2).transpose().sum(0);
        Var counter = Var.of(new Iota(Extent.of(1000)));
        Var y = x.plus(total).get(counter);
        assertEquals(List.of(total), constantSubgraphs(y, x));
    }

    @Test
    void what_outgrows_its_operands_is_computed_again() {
        int n = 2000;
        Var points = Var.of(new Iota(Extent.of(n))).cast(DType.F64);
        Var distances = points.reshape(n, 1).minus(points.reshape(1, n));
        Var x = Var.input("x", n, n);
        assertTrue((long) n * n > ConstantSubgraphs.ROOM);
        List<Var> parts = constantSubgraphs(x.plus(distances), x);
        assertFalse(parts.contains(distances));
        assertFalse(parts.isEmpty());
    }

    @Test
    void values_take_the_place_of_data_parts() {
        Var x = Var.input("x", 2);
        Var part = Var.constant(1.0, 2.0, 3.0, 4.0).reshape(2, 2).sum(0);
        List<Var> asked = new ArrayList<>();
        Program program = ConstantSubgraphs.computeOnce(lower(x.plus(part), x), nodes -> {
            asked.addAll(nodes);
            return List.of(Tensor.of(new double[] {4, 6}));
        });
        assertEquals(List.of(part), asked);
        assertSame(x.plus(Var.constant(4.0, 6.0)), program.graph().outputs().getFirst());
    }

    @Test
    void a_graph_without_inputs_is_left_to_its_one_run() {
        Program program = lower(Var.constant(1.0, 2.0, 3.0, 4.0).reshape(2, 2).sum(0));
        assertSame(program, ConstantSubgraphs.computeOnce(program, LoweringTest::neverAsked));
    }

    private static List<Tensor> neverAsked(@Nullable List<Var> nodes) {
        throw new AssertionError("nothing to compute: " + nodes);
    }
}
