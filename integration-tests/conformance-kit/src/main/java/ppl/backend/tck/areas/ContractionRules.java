package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Pattern;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.MatMul;

/** Rules C: matrix products, and the one order in which they add products. */
final class ContractionRules {

    private static final String ORDER =
            "products rounded before they are added, blocks of another length, a library's own order";

    private ContractionRules() {}

    static List<Rule> all() {
        Table table = Table.read("contractions.csv");
        List<Rule> rules = List.of(
                Rule.of(
                        "C1.01",
                        "up to 256 products are added one after the other by fma",
                        ORDER,
                        cases(table.rows("C1.01"))),
                Rule.of(
                        "C1.02",
                        "longer sums are cut into blocks of 256, combined in adjacent pairs",
                        ORDER,
                        cases(table.rows("C1.02"))),
                Rule.of(
                        "C1.03",
                        "each matrix of a batch is multiplied by its own",
                        "batch offsets",
                        cases(table.rows("C1.03"))),
                Rule.of(
                        "C1.04",
                        "float32 products are accumulated in float32",
                        "accumulation in float64",
                        cases(table.rows("C1.04"))),
                Rule.of(
                        "C1.05",
                        "an element of a product does not depend on the size of the matrices",
                        "another order for vectors, tiles, tails",
                        independent()),
                Rule.of(
                        "C1.06",
                        "a transposed operand gives the bits of its copy",
                        "a kernel of another order for transposed operands",
                        transposed()),
                Rule.of(
                        "C1.07",
                        "sums start at 0, NaN and infinities pass through, no products give 0",
                        "skipped zeros, accumulators that are not cleared",
                        special()));
        table.checkAllUsed();
        return rules;
    }

