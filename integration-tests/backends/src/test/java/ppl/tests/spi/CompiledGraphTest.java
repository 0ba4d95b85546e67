package ppl.tests.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.PplException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Iota;

/** What a compiled graph accepts, refuses and promises. */
class CompiledGraphTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");

    private final Var beta = Var.input("beta", 2, 3);
    private final Var group = Var.input("group", new TensorType(DType.I64, Shape.of(4)));
    private final Var picked = beta.transpose().get(group).sum(0);
    private final Var positive = picked.gt(0);

    private CompiledGraph compiled() {
        return new Graph(List.of(beta, group), List.of(picked, positive)).compile(INTERP);
    }

    private static final Tensor BETA = Tensor.of(new double[] {1, 2, 3, -4, -5, -6}, 2, 3);
    private static final Tensor GROUP = Tensor.of(new long[] {0, 0, 2, 1});

    private static String refused(Runnable call) {
        return assertThrows(PplException.class, call::run).getMessage();
    }

    @Test
    void types_of_inputs_and_outputs_are_known() {
        try (CompiledGraph c = compiled()) {
            assertEquals(List.of(beta.type(), group.type()), c.inputTypes());
            assertEquals(List.of(picked.type(), positive.type()), c.outputTypes());
            assertEquals("interp", c.backend());
            assertEquals(List.of(beta, group), c.graph().inputs());
        }
    }

    @Test
    void tensors_go_in_and_come_out() {
        try (CompiledGraph c = compiled()) {
            List<Tensor> values = c.call(List.of(BETA, GROUP));
            assertEquals(Tensor.of(new double[] {1 + 1 + 3 + 2, -4 - 4 - 6 - 5}), values.get(0));
            assertEquals(Tensor.of(new boolean[] {true, false}), values.get(1));
            assertEquals(values, c.call(List.of(BETA, GROUP)));
        }
    }

    @Test
    void results_are_in_arrays_that_nobody_else_has() {
        Tensor given = Tensor.of(new double[] {1, 2});
        Tensor known = Tensor.of(new double[] {3, 4});
        Var x = Var.input("x", 2);
        try (CompiledGraph c = new Graph(List.of(x), List.of(x, Var.constant(known), x.plus(1))).compile(INTERP)) {
            List<Tensor> first = c.call(List.of(given));
            List<Tensor> second = c.call(List.of(given));
            assertEquals(List.of(given, known), first.subList(0, 2));
            assertNotSame(given.array(), first.get(0).array());
            assertNotSame(known.array(), first.get(1).array());
            for (int k = 0; k < first.size(); k++) {
                assertNotSame(first.get(k).array(), second.get(k).array());
            }
        }
    }

    @Test
    void a_wrong_number_of_inputs_is_named() {
        try (CompiledGraph c = compiled()) {
            assertEquals("a call needs 2 inputs (beta, group), but got 1", refused(() -> c.call(List.of(BETA))));
        }
    }

    @Test
    void a_tensor_of_another_type_or_shape_is_named() {
        try (CompiledGraph c = compiled()) {
            assertEquals(
                    "input 0, 'beta' float64[2, 3], must be float64[2, 3], but got float64[3, 2]",
                    refused(() -> c.call(List.of(BETA.reshape(3, 2), GROUP))));
            assertEquals(
                    "input 1, 'group' int64[4], must be int64[4], but got int32[4]",
                    refused(() -> c.call(List.of(BETA, Tensor.of(new int[4])))));
        }
    }

    @Test
    void an_array_of_another_type_or_length_is_named() {
        try (CompiledGraph c = compiled()) {
            CompiledGraph.Caller caller = c.caller();
            Object[] good = {new double[6], new long[4]};
            Object[] results = {new double[2], new boolean[2]};
            assertEquals(
                    "input 0, 'beta' float64[2, 3], needs an array double[6], but got double[5]",
                    refused(() -> caller.call(new Object[] {new double[5], new long[4]}, results)));
            assertEquals(
                    "input 1, 'group' int64[4], needs an array long[4], but got int[4]",
                    refused(() -> caller.call(new Object[] {new double[6], new int[4]}, results)));
            assertEquals(
                    "input 1, 'group' int64[4], needs an array long[4], but got null",
                    refused(() -> caller.call(new Object[] {new double[6], null}, results)));
            assertEquals(
                    "input 1, 'group' int64[4], needs an array long[4], but got String",
                    refused(() -> caller.call(new Object[] {new double[6], "0 0 2 1"}, results)));
            assertEquals(
                    "output 1, '" + positive.label() + "' bool[2], needs an array boolean[2], but got boolean[3]",
                    refused(() -> caller.call(good, new Object[] {new double[2], new boolean[3]})));
            assertEquals(
                    "a call needs 2 outputs (" + picked.label() + ", " + positive.label() + "), but got 0",
                    refused(() -> caller.call(good, new Object[0])));
        }
    }

    @Test
    void after_closing_a_call_is_an_error_and_closing_again_is_not() {
        CompiledGraph c = compiled();
        CompiledGraph.Caller caller = c.caller();
        c.close();
        c.close();
        String expected = "the compiled graph of [" + picked.label() + ", " + positive.label()
                + "] has been closed: compile the graph again to call it";
        assertEquals(expected, refused(() -> c.call(List.of(BETA, GROUP))));
        assertEquals(expected, refused(c::caller));
        Object[] in = {new double[6], new long[4]};
        assertEquals(expected, refused(() -> caller.call(in, new Object[] {new double[2], new boolean[2]})));
    }

    @Test
    void an_explanation_names_the_choice_and_each_refusal() {
        try (CompiledGraph c = compiled()) {
            String text = c.explain();
            assertTrue(text.startsWith("backend interp: asked for by the options"), text);
        }
    }

    @Test
    void an_unknown_backend_is_an_error_that_names_those_present() {
        Graph graph = new Graph(List.of(beta), List.of(beta.sum()));
        String message = refused(() ->
                graph.compile(CompileOptions.defaults().withBackend("abacus")).close());
        assertTrue(
                message.startsWith(
                        "the backend 'abacus' is asked for by the options, but it is not present (present: "),
                message);
        assertTrue(message.contains("interp"), message);
    }

    @Test
    void constant_subgraphs_have_the_bits_of_those_computed_at_each_call() {
        double[] rough = new double[5000];
        for (int i = 0; i < rough.length; i++) {
            rough[i] = Math.scalb(Math.sin(i), i % 50);
        }
        Var x = Var.input("x", 5000);
        Var data = Var.constant(Tensor.of(rough));
        Var z = Var.input("z");
        Graph folded = new Graph(List.of(z), List.of(z.times(norm(data))));
        Graph fromInput = new Graph(List.of(z, x), List.of(z.times(norm(x))));
        try (CompiledGraph a = folded.compile(INTERP);
                CompiledGraph b = fromInput.compile(INTERP)) {
            Tensor one = Tensor.scalar(1.0);
            assertEquals(b.call(List.of(one, Tensor.of(rough))), a.call(List.of(one)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_masked_index_outside_its_axis_may_be_computed_from_data(String backend) {
        Var x = Var.input("x", 4);
        Var i = Var.of(new Iota(Extent.of(4)));
        Var before = x.get(i.minus(1)); // nothing comes before the first
        Var lagged = Functions.where(i.gt(0), before, Functions.zerosLike(x));
        Var moved = Functions.scatterAdd(x, i.minus(1), 0, 4);
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph c = new Graph(List.of(x), List.of(lagged, moved)).compile(options)) {
            List<Tensor> values = c.call(List.of(Tensor.of(new double[] {1, 2, 3, 4})));
            assertEquals(Tensor.of(new double[] {0, 1, 2, 3}), values.get(0));
            assertEquals(Tensor.of(new double[] {2, 3, 4, 0}), values.get(1));
        }
    }

    private static Var norm(Var x) {
        Var m = x.reshape(50, 100);
        return m.dot(m.transpose()).sum().plus(x.sum()).sqrt();
    }

    @Test
    void a_gradient_of_ten_thousand_steps_compiles_without_a_deep_stack() {
        Var x = Var.input("x", 3);
        Var y = x;
        for (int i = 0; i < 10_000; i++) {
            y = Functions.fma(y, Var.constant(0.999).broadcastTo(y.shape()), x);
        }
        Graph graph = new Graph(List.of(x), List.of(Gradient.of(y.sum(), x)));
        try (CompiledGraph c = graph.compile(INTERP)) {
            double slope = c.call(List.of(Tensor.of(new double[3]))).getFirst().doubleAt(0);
            assertEquals(1000 * (1 - Math.pow(0.999, 10_001)), slope, 1e-9);
        }
    }
}
