package ppl.tests.backends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * A function of positive numbers with its gradient, drawn from a seed, in which nothing cancels: sums, products, quotients, polynomials,
 * elementary functions, sums by group and products with few columns of data. So each rounding changes the value by a few units in the last place.
 */
final class SmoothGraph {

    private final SplittableRandom random;
    private final int rows;
    private final List<Var> pool = new ArrayList<>();
    private final Var point = Var.input("point", 8);
    private final Graph graph;

    SmoothGraph(long seed) {
        this.random = new SplittableRandom(seed);
        this.rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 150);
        for (int k = 0; k < 3; k++) {
            pool.add(data(rows).times(point.get(k)));
        }
        int columns = 1 + random.nextInt(5);
        Var matrix = data(rows * columns).reshape(rows, columns);
        pool.add(Functions.dot(matrix, point.get(IntStream.range(3, 3 + columns).toArray())));
        int size = 3 + random.nextInt(20);
        for (int k = 0; k < size; k++) {
            pool.add(next());
        }
        Var value = pool.getLast().plus(any()).mean();
        Var beside = Functions.dot(data(rows * 3).reshape(3, rows), any()).div(rows);
        this.graph = new Graph(List.of(point), List.of(value, beside, Gradient.of(value, point)));
    }

    Graph graph() {
        return graph;
    }

    Object[] inputs() {
        return new Object[] {random.doubles(8, 0.3, 2).toArray()};
    }

    private Var data(int n) {
        return Var.constant(Tensor.of(random.doubles(n, 0.2, 1.5).toArray()));
    }

    private Var any() {
        return pool.get(random.nextInt(pool.size()));
    }

    /** Between 0 and 1, and never near either. */
    private static Var tamed(Var x) {
        return x.plus(0.1).div(x.plus(1));
    }

    private Var next() {
        Var x = tamed(any());
        Var y = any();
        return switch (random.nextInt(11)) {
            case 0 -> x.times(y).plus(any());
            case 1 -> x.plus(tamed(y)).times(x);
            case 2 -> x.div(y.plus(0.5));
            case 3 -> x.sqrt();
            case 4 -> Functions.log1p(random.nextBoolean() ? x : y);
            case 5 -> x.unaryMinus().exp();
            case 6 -> Functions.softplus(x);
            case 7 -> Functions.sigmoid(x);
            case 8 -> polynomial(x);
            case 9 -> byGroup(x);
            default -> x.square().plus(x.times(tamed(y)));
        };
    }

    private Var polynomial(Var x) {
        double[] c = random.doubles(3 + random.nextInt(10), 0.1, 1).toArray();
        Var sum = Var.of(c[c.length - 1]);
        for (int k = c.length - 2; k >= 0; k--) {
            sum = sum.times(x).plus(c[k]);
        }
        return sum;
    }

    private Var byGroup(Var x) {
        int groups = 1 + random.nextInt(6);
        Var index = Var.constant(Tensor.of(random.ints(rows, 0, groups).toArray()));
        return Functions.scatterAdd(x, index, 0, groups).get(index);
    }

    @Override
    public String toString() {
        return Arrays.toString(graph.outputs().toArray()) + "\n" + graph.program();
    }
}
