package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Argsort;

/** Rules I3: the positions that sort. */
final class OrderRules {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private OrderRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "I3.01",
                        "positions put each line along the axis in ascending order",
                        "descending, ranks in place of positions, strides of the axes around",
                        lines()),
                Rule.of("I3.02", "equal elements keep their order", "an unstable sort", equals()),
                Rule.of(
                        "I3.03",
                        "-0 comes before +0 and NaN last, whatever its bits",
                        "the order of comparisons, the order of bits, NaN of negative sign first",
                        special()),
                Rule.of("I3.04", "every element type is sorted as it is", "a way through float64", types()));
    }

    private static Tensor argsort(Subject s, Tensor x, int axis) {
        Var v = Var.input("x", x.type());
        return s.run(Var.of(new Argsort(axis), v), v.with(x));
    }

    private static Case sorts(String name, Tensor x, long... positions) {
        return new Case(name, s -> Expect.bits(Tensor.of(positions), argsort(s, x, 0), "the positions"));
    }

    /** Expected by counting, for each element, those that come before it. */
    private static List<Case> lines() {
        List<Case> cases = new ArrayList<>();
        cases.add(sorts("three elements", Tensor.of(new double[] {5, -1, 2}), 1, 2, 0));
        for (int[] sizes : new int[][] {{1}, {40}, {1000}, {3, 17}, {17, 3}, {4, 5, 6}, {0}, {0, 3}, {3, 0}}) {
            for (int axis = 0; axis < sizes.length; axis++) {
                int a = axis;
                cases.add(new Case(
                        "axis " + axis + " of "
                                + List.of(IntStream.of(sizes).boxed().toArray()),
                        s -> {
                            Tensor x = Pattern.WIDE.tensor(DType.F64, 81, sizes);
                            Expect.bits(counted(x, a), argsort(s, x, a), "the positions");
                        }));
            }
        }
        return cases;
    }

    private static Tensor counted(Tensor x, int axis) {
        int[] sizes = x.sizes();
        int n = sizes[axis];
        int stride = 1;
        for (int a = axis + 1; a < sizes.length; a++) {
            stride *= sizes[a];
        }
        long[] positions = new long[x.length()];
        for (int e = 0; e < positions.length; e++) {
            int place = e / stride % n;
            int first = e - place * stride;
            int rank = 0;
            for (int i = 0; i < n; i++) {
                double other = x.doubleAt(first + i * stride);
                rank += other < x.doubleAt(e) || other == x.doubleAt(e) && i < place ? 1 : 0;
            }
            positions[first + rank * stride] = place;
        }
        return Tensor.of(positions, sizes);
    }

    private static List<Case> equals() {
        int n = 300;
        double[] few = IntStream.range(0, n).mapToDouble(i -> i * 7 % 5).toArray();
        return List.of(
                sorts("two values", Tensor.of(new double[] {2, 1, 2, 1, 2}), 1, 3, 0, 2, 4),
                sorts("one value", Tensor.of(new double[] {3, 3, 3, 3}), 0, 1, 2, 3),
                new Case("five values, " + n + " elements", s -> {
                    Tensor x = Tensor.of(few);
                    Expect.bits(counted(x, 0), argsort(s, x, 0), "the positions");
                }));
    }

    private static List<Case> special() {
        double negativeNaN = Double.longBitsToDouble(0xfff8000000000001L);
        return List.of(
                sorts("zeros", Tensor.of(new double[] {0.0, -0.0, 0.0, -0.0}), 1, 3, 0, 2),
                sorts("zeros of float32", Tensor.of(new float[] {0f, -0f}), 1, 0),
                sorts("NaN of both signs", Tensor.of(new double[] {NAN, INF, negativeNaN, -INF}), 3, 1, 0, 2),
                sorts("NaN of float32", Tensor.of(new float[] {Float.NaN, 1f}), 1, 0),
                sorts(
                        "the smallest numbers",
                        Tensor.of(new double[] {Double.MIN_VALUE, 0.0, -0.0, -Double.MIN_VALUE, -1}),
                        4,
                        3,
                        2,
                        1,
                        0));
    }

    private static List<Case> types() {
        long big = 1L << 53;
        return List.of(
                sorts(
                        "int64 beyond 2^53",
                        Tensor.of(new long[] {big + 1, big, Long.MIN_VALUE, Long.MAX_VALUE, -1}),
                        2,
                        4,
                        1,
                        0,
                        3),
                sorts("int32", Tensor.of(new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE}), 2, 1, 0),
                sorts("float32", Tensor.of(new float[] {1.5f, -2f, 1.25f}), 1, 2, 0),
                sorts("bool", Tensor.of(new boolean[] {true, false, true, false}), 1, 3, 0, 2));
    }
}
