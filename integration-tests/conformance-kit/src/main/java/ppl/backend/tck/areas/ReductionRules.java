package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Pattern;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Reduce;

/** Rules R: reductions, and the one order in which they combine elements. */
final class ReductionRules {

    private static final String ORDER =
            "another number of lanes, chunks cut elsewhere, a sum from left to right, partial sums of threads";

    private ReductionRules() {}

    static List<Rule> all() {
        Table table = Table.read("reductions.csv");
        List<Rule> rules = List.of(
                Rule.of(
                        "R1.01",
                        "a float64 sum inside a chunk: 16 strided lanes, combined by halving",
                        ORDER,
                        cases(table.rows("R1.01"))),
                Rule.of(
                        "R1.02",
                        "a float64 sum over chunks: chunk sums combined in adjacent pairs",
                        ORDER,
                        cases(table.rows("R1.02"))),
                Rule.of(
                        "R1.03",
                        "a sum over some axes takes the elements of those axes in row-major order",
                        ORDER,
                        cases(table.rows("R1.03"))),
                Rule.of("R1.04", "a float64 product has the order of a sum", ORDER, cases(table.rows("R1.04"))),
                Rule.of(
                        "R1.05",
                        "float32 sums and products are rounded to float32 at every step",
                        "float32 summed in float64",
                        cases(table.rows("R1.05"))),
                Rule.of(
                        "R1.06",
                        "integer reductions wrap around and are signed",
                        "sums in a wider type or in a float",
                        cases(table.rows("R1.06"))),
                Rule.of("R1.07", "max and min of floats", "a start value that wins", cases(table.rows("R1.07"))),
                Rule.of("R1.08", "all and any", "a start value that wins, a missing tail", truthValues()),
                Rule.of(
                        "R1.09",
                        "max and min give NaN if an element is NaN, and -0 is less than 0",
                        "the hardware's min and max",
                        hostileExtrema()),
                Rule.of("R1.10", "a sum that is infinite or NaN says so", "a compensated sum, clamping", hostileSums()),
                Rule.of(
                        "R1.11",
                        "a sum of -0 alone is -0",
                        "accumulators that start at 0 instead of the first element",
                        zeros()),
                Rule.of(
                        "R1.12",
                        "a sum does not depend on how its operand is computed",
                        "a product and a sum contracted to fma, a reduction fused in another order",
                        fused()),
                Rule.of(
                        "R1.13",
                        "a reduction over nothing gives the neutral element",
                        "NaN or an exception for empty input",
                        empty()),
                Rule.of(
                        "R1.14",
                        "a row's sum does not depend on the other rows",
                        "an order chosen by the size of the whole",
                        rows()));
        table.checkAllUsed();
        return rules;
    }

