package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Distribution;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.batch.RowSlab;
import ppl.graph.op.MatMul;
import ppl.graph.op.RichOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Some rows of a node are, to the bit, those rows of the whole. */
class RowSlabTest {

    private static final int ROWS = 7;

    private static double[] numbers(int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.sin(1.3 * i) + 0.01 * i)
                .toArray();
    }

    private static Var draw(Distribution d, int... batch) {
        return d.family().draw(KeyVar.of(RandomKey.of(4)), d.parameters(), Shape.of(batch));
    }

    private static Map<String, Var> all() {
        Var x = Var.data("x", Tensor.of(numbers(ROWS)));
        Var table = Var.data("table", Tensor.of(numbers(3 * ROWS), 3, ROWS));
        Var idx = Var.data("idx", Tensor.of(new long[] {2, 0, 1, 1, 2, 0, 2}));
        Var effects = Var.data("effects", Tensor.of(numbers(6), 3, 2));
        Map<String, Var> nodes = new LinkedHashMap<>();
        nodes.put("elementwise", x.times(2).plus(x.exp()).minus(arange(ROWS)));
        nodes.put("a choice", where(x.gt(0), x, x.square()));
        nodes.put("groups", effects.get(idx).times(expandDims(x, 1)));
        Var pairs = Var.data("pairs", Tensor.of(new long[] {2, 0, 1, 1}, 2, 2));
        nodes.put("behind an index", take(table.exp(), pairs, 0));
        nodes.put("before an index", take(table.transpose().exp(), pairs, 1));
        nodes.put("within an index", take(effects.exp(), expandDims(idx, 1), 0));
        nodes.put("sums of others", table.sum(0).plus(x.mean()).plus(logsumexp(table, 0)));
        nodes.put("turned", table.transpose().times(expandDims(x, 1)));
        nodes.put("middle", expandDims(expandDims(x, 0), 2).plus(Var.data("c", Tensor.of(numbers(6), 3, 1, 2))));
        nodes.put("joined axes", table.transpose().reshape(ROWS, 3, 1));
        nodes.put("a cumulative sum", cumsum(x, 0).plus(x));
        Var square = expandDims(expandDims(x.square(), 1), 2).times(0.1).plus(eye(3));
        nodes.put(
                "products",
                matmul(table.transpose(), effects).plus(matmul(square, effects).sum(1)));
        nodes.put("factors", cholesky(square).plus(solve(square, square)));
        nodes.put(
                "joined",
                concat(List.of(table.transpose(), expandDims(x, 1)), 1).plus(cumsum(expandDims(x, 1), 1)));
        nodes.put("a normal", draw(normal(x, 2), ROWS));
        nodes.put("a table of normals", draw(normal(expandDims(x, 1), 2), ROWS, 3));
        nodes.put("a table the other way", draw(normal(x, 2), 3, ROWS));
        nodes.put("gamma", draw(gamma(2.5, x.exp()), ROWS));
        nodes.put("poisson", draw(poisson(x.exp()), ROWS));
        nodes.put("student", draw(studentT(4, x, 1), ROWS));
        nodes.put("categorical", draw(categoricalLogit(table.transpose()), ROWS));
        nodes.put("mixture", draw(mixture(vector(0.3, 0.7), normal(x, 1), exponential(2)), ROWS));
        nodes.put("censored", draw(censored(normal(x, 1), 0, 0.5), ROWS));
        nodes.put("vectors", draw(mvNormal(table.transpose(), eye(3)), ROWS));
        return nodes;
    }

    static Stream<String> names() {
        return all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void rows_are_those_of_the_whole(String name) {
        Var node = all().get(name);
        for (int axis = 0; axis < node.rank(); axis++) {
            if (node.shape().size(axis) == ROWS) {
                for (long[] rows : List.of(new long[] {0, 1, 2}, new long[] {4, 5, 6}, new long[] {6, 2})) {
                    Var at = Var.constant(Tensor.of(rows));
                    assertEquals(
                            take(node, at, axis).eval(),
                            RowSlab.of(node, axis, at).eval(),
                            name + " along " + axis);
                }
            }
        }
    }

    /** Else a summary in parts would take as many times the time. */
    @Test
    void random_numbers_are_made_for_the_rows_only() {
        for (String name :
                List.of("a normal", "a table of normals", "gamma", "poisson", "mixture", "censored", "vectors")) {
            Var slab = RowSlab.of(all().get(name), 0, Var.constant(Tensor.of(new long[] {3, 4})));
            long whole = Graph.order(List.of(slab)).stream()
                    .filter(x -> (x.op() instanceof RichOp || x.op() instanceof MatMul)
                            && x.rank() > 0
                            && x.shape().size(0) == ROWS)
                    .count();
            assertTrue(whole == 0, name);
        }
    }

    @Test
    void a_long_chain_is_computed_whole_in_its_depth() {
        Var x = Var.data("x", Tensor.of(numbers(ROWS)));
        Var deep = x;
        for (int i = 0; i < 2_000; i++) {
            deep = deep.times(0.999).plus(x);
        }
        Var rows = Var.constant(Tensor.of(new long[] {5}));
        assertEquals(take(deep, rows, 0).eval(), RowSlab.of(deep, 0, rows).eval());
    }
}
