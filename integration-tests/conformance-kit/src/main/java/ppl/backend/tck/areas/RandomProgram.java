package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Unary;

/**
 * A program made by chance from a seed: some float64 matrices of one shape, on which operations of every kind are piled,
 * each taking earlier nodes.
 */
final class RandomProgram {

    private static final int NODES = 30;
    private static final double[] HOSTILE = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MAX_VALUE,
        1,
        -1
    };

    private final SplittableRandom random;
    private final int rows;
    private final int columns;
    private final List<Var> nodes = new ArrayList<>();
    private final List<Given> givens = new ArrayList<>();
    private final List<Var> outputs = new ArrayList<>();

    private RandomProgram(long seed, int rows, int columns) {
        this.random = new SplittableRandom(seed);
        this.rows = rows;
        this.columns = columns;
    }

    /** The program of a seed. */
    static RandomProgram of(int seed, boolean hostile) {
        SplittableRandom size = new SplittableRandom(~seed);
        RandomProgram p =
                new RandomProgram(seed, 1 + size.nextInt(12), size.nextInt(20) == 0 ? 0 : 1 + size.nextInt(40));
        for (int i = 0; i < 3; i++) {
            p.input(hostile);
        }
        for (int i = 0; i < NODES; i++) {
            p.nodes.add(p.next());
        }
        p.outputs.add(p.nodes.getLast());
        p.outputs.add(p.pick().sum());
        p.outputs.add(p.nodes.get(p.nodes.size() - 2).sum(0));
        return p;
    }

    List<Var> outputs() {
        return outputs;
    }

    Given[] givens() {
        return givens.toArray(Given[]::new);
    }

    private void input(boolean hostile) {
        double[] values = new double[rows * columns];
        Arrays.setAll(
                values,
                _ -> hostile && random.nextInt(4) == 0
                        ? HOSTILE[random.nextInt(HOSTILE.length)]
                        : Math.scalb(random.nextDouble() - 0.5, random.nextInt(12) - 4));
        Var x = Var.input("x" + givens.size(), rows, columns);
        nodes.add(x);
        givens.add(x.with(Tensor.of(values, rows, columns)));
    }

    private Var pick() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** A node of the common shape. */
    private Var next() {
        Var x = pick();
        Var y = pick();
        return switch (random.nextInt(15)) {
            case 0 -> x.plus(y);
            case 1 -> x.minus(y);
            case 2 -> x.times(y);
            case 3 -> x.div(y);
            case 4 -> Functions.fma(x, y, pick());
            case 5 -> (random.nextBoolean() ? Binary.Fn.MIN : Binary.Fn.MAX).of(x, y);
            case 6 -> Var.of(new Unary(Unary.Fn.values()[random.nextInt(Unary.Fn.NOT.ordinal())]), x);
            case 7 -> Functions.where(compare(x, y), x, pick());
            case 8 -> compare(x, y).cast(DType.F64).times(x);
            case 9 -> x.minus(rowReduction(y));
            case 10 -> x.times(reduction().of(y, 0));
            case 11 -> Functions.slice(x, 1, Math.max(0, columns - 1), columns, -1);
            case 12 ->
                columns == 0 ? x.abs() : x.transpose().get(indices(columns)).transpose();
            case 13 -> Var.of(new ScatterAdd(0, Extent.of(rows)), x, indices(rows));
            default -> Functions.slice(Var.of(new Concat(0), x, y), 0, random.nextInt(rows + 1), rows, 1);
        };
    }

    private Var rowReduction(Var y) {
        return reduction().of(y, 1).reshape(rows, 1).broadcastTo(Shape.of(rows, columns));
    }

    private Reduce.Fn reduction() {
        return Reduce.Fn.values()[random.nextInt(Reduce.Fn.ALL.ordinal())];
    }

    private Var compare(Var x, Var y) {
        return Compare.Fn.values()[random.nextInt(Compare.Fn.values().length)].of(x, y);
    }

    /** As many indices as the axis has elements, some of them twice. */
    private Var indices(int n) {
        int[] indices = new int[n];
        Arrays.setAll(indices, _ -> random.nextInt(n));
        return Var.constant(Tensor.of(indices));
    }
}
