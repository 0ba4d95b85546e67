package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/** A graph whose inputs carry new axes gives at each position the bits that the graph gives of the inputs' values there. */
class VectorizedGraphsTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.graphs", 3000) / 10;
    private static final List<BatchAxis> AXES = List.of(new BatchAxis(0, 2), new BatchAxis(3, 3));

    /** Values of an input along the axes it carries. */
    private record Given(Var input, List<BatchAxis> axes, List<Object> at) {

        Object where(int[] position) {
            return at.get(Vectors.number(axes, position));
        }

        Tensor together() {
            int each = input.shape().elements();
            Object all = Tensor.allocate(input.dtype(), each * at.size());
            for (int i = 0; i < at.size(); i++) {
                System.arraycopy(at.get(i), 0, all, i * each, each);
            }
            return Tensor.wrap(all, Vectors.shape(axes).concat(input.shape()).sizes());
        }
    }

    /** Positions along some of {@link #AXES}. */
    private static final class Vectors {
        static Shape shape(List<BatchAxis> axes) {
            return Shape.of(axes.stream().mapToInt(BatchAxis::size).toArray());
        }

        static int number(List<BatchAxis> axes, int[] position) {
            int number = 0;
            for (BatchAxis a : axes) {
                number = number * a.size() + position[AXES.indexOf(a)];
            }
            return number;
        }
    }

    @Test
    void random_graphs_of_all_primitives_give_at_each_position_what_they_give_alone() {
        int compared = LongStream.rangeClosed(1, GRAPHS)
                .mapToInt(VectorizedGraphsTest::compare)
                .sum();
        assertTrue(compared > GRAPHS * 2L, "only " + compared + " outputs carried an axis");
    }

    private static int compare(long seed) {
        RandomGraph drawn = new RandomGraph(seed);
        Graph graph = drawn.graph();
        List<Given> givens = givens(drawn, new SplittableRandom(seed));
        Map<Var, Batched> inputs = new IdentityHashMap<>();
        List<Var> whole = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Given g : givens) {
            Tensor together = g.together();
            Var input = Var.input(g.input().label(), together.type());
            inputs.put(g.input(), new Batched(input, g.axes()));
            whole.add(input);
            values.add(together.array());
        }
        List<Batched> outputs;
        try {
            outputs = Vectorized.of(graph.outputs(), inputs);
        } catch (GraphException e) {
            // A loop that is written out must have a known count of steps, and its rows become known indices.
            boolean loops = graph.order().stream().anyMatch(x -> x.op().name().contains("loop"));
            assertTrue(loops, () -> "seed " + seed + ": " + e);
            return 0;
        }
        Object[] all = run(new Graph(whole, outputs.stream().map(Batched::value).toList()), values);
        int carried = 0;
        for (int i = 0; i < AXES.get(0).size(); i++) {
            for (int j = 0; j < AXES.get(1).size(); j++) {
                int[] position = {i, j};
                Object[] alone =
                        run(graph, givens.stream().map(g -> g.where(position)).toList());
                for (int k = 0; k < alone.length; k++) {
                    List<BatchAxis> axes = outputs.get(k).axes();
                    carried += axes.isEmpty() ? 0 : 1;
                    TensorType type = graph.outputs().get(k).type();
                    Object part = part(all[k], type, Vectors.number(axes, position));
                    Object expected = alone[k];
                    int output = k;
                    assertTrue(
                            Bits.equal(expected, part),
                            () -> "seed " + seed + ", output " + output + " at " + position[0] + ", " + position[1]
                                    + ": expected " + Bits.text(expected) + " but got " + Bits.text(part) + "\n"
                                    + graph.program());
                }
            }
        }
        return carried;
    }

    /** Other values of an input are its own moved along. */
    private static List<Given> givens(RandomGraph drawn, SplittableRandom random) {
        List<Given> givens = new ArrayList<>();
        for (int i = 0; i < drawn.graph().inputs().size(); i++) {
            Var input = drawn.graph().inputs().get(i);
            List<BatchAxis> axes =
                    AXES.stream().filter(_ -> random.nextInt(5) < 3).toList();
            List<Object> at = new ArrayList<>();
            for (int p = 0; p < Vectors.shape(axes).elements(); p++) {
                at.add(moved(drawn.inputs()[i], input.type(), p));
            }
            givens.add(new Given(input, axes, at));
        }
        return givens;
    }

    private static Object moved(Object array, TensorType type, int by) {
        int n = type.shape().elements();
        Object moved = Tensor.allocate(type.dtype(), n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(array, (i + by) % n, moved, i, 1);
        }
        if (moved instanceof double[] x && n > 0) {
            x[0] += by;
        }
        return moved;
    }

    private static Object part(Object all, TensorType type, int number) {
        int each = type.shape().elements();
        Object part = Tensor.allocate(type.dtype(), each);
        System.arraycopy(all, number * each, part, 0, each);
        return part;
    }

    private static Object[] run(Graph graph, List<Object> inputs) {
        Object[] outputs = RandomGraph.outputs(graph);
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults().withBackend("interp"))) {
            compiled.caller().call(inputs.toArray(), outputs);
        }
        return outputs;
    }

    @Test
    void what_depends_on_no_such_input_is_left_as_it_is() {
        Var x = Var.input("x", 3);
        Var y = Var.input("y", 3);
        Var left = y.exp().plus(1);
        Batched stacked = new Batched(Var.input("xs", 2, 3), List.of(new BatchAxis(0, 2)));
        List<Batched> got = Vectorized.of(List.of(left, x.times(left)), Map.of(x, stacked));
        assertEquals(Batched.same(left), got.get(0));
        assertEquals(stacked.axes(), got.get(1).axes());
        assertEquals(DType.F64, got.get(1).value().dtype());
    }
}
