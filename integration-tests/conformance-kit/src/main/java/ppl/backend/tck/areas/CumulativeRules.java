package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.CumulativeSum;

/** Rules R2: cumulative sums, chunk by chunk. */
final class CumulativeRules {

    private static final int CHUNK = 512;
    private static final double INF = Double.POSITIVE_INFINITY;

    private CumulativeRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "R2.01",
                        "a cumulative sum inside a chunk adds in order, from the first element",
                        "a tree of partial sums, lanes, a compensated sum",
                        lines(DType.F64, false, 1, 2, 3, 17, 100, 511, 512)),
                Rule.of(
                        "R2.02",
                        "over chunks of 512 a cumulative sum is the sum of all chunks before, one after the other, and the one inside its chunk",
                        "a sum that runs through, chunks of another length, carries in pairs",
                        lines(DType.F64, false, 513, 1023, 1024, 1025, 5000)),
                Rule.of(
                        "R2.03",
                        "a reversed cumulative sum has the order of one of the reversed elements",
                        "the total less the other sums, chunks cut from the front",
                        lines(DType.F64, true, 1, 2, 100, 512, 513, 1300)),
                Rule.of(
                        "R2.04",
                        "each line along an axis gives the bits that it gives alone",
                        "chunks that run over the ends of lines, another axis",
                        axes()),
                Rule.of(
                        "R2.05",
                        "float32 cumulative sums are rounded to float32 at every step",
                        "float32 summed in float64",
                        lines(DType.F32, false, 3, 512, 1300)),
                Rule.of(
                        "R2.06",
                        "integer cumulative sums wrap around",
                        "sums in a wider type or in a float",
                        integers()),
                Rule.of(
                        "R2.07",
                        "NaN and infinities stay in all sums behind them; a sum of -0 alone is -0; of nothing there is nothing",
                        "a sum from 0 on, a line cleared",
                        special()));
    }

    private static List<Case> lines(DType dtype, boolean reverse, int... lengths) {
        List<Case> cases = new ArrayList<>();
        for (int n : lengths) {
            cases.add(new Case(n + " elements", s -> {
                Tensor x = Pattern.WIDE.tensor(dtype, 81 + n, n);
                double[] sums =
                        sums(x.toDoubles(), reverse, dtype == DType.F32 ? (a, b) -> (float) (a + b) : Double::sum);
                Expect.bits(as(dtype, sums), cumulate(s, x, 0, reverse), "the sums");
            }));
        }
        return cases;
    }

    /** Chunk sums first, then carries: as several machines would share the work. */
    private static double[] sums(double[] x, boolean reverse, DoubleBinaryOperator add) {
        int n = x.length;
        double[] sums = new double[n];
        for (int k = 0; k < n; k++) {
            double element = x[reverse ? n - 1 - k : k];
            sums[k] = k % CHUNK == 0 ? element : add.applyAsDouble(sums[k - 1], element);
        }
        double[] carries = new double[n / CHUNK + 1];
        for (int chunk = 1; chunk * CHUNK < n; chunk++) {
            double last = sums[chunk * CHUNK - 1];
            carries[chunk] = chunk == 1 ? last : add.applyAsDouble(carries[chunk - 1], last);
        }
        double[] result = new double[n];
        for (int k = 0; k < n; k++) {
            double sum = k < CHUNK ? sums[k] : add.applyAsDouble(carries[k / CHUNK], sums[k]);
            result[reverse ? n - 1 - k : k] = sum;
        }
        return result;
    }

    private static Tensor as(DType dtype, double[] values) {
        if (dtype == DType.F64) {
            return Tensor.of(values);
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return Tensor.of(narrow);
    }

    private static Tensor cumulate(Subject s, Tensor x, int axis, boolean reverse) {
        Var in = Var.input("x", x.type());
        return s.run(Var.of(new CumulativeSum(axis, reverse), in), in.with(x));
    }

    private static List<Case> axes() {
        List<Case> cases = new ArrayList<>();
        for (int[] sizes : new int[][] {{3, 700}, {700, 3}, {2, 600, 2}, {1, 5, 1}}) {
            for (int axis = 0; axis < sizes.length; axis++) {
                for (boolean reverse : new boolean[] {false, true}) {
                    int along = axis;
                    String name = Arrays.toString(sizes) + " along " + axis + (reverse ? ", reversed" : "");
                    cases.add(new Case(name, s -> alone(s, sizes, along, reverse)));
                }
            }
        }
        cases.add(new Case("of a transposed matrix and of what is computed", s -> {
            Tensor x = Pattern.WIDE.tensor(DType.F64, 5, 600, 2);
            Var in = Var.input("x", x.type());
            Var sums = Var.of(new CumulativeSum(1, false), in.transpose().times(2));
            Tensor twice = s.run(sums.transpose(), in.with(x));
            Expect.bits(twice, s.run(Functions.cumsum(in, 0).times(2), in.with(x)), "the sums");
        }));
        return cases;
    }

    private static void alone(Subject s, int[] sizes, int axis, boolean reverse) {
        Tensor x = Pattern.WIDE.tensor(DType.F64, 7, sizes);
        Tensor all = cumulate(s, x, axis, reverse);
        Shape shape = x.type().shape();
        int stride = shape.slice(axis + 1, sizes.length).elements();
        int n = sizes[axis];
        for (int first = 0; first < x.length(); first++) {
            if (first / stride % n == 0) {
                double[] line = new double[n];
                double[] found = new double[n];
                for (int k = 0; k < n; k++) {
                    line[k] = x.doubleAt(first + k * stride);
                    found[k] = all.doubleAt(first + k * stride);
                }
                Expect.bits(
                        Tensor.of(sums(line, reverse, Double::sum)),
                        Tensor.of(found),
                        "the line from element " + first);
            }
        }
    }

    private static List<Case> integers() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {3, 600}) {
            cases.add(new Case("int64, " + n, s -> {
                Tensor x = Pattern.INT.tensor(DType.I64, 9, n);
                long[] sums = x.toLongs();
                for (int i = 1; i < n; i++) {
                    sums[i] += sums[i - 1];
                }
                Expect.bits(Tensor.of(sums), cumulate(s, x, 0, false), "the sums");
            }));
            cases.add(new Case("int32, reversed, " + n, s -> {
                Tensor x = Pattern.INT.tensor(DType.I32, 9, n);
                int[] sums = ((int[]) x.array()).clone();
                for (int i = n - 2; i >= 0; i--) {
                    sums[i] += sums[i + 1];
                }
                Expect.bits(Tensor.of(sums), cumulate(s, x, 0, true), "the sums");
            }));
        }
        return cases;
    }

    private static List<Case> special() {
        return List.of(
                new Case(
                        "NaN and infinities",
                        s -> Expect.bits(
                                Tensor.of(new double[] {1, INF, INF, Double.NaN, Double.NaN}),
                                cumulate(s, Tensor.of(new double[] {1, INF, 3, -INF, 4}), 0, false),
                                "the sums")),
                new Case("NaN in the first chunk", s -> {
                    double[] x = new double[600];
                    x[510] = Double.NaN;
                    double[] sums = new double[600];
                    Arrays.fill(sums, 510, 600, Double.NaN);
                    Expect.bits(Tensor.of(sums), cumulate(s, Tensor.of(x), 0, false), "the sums");
                }),
                new Case(
                        "zeros",
                        s -> Expect.bits(
                                Tensor.of(new double[] {-0.0, -0.0, 0.0, 0.0}),
                                cumulate(s, Tensor.of(new double[] {-0.0, -0.0, 0.0, -0.0}), 0, false),
                                "the sums")),
                new Case("nothing along the axis and beside it", s -> {
                    for (int axis : new int[] {0, 1}) {
                        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(0, 3)));
                        Tensor none = Tensor.of(new double[0], 0, 3);
                        Expect.bits(none, s.run(Var.of(new CumulativeSum(axis, false), x), x.with(none)), "the sums");
                    }
                }));
    }
}
