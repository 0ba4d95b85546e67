package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Graphs reach a backend through the service of the graph module. */
final class EvaluationTest {

    @Test
    void eval_computes_with_given_inputs() {
        Var x = Var.input("x", 3);
        Var y = x.times(2).plus(1).sum();
        assertEquals(15, y.eval(x.with(Tensor.of(new double[] {1, 2, 3}))).item());
    }

    @Test
    void a_gradient_compiles_and_runs() {
        Var x = Var.input("x", 3);
        Var y = x.square().times(Var.constant(1.0, 2.0, 3.0)).sum();
        Graph graph = new Graph(List.of(x), List.of(y, Gradient.of(y, x)));
        try (var compiled = graph.compile(CompileOptions.defaults().withBackend("interp"))) {
            List<Tensor> values = compiled.call(List.of(Tensor.of(new double[] {1, 2, 3})));
            assertEquals(1 + 8 + 27, values.get(0).item());
            assertArrayEquals(new double[] {2, 8, 18}, values.get(1).toDoubles());
            assertEquals("interp", compiled.backend());
        }
    }
}
