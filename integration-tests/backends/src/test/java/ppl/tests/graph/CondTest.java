package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.cond;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** What a cond computes, and its gradients, on each backend. */
class CondTest {

    private final Var x = Var.input("x", 3);
    private final Var c = Var.input("c", new TensorType(DType.BOOL, Shape.scalar()));

    private List<Tensor> values(String backend, boolean condition, double[] at, List<Var> outputs) {
        try (CompiledGraph compiled = new Graph(List.of(x, c), outputs)
                .compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(List.of(Tensor.of(at), Tensor.scalar(condition)));
        }
    }

    private double[] value(String backend, boolean condition, double[] at, Var output) {
        return values(backend, condition, at, List.of(output)).getFirst().toDoubles();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_caller_takes_either_branch_at_each_call(String backend) {
        List<Var> results = cond(
                c, () -> List.of(x.exp(), x.sum()), () -> List.of(x, x.times(x).sum()));
        double[] at = {0, 1, 2};
        try (CompiledGraph compiled = new Graph(List.of(x, c), results)
                .compile(CompileOptions.defaults().withBackend(backend))) {
            CompiledGraph.Caller caller = compiled.caller();
            double[][] out = {new double[3], new double[1]};
            for (boolean condition : new boolean[] {true, false, false, true}) {
                caller.call(new Object[] {at, new boolean[] {condition}}, out);
                assertEquals(condition ? Math.E : 1, out[0][1], 1e-15);
                assertEquals(condition ? 3 : 5, out[1][0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"interp, true", "interp, false", "vector, true", "vector, false"})
    void the_value_and_the_gradient_are_those_of_the_branch_taken(String backend, boolean condition) {
        Var before = x.square();
        Var whole =
                cond(c, () -> before.exp().times(x).sum(), () -> before.sum().times(x.sum()));
        Var alone = condition ? before.exp().times(x).sum() : before.sum().times(x.sum());
        double[] at = {0.3, -0.2, 0.5};
        List<Var> outputs = new ArrayList<>();
        for (Var y : List.of(whole, alone)) {
            Var slope = Gradient.of(y.square(), x);
            outputs.addAll(List.of(y, slope, Gradient.of(slope.square().sum(), x)));
        }
        List<Tensor> values = values(backend, condition, at, outputs);
        for (int i = 0; i < 3; i++) {
            double[] expected = values.get(i + 3).toDoubles();
            double[] actual = values.get(i).toDoubles();
            for (int k = 0; k < expected.length; k++) {
                // rewriting may round a branch elsewhere than what is written without one
                assertEquals(expected[k], actual[k], 1e-14 * Math.max(1, Math.abs(expected[k])));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void what_the_branch_not_taken_uses_adds_nothing_to_a_gradient(String backend) {
        Var log = x.log(); // at 0: -inf, with an infinite slope
        Var inside = cond(c, () -> x.log().times(x).sum(), () -> x.sum());
        Var outside = cond(c, () -> log.times(x).sum(), () -> x.sum());
        for (Var y : List.of(inside, outside)) {
            assertArrayEquals(
                    new double[] {1, 1, 1}, value(backend, false, new double[] {0, -1, 2}, Gradient.of(y, x)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void what_a_choice_inside_a_branch_leaves_out_adds_nothing_either(String backend) {
        Var log = x.log();
        Var chosen = cond(c, () -> Functions.where(x.gt(0), log, x).sum(), () -> log.sum());
        assertArrayEquals(
                new double[] {1, 1, 0.5}, value(backend, true, new double[] {0, -1, 2}, Gradient.of(chosen, x)));
        Var behind = Functions.where(x.gt(0), cond(c, () -> log, () -> x), x).sum();
        assertArrayEquals(
                new double[] {1, 1, 0.5}, value(backend, true, new double[] {0, -1, 2}, Gradient.of(behind, x)));
        Var deep = Functions.where(x.gt(0), cond(c, () -> x.log(), () -> x), x).sum();
        assertArrayEquals(
                new double[] {1, 1, 0.5}, value(backend, true, new double[] {0, -1, 2}, Gradient.of(deep, x)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void an_operand_that_a_result_is_and_one_that_is_moved_arrive_as_they_are(String backend) {
        Var matrix = x.reshape(3, 1).plus(x.reshape(1, 3).times(10));
        List<Var> results = cond(
                c,
                () -> List.of(x, matrix.transpose(), matrix.get(ppl.graph.Index.all(), ppl.graph.Index.at(1))),
                () -> List.of(matrix.sum(0), matrix, x));
        List<Tensor> taken = values(backend, true, new double[] {1, 2, 3}, results);
        assertArrayEquals(new double[] {1, 2, 3}, taken.get(0).toDoubles());
        assertArrayEquals(
                new double[] {11, 12, 13, 21, 22, 23, 31, 32, 33}, taken.get(1).toDoubles());
        assertArrayEquals(new double[] {21, 22, 23}, taken.get(2).toDoubles());
        List<Tensor> other = values(backend, false, new double[] {1, 2, 3}, results);
        assertArrayEquals(new double[] {36, 66, 96}, other.get(0).toDoubles());
        assertArrayEquals(new double[] {1, 2, 3}, other.get(2).toDoubles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void results_of_size_0_are_results(String backend) {
        Var none = x.get(ppl.graph.Index.range(0, 0));
        List<Var> results = cond(c, () -> List.of(none.exp(), none.sum()), () -> List.of(none, x.sum()));
        List<Tensor> taken = values(backend, true, new double[] {1, 2, 3}, results);
        assertEquals(0, taken.get(0).length());
        assertEquals(0, taken.get(1).item());
        assertEquals(
                6,
                values(backend, false, new double[] {1, 2, 3}, results).get(1).item());
        assertEquals(
                0,
                values(backend, false, new double[] {1, 2, 3}, List.of(results.getFirst()))
                        .getFirst()
                        .length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void draws_and_lengths_that_only_an_evaluation_tells_reach_the_branches(boolean condition) {
        Var n = Var.input("n", new TensorType(DType.I64, Shape.scalar()));
        Var u = new KeyVar(Var.constant(7L)).uniform(Shape.of(List.of(Extent.of(n))));
        Var y = cond(c, () -> u.plus(1).sum(), () -> u.sum());
        Tensor value = y.eval(RandomKey.of(3), n.with(Tensor.scalar(4L)), c.with(Tensor.scalar(condition)));
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += RandomKey.of(7).uniform(i);
        }
        assertEquals(condition ? sum + 4 : sum, value.item(), 1e-14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_chain_of_conds_in_conds_is_no_matter_of_the_stack(String backend) {
        Var y = x;
        for (int i = 0; i < 300; i++) {
            Var z = y;
            y = cond(c, () -> z.plus(1), () -> z.times(1.01));
        }
        assertArrayEquals(new double[] {300, 301, 302}, value(backend, true, new double[] {0, 1, 2}, y));
        Var deep = nested(x, 20);
        assertArrayEquals(new double[] {20, 21, 22}, value(backend, true, new double[] {0, 1, 2}, deep));
        assertTrue(Gradient.of(deep.sum(), x).rank() == 1);
    }

    private Var nested(Var z, int depth) {
        return depth == 0 ? z : cond(c, () -> nested(z.plus(1), depth - 1), () -> z);
    }
}
