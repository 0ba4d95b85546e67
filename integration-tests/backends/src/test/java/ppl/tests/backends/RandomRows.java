package ppl.tests.backends;

import static ppl.graph.Functions.sqrt;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Reduce;

/**
 * A graph over rows with constant indices, drawn from a seed: effects of groups, crossed or not, with weights, masks, a regression,
 * a batch axis, values of single rows and their gradient, and sometimes what keeps rows in their order.
 */
final class RandomRows {

    private final SplittableRandom random;
    private final int rows;
    private final List<Var> inputs = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<int[]> indices = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final Graph graph;

    RandomRows(long seed) {
        this.random = new SplittableRandom(seed);
        this.rows = anyOf(1, 2, 17, 40, 100, 130, 300, 300, 1000, random.nextInt(8) == 0 ? 4100 : 64);
        Var eta = input(); // a scalar
        int count = 1 + random.nextInt(3);
        for (int k = 0; k < count; k++) {
            eta = eta.plus(effect());
        }
        if (random.nextInt(3) == 0) {
            int columns = 1 + random.nextInt(4);
            Var matrix = Var.constant(numbers(rows * columns)).reshape(rows, columns);
            eta = eta.plus(Functions.dot(matrix, input(columns)));
        }
        if (random.nextInt(3) == 0) {
            eta = where(Var.constant(Tensor.of(truths())), eta, Var.constant(numbers(rows)));
        }
        if (random.nextInt(12) == 0) {
            eta = eta.plus(input(rows)); // values of rows that come at each call
        }
        if (random.nextInt(12) == 0) {
            eta = Var.of(new CumulativeSum(0, random.nextBoolean()), eta).times(0.01);
        }
        if (random.nextInt(6) == 0) {
            eta = eta.broadcastTo(Shape.of(3, rows)).times(input(3).reshape(3, 1));
        }
        Var terms = sqrt(eta.square().plus(1)).minus(Var.constant(numbers(rows)).times(eta));
        Var logp = terms.sum();
        List<Var> outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(Gradient.of(logp, inputs));
        outputs.add(Var.of(new Reduce(Reduce.Fn.MAX, List.of(eta.rank() - 1)), eta));
        outputs.add(Functions.scatterAdd(terms, constant(indices.getFirst()), eta.rank() - 1, groups.getFirst()));
        if (random.nextInt(12) == 0) {
            outputs.add(terms); // by row, as the program has them
        }
        this.graph = new Graph(inputs, outputs);
    }

    private Var effect() {
        int size = anyOf(1, 2, 8, 9, 20, 20, 60);
        int[] index = random.ints(rows, 0, size).toArray();
        switch (random.nextInt(5)) {
            case 0 -> Arrays.sort(index);
            case 1 -> Arrays.fill(index, size - 1);
            case 2 -> Arrays.setAll(index, i -> i % size);
            default -> Arrays.setAll(index, i -> index[i] == 1 ? 0 : index[i]); // a group may be empty
        }
        indices.add(index);
        groups.add(size);
        Var table = input(size);
        Var effect = random.nextInt(12) == 0 ? outside(table, index) : table.get(constant(index));
        return random.nextBoolean() ? effect.times(Var.constant(numbers(rows))) : effect;
    }

    /** Through a computed index of which some lie outside: their elements are masked. */
    private Var outside(Var table, int[] index) {
        boolean[] masked = truths();
        long[] shifted = IntStream.range(0, rows)
                .mapToLong(i -> masked[i] ? random.nextInt(2) == 0 ? -1 : table.shape().size(0) : index[i])
                .toArray();
        int[] identity = IntStream.range(0, rows).toArray();
        Var computed = Var.constant(Tensor.of(shifted)).get(Var.constant(Tensor.of(identity)));
        Var gathered = table.get(computed);
        return where(Var.constant(Tensor.of(masked)), Functions.zerosLike(gathered), gathered);
    }

    private Var constant(int[] index) {
        return random.nextBoolean()
                ? Var.constant(Tensor.of(index))
                : Var.constant(Tensor.of(Arrays.stream(index).asLongStream().toArray()));
    }

    private Var input(int... sizes) {
        Var input = Var.input("in" + inputs.size(), new TensorType(DType.F64, Shape.of(sizes)));
        inputs.add(input);
        values.add(numbers(input.shape().elements()));
        return input;
    }

    private double[] numbers(int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    private boolean[] truths() {
        boolean[] truths = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            truths[i] = random.nextInt(4) == 0;
        }
        return truths;
    }

    private int anyOf(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    Graph graph() {
        return graph;
    }

    Object[] inputs() {
        return values.toArray();
    }

    /** The number of rows. */
    int rows() {
        return rows;
    }

    @Override
    public String toString() {
        return rows + " rows in " + groups + " groups\n" + Objects.toString(graph.program());
    }
}