    private static List<Case> cases(List<Row> rows) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            int[] shape = row.numbers("shape");
            DType dtype = ElementwiseCases.dtype(row.get("type"));
            Reduce.Fn fn = Reduce.Fn.valueOf(row.get("operation").toUpperCase(Locale.ROOT));
            String name = row.get("operation") + " " + row.get("type") + Arrays.toString(shape) + " over axes ["
                    + row.get("axes") + "]";
            cases.add(new Case(name, s -> {
                Tensor x = Pattern.named(row.get("pattern")).tensor(dtype, row.number("seed"), shape);
                Tensor actual = reduce(s, fn, x, row.numbers("axes"));
                Expect.bits(Literals.vector(dtype, row.get("result")).reshape(actual.sizes()), actual, "the result");
            }));
        }
        return cases;
    }

    private static Tensor reduce(Subject s, Reduce.Fn fn, Tensor x, int... axes) {
        Var in = Var.input("x", x.type());
        return s.run(fn.of(in, axes), in.with(x));
    }

    private static List<Case> truthValues() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {1, 7, 16, 17, 100, 5000}) {
            for (int at : IntStream.of(0, n / 2, n - 1).distinct().toArray()) {
                cases.add(new Case("element " + at + " of " + n + " differs", s -> {
                    boolean[] only = new boolean[n];
                    only[at] = true;
                    boolean[] but = new boolean[n];
                    Arrays.fill(but, true);
                    but[at] = false;
                    Expect.bits(Tensor.scalar(true), reduce(s, Reduce.Fn.ANY, Tensor.of(only), 0), "any, one true");
                    Expect.bits(Tensor.scalar(false), reduce(s, Reduce.Fn.ALL, Tensor.of(but), 0), "all, one false");
                    Expect.bits(
                            Tensor.scalar(false),
                            reduce(s, Reduce.Fn.ANY, Tensor.of(new boolean[n]), 0),
                            "any, none true");
                }));
            }
        }
        return cases;
    }

    private static List<Case> hostileExtrema() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {2, 16, 33, 4200}) {
            for (int at : new int[] {0, n - 1}) {
                cases.add(new Case("NaN at " + at + " of " + n, s -> {
                    double[] x =
                            IntStream.range(0, n).mapToDouble(i -> i - n / 2.0).toArray();
                    x[at] = Double.NaN;
                    Expect.bits(Tensor.scalar(Double.NaN), reduce(s, Reduce.Fn.MAX, Tensor.of(x), 0), "max");
                    Expect.bits(Tensor.scalar(Double.NaN), reduce(s, Reduce.Fn.MIN, Tensor.of(x), 0), "min");
                }));
                cases.add(new Case("a zero of the other sign at " + at + " of " + n, s -> {
                    double[] x = new double[n];
                    x[at] = -0.0;
                    Expect.bits(Tensor.scalar(-0.0), reduce(s, Reduce.Fn.MIN, Tensor.of(x), 0), "min");
                    Arrays.fill(x, -0.0);
                    x[at] = 0.0;
                    Expect.bits(Tensor.scalar(0.0), reduce(s, Reduce.Fn.MAX, Tensor.of(x), 0), "max");
                }));
            }
        }
        cases.add(new Case("infinities only", s -> {
            double inf = Double.POSITIVE_INFINITY;
            Expect.bits(
                    Tensor.scalar(-inf),
                    reduce(s, Reduce.Fn.MAX, Tensor.of(new double[] {-inf, -inf, -inf}), 0),
                    "max");
            Expect.bits(
                    Tensor.scalar(inf), reduce(s, Reduce.Fn.MIN, Tensor.of(new double[] {inf, inf, inf}), 0), "min");
        }));
        return cases;
    }

    private static List<Case> hostileSums() {
        double inf = Double.POSITIVE_INFINITY;
        return List.of(
                sum("infinity among numbers", inf, 20, 7, inf),
                sum("-infinity in the tail", -inf, 35, 34, -inf),
                sum("NaN among numbers", Double.NaN, 4099, 4098, Double.NaN),
                new Case("infinities of both signs", s -> {
                    double[] x = new double[40];
                    x[3] = inf;
                    x[38] = -inf;
                    Expect.bits(Tensor.scalar(Double.NaN), reduce(s, Reduce.Fn.SUM, Tensor.of(x), 0), "sum");
                }),
                new Case(
                        "a product of 0 and infinity",
                        s -> Expect.bits(
                                Tensor.scalar(Double.NaN),
                                reduce(s, Reduce.Fn.PROD, Tensor.of(new double[] {0, 1, inf}), 0),
                                "product")),
                new Case("overflow on the way stays", s -> {
                    double[] x = new double[17];
                    x[0] = Double.MAX_VALUE;
                    x[16] = Double.MAX_VALUE;
                    x[1] = -Double.MAX_VALUE;
                    Expect.bits(Tensor.scalar(inf), reduce(s, Reduce.Fn.SUM, Tensor.of(x), 0), "sum");
                }));
    }

    private static Case sum(String name, double special, int n, int at, double expected) {
        return new Case(name, s -> {
            double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
            x[at] = special;
            Expect.bits(Tensor.scalar(expected), reduce(s, Reduce.Fn.SUM, Tensor.of(x), 0), "sum");
        });
    }

    private static List<Case> zeros() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {1, 5, 16, 40, 5000}) {
            cases.add(new Case(n + " elements", s -> {
                double[] x = new double[n];
                Arrays.fill(x, -0.0);
                Expect.bits(Tensor.scalar(-0.0), reduce(s, Reduce.Fn.SUM, Tensor.of(x), 0), "sum");
            }));
        }
        return cases;
    }

    /** The operand is computed inside the program or given to it: the sum has the same bits. */
    private static List<Case> fused() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {3, 16, 50, 4097, 10_000}) {
            cases.add(new Case("x * y + z, " + n + " elements", s -> {
                Tensor[] in = {wide(1, n), wide(2, n), wide(3, n)};
                double[] product = IntStream.range(0, n)
                        .mapToDouble(i -> in[0].doubleAt(i) * in[1].doubleAt(i) + in[2].doubleAt(i))
                        .toArray();
                Var x = Var.input("x", n);
                Var y = Var.input("y", n);
                Var z = Var.input("z", n);
                Tensor inside = s.run(x.times(y).plus(z).sum(), x.with(in[0]), y.with(in[1]), z.with(in[2]));
                Expect.bits(reduce(s, Reduce.Fn.SUM, Tensor.of(product), 0), inside, "sum of x * y + z");
            }));
            cases.add(new Case("a reversed view, " + n + " elements", s -> {
                Tensor given = wide(4, n);
                double[] reversed = IntStream.range(0, n)
                        .mapToDouble(i -> given.doubleAt(n - 1 - i))
                        .toArray();
                Var x = Var.input("x", n);
                Tensor inside = s.run(Functions.slice(x, 0, n - 1, n, -1).sum(), x.with(given));
                Expect.bits(reduce(s, Reduce.Fn.SUM, Tensor.of(reversed), 0), inside, "sum of the reversed vector");
            }));
            cases.add(new Case("a repeated scalar, " + n + " elements", s -> {
                double[] repeated = new double[n];
                Arrays.fill(repeated, 0.1);
                Var x = Var.input("x");
                Tensor inside = s.run(x.broadcastTo(Shape.of(n)).sum(), x.with(0.1));
                Expect.bits(
                        reduce(s, Reduce.Fn.SUM, Tensor.of(repeated), 0), inside, "sum of 0.1 repeated, not a product");
            }));
        }
        cases.add(new Case("two sums of one operand, one of them of its square", s -> {
            Tensor given = wide(6, 1000);
            double[] squares = IntStream.range(0, 1000)
                    .mapToDouble(i -> given.doubleAt(i) * given.doubleAt(i))
                    .toArray();
            Var x = Var.input("x", 1000);
            List<Tensor> both =
                    s.runAll(List.of(x.sum(), Functions.multiply(x, x).sum()), x.with(given));
            Expect.bits(reduce(s, Reduce.Fn.SUM, given, 0), both.get(0), "sum");
            Expect.bits(reduce(s, Reduce.Fn.SUM, Tensor.of(squares), 0), both.get(1), "sum of squares");
        }));
        cases.add(new Case("a transposed matrix", s -> {
            Tensor given = wide(7, 30, 40);
            Var x = Var.input("x", 30, 40);
            Tensor inside = s.run(x.transpose().sum(1), x.with(given));
            Expect.bits(reduce(s, Reduce.Fn.SUM, given, 0), inside, "sums over rows of the transposed matrix");
        }));
        return cases;
    }

    private static Tensor wide(int seed, int... sizes) {
        return Pattern.WIDE.tensor(DType.F64, seed, sizes);
    }

    private static List<Case> empty() {
        double inf = Double.POSITIVE_INFINITY;
        return List.of(
                nothing("sum of float64", Reduce.Fn.SUM, Tensor.of(new double[0]), Tensor.scalar(0.0)),
                nothing("product of float64", Reduce.Fn.PROD, Tensor.of(new double[0]), Tensor.scalar(1.0)),
                nothing("max of float64", Reduce.Fn.MAX, Tensor.of(new double[0]), Tensor.scalar(-inf)),
                nothing("min of float64", Reduce.Fn.MIN, Tensor.of(new double[0]), Tensor.scalar(inf)),
                nothing("sum of int64", Reduce.Fn.SUM, Tensor.of(new long[0]), Tensor.scalar(0L)),
                nothing("product of int64", Reduce.Fn.PROD, Tensor.of(new long[0]), Tensor.scalar(1L)),
                nothing("max of int64", Reduce.Fn.MAX, Tensor.of(new long[0]), Tensor.scalar(Long.MIN_VALUE)),
                nothing("min of int64", Reduce.Fn.MIN, Tensor.of(new long[0]), Tensor.scalar(Long.MAX_VALUE)),
                nothing(
                        "max of int32",
                        Reduce.Fn.MAX,
                        Tensor.of(new int[0]),
                        Tensor.wrap(new int[] {Integer.MIN_VALUE}, new int[0])),
                nothing(
                        "min of int32",
                        Reduce.Fn.MIN,
                        Tensor.of(new int[0]),
                        Tensor.wrap(new int[] {Integer.MAX_VALUE}, new int[0])),
                nothing(
                        "max of float32",
                        Reduce.Fn.MAX,
                        Tensor.of(new float[0]),
                        Tensor.wrap(new float[] {(float) -inf}, new int[0])),
                nothing("all", Reduce.Fn.ALL, Tensor.of(new boolean[0]), Tensor.scalar(true)),
                nothing("any", Reduce.Fn.ANY, Tensor.of(new boolean[0]), Tensor.scalar(false)),
                new Case(
                        "sums of 3 rows without elements",
                        s -> Expect.bits(
                                Tensor.of(new double[3]),
                                reduce(s, Reduce.Fn.SUM, Tensor.of(new double[0], 3, 0), 1),
                                "the sums")),
                new Case(
                        "sums of no rows",
                        s -> Expect.bits(
                                Tensor.of(new double[0]),
                                reduce(s, Reduce.Fn.SUM, Tensor.of(new double[0], 0, 3), 1),
                                "the sums")));
    }

    private static Case nothing(String name, Reduce.Fn fn, Tensor empty, Tensor expected) {
        return new Case(name, s -> Expect.bits(expected, reduce(s, fn, empty, 0), "the result"));
    }

    private static List<Case> rows() {
        List<Case> cases = new ArrayList<>();
        for (int columns : new int[] {5, 20, 300, 4100}) {
            cases.add(new Case("rows of " + columns + " alone and among 9", s -> {
                Tensor matrix = wide(8, 9, columns);
                Tensor sums = reduce(s, Reduce.Fn.SUM, matrix, 1);
                double[] alone = new double[9];
                for (int r = 0; r < 9; r++) {
                    double[] row = Arrays.copyOfRange(matrix.toDoubles(), r * columns, (r + 1) * columns);
                    alone[r] = reduce(s, Reduce.Fn.SUM, Tensor.of(row), 0).item();
                }
                Expect.bits(Tensor.of(alone), sums, "the sums of the rows");
            }));
        }
        return cases;
    }
}
