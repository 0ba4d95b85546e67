package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Availability;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

class InterpretationTest {

    private static final InterpBackend INTERP = new InterpBackend();

    private static CompiledGraph compile(List<Var> inputs, Var... outputs) {
        return Lowering.compile(new Graph(inputs, List.of(outputs)), INTERP, NumericMode.STRICT);
    }

    @Test
    void it_is_usable_everywhere_in_both_modes() {
        assertInstanceOf(Availability.Available.class, INTERP.availability());
        assertTrue(INTERP.supports(NumericMode.STRICT) && INTERP.supports(NumericMode.FAST));
        assertEquals("interp", INTERP.name());
    }

    @Test
    void its_estimate_grows_with_the_elements() {
        Var small = Var.input("x", 10);
        Var large = Var.input("x", 10_000);
        double few = INTERP.estimateNanos(new Program(new Graph(List.of(small), List.of(small.plus(1)))));
        double many = INTERP.estimateNanos(new Program(new Graph(List.of(large), List.of(large.plus(1)))));
        assertTrue(0 < few && 10 * few < many, few + " and " + many);
    }

    @Test
    void outputs_may_be_inputs_constants_and_repeated() {
        Var x = Var.input("x", 2);
        Var five = Var.constant(5.0);
        Var sum = x.sum();
        try (CompiledGraph compiled = compile(List.of(x), x, five, sum, sum, x.reshape(1, 2))) {
            List<Tensor> values = compiled.call(List.of(Tensor.of(new double[] {1, 2})));
            assertEquals(
                    List.of(
                            Tensor.of(new double[] {1, 2}),
                            Tensor.scalar(5.0),
                            Tensor.scalar(3.0),
                            Tensor.scalar(3.0),
                            Tensor.of(new double[] {1, 2}, 1, 2)),
                    values);
        }
    }

    @Test
    void an_input_that_nothing_needs_is_still_taken() {
        Var x = Var.input("x", 2);
        Var unused = Var.input("unused", 3);
        try (CompiledGraph compiled = compile(List.of(unused, x), x.sum())) {
            List<Tensor> values = compiled.call(List.of(Tensor.of(new double[3]), Tensor.of(new double[] {1, 2})));
            assertEquals(3, values.getFirst().item());
        }
    }

    @Test
    void a_call_leaves_its_arguments_as_they_were() {
        Var x = Var.input("x", 3);
        double[] in = {3, 1, 2};
        double[] out = new double[3];
        try (CompiledGraph compiled = compile(List.of(x), x.plus(1).times(x))) {
            compiled.caller().call(new Object[] {in}, new Object[] {out});
        }
        assertArrayEquals(new double[] {3, 1, 2}, in);
        assertArrayEquals(new double[] {12, 2, 6}, out);
    }

    @Test
    void callers_of_many_threads_do_not_disturb_each_other() {
        Var x = Var.input("x", 64);
        Var y = x;
        for (int i = 0; i < 50; i++) {
            y = y.times(x).plus(1);
        }
        Var sum = y.sum();
        try (CompiledGraph compiled = compile(List.of(x), sum)) {
            double[] expected = IntStream.range(0, 64)
                    .mapToDouble(i -> callWith(compiled, i))
                    .toArray();
            double[] parallel = IntStream.range(0, 64)
                    .parallel()
                    .mapToDouble(i -> callWith(compiled, i))
                    .toArray();
            assertArrayEquals(expected, parallel);
        }
    }

    private static double callWith(CompiledGraph compiled, int seed) {
        double[] out = new double[1];
        double[] in =
                IntStream.range(0, 64).mapToDouble(k -> (k + seed) / 100.0).toArray();
        compiled.caller().call(new Object[] {in}, new Object[] {out});
        return out[0];
    }

    @Test
    void rich_ops_must_have_been_expanded() {
        Var x = Var.input("x");
        Program unlowered = new Program(new Graph(List.of(x), List.of(Gradient.stop(x))));
        String message = assertThrows(BackendException.class, () -> INTERP.compile(unlowered, NumericMode.STRICT))
                .getMessage();
        assertTrue(
                message.startsWith("the interpreter runs primitives only, but was given 'stop_gradient(x)'"), message);
    }
}