    private static List<Case> cases(List<Row> rows) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            DType dtype = ElementwiseCases.dtype(row.get("type"));
            int c = row.number("batch");
            int m = row.number("m");
            int k = row.number("k");
            int n = row.number("n");
            String name = row.get("type") + "[" + c + ", " + m + ", " + k + "] x [" + c + ", " + k + ", " + n + "]";
            cases.add(new Case(name, s -> {
                Tensor a = Pattern.WIDE.tensor(dtype, row.number("seed"), c, m, k);
                Tensor b = Pattern.WIDE.tensor(dtype, row.number("seed") + 1, c, k, n);
                Tensor expected = Literals.vector(dtype, row.get("result")).reshape(c, m, n);
                Expect.bits(expected, multiply(s, a, b), "the product");
                if (c == 1) {
                    Tensor flat = multiply(s, a.reshape(m, k), b.reshape(k, n));
                    Expect.bits(expected.reshape(m, n), flat, "the product without a batch axis");
                }
            }));
        }
        return cases;
    }

    private static Tensor multiply(Subject s, Tensor a, Tensor b) {
        Var x = Var.input("a", a.type());
        Var y = Var.input("b", b.type());
        return s.run(Var.of(new MatMul(), x, y), x.with(a), y.with(b));
    }

    private static List<Case> independent() {
        List<Case> cases = new ArrayList<>();
        for (int[] size : new int[][] {{3, 5, 2}, {17, 9, 17}, {33, 40, 18}, {9, 300, 11}, {64, 64, 64}}) {
            int m = size[0];
            int k = size[1];
            int n = size[2];
            cases.add(new Case(
                    "[" + m + ", " + k + "] x [" + k + ", " + n + "] against its rows times its columns", s -> {
                        Tensor a = Pattern.WIDE.tensor(DType.F64, 41, m, k);
                        Tensor b = Pattern.WIDE.tensor(DType.F64, 42, k, n);
                        Tensor whole = multiply(s, a, b);
                        Var x = Var.input("row", 1, k);
                        Var y = Var.input("column", k, 1);
                        try (var trial = s.compile(List.of(x, y), Var.of(new MatMul(), x, y))) {
                            for (int i = 0; i < m; i++) {
                                for (int j = i % 3; j < n; j += 3) {
                                    Tensor one = trial.call(row(a, i, k), column(b, j, k, n))
                                            .getFirst();
                                    Tensor same = Tensor.of(new double[] {whole.doubleAt(i * n + j)}, 1, 1);
                                    Expect.bits(one, same, "element [" + i + ", " + j + "] of the product");
                                }
                            }
                        }
                    }));
        }
        return cases;
    }

    private static Tensor row(Tensor a, int i, int k) {
        double[] row = new double[k];
        for (int p = 0; p < k; p++) {
            row[p] = a.doubleAt(i * k + p);
        }
        return Tensor.of(row, 1, k);
    }

    private static Tensor column(Tensor b, int j, int k, int n) {
        double[] column = new double[k];
        for (int p = 0; p < k; p++) {
            column[p] = b.doubleAt(p * n + j);
        }
        return Tensor.of(column, k, 1);
    }

    private static List<Case> transposed() {
        List<Case> cases = new ArrayList<>();
        for (int[] size : new int[][] {{4, 6, 5}, {20, 35, 17}, {3, 280, 2}}) {
            int m = size[0];
            int k = size[1];
            int n = size[2];
            cases.add(new Case("[" + m + ", " + k + "] x [" + k + ", " + n + "]", s -> {
                Tensor a = Pattern.WIDE.tensor(DType.F64, 43, k, m);
                Tensor b = Pattern.WIDE.tensor(DType.F64, 44, n, k);
                Var x = Var.input("a", k, m);
                Var y = Var.input("b", n, k);
                Tensor at = s.run(x.transpose(), x.with(a));
                Tensor bt = s.run(y.transpose(), y.with(b));
                Tensor expected = multiply(s, at, bt);
                Tensor inside = s.run(Var.of(new MatMul(), x.transpose(), y.transpose()), x.with(a), y.with(b));
                Expect.bits(expected, inside, "the product of transposed operands");
            }));
        }
        return cases;
    }

    private static List<Case> special() {
        double inf = Double.POSITIVE_INFINITY;
        return List.of(
                dot("a product of -0", new double[] {-0.0}, new double[] {1}, 0.0),
                dot("0 times infinity", new double[] {1, 0}, new double[] {1, inf}, Double.NaN),
                dot("0 times NaN", new double[] {0, 1}, new double[] {Double.NaN, 1}, Double.NaN),
                dot("infinity", new double[] {1, -1}, new double[] {1, inf}, -inf),
                dot("infinities of both signs", new double[] {1, 1}, new double[] {inf, -inf}, Double.NaN),
                dot("no products", new double[0], new double[0], 0.0),
                new Case(
                        "a product [2, 0] x [0, 3]",
                        s -> Expect.bits(
                                Tensor.of(new double[6], 2, 3),
                                multiply(s, Tensor.of(new double[0], 2, 0), Tensor.of(new double[0], 0, 3)),
                                "the product")),
                new Case(
                        "a product [0, 2] x [2, 3]",
                        s -> Expect.bits(
                                Tensor.of(new double[0], 0, 3),
                                multiply(s, Tensor.of(new double[0], 0, 2), Tensor.of(new double[6], 2, 3)),
                                "the product")),
                new Case("called twice, the second sums start anew", s -> {
                    Var x = Var.input("x", 2, 2);
                    try (var trial = s.compile(List.of(x), Var.of(new MatMul(), x, x))) {
                        Tensor one = Tensor.of(new double[] {1, 0, 0, 1}, 2, 2);
                        trial.call(one);
                        Expect.bits(one, trial.call(one).getFirst(), "the second product");
                    }
                }));
    }

    private static Case dot(String name, double[] a, double[] b, double expected) {
        return new Case(
                name,
                s -> Expect.bits(
                        Tensor.of(new double[] {expected}, 1, 1),
                        multiply(s, Tensor.of(a, 1, a.length), Tensor.of(b, b.length, 1)),
                        "the product"));
    }
}
