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
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Cholesky;
import ppl.graph.op.TriangularSolve;

/** Rules L: factors and solves, each element by fma in a fixed order. */
final class LinearRules {

    private static final String ORDER =
            "products rounded before they are added, a blocked factorisation in another order";

    private LinearRules() {}

    static List<Rule> all() {
        Table table = Table.read("linear.csv");
        List<Rule> rules = List.of(
                Rule.of(
                        "L1.01",
                        "the Cholesky factor, each element by sequential fma; 0 above the diagonal",
                        ORDER,
                        cases(table.rows("L1.01"))),
                Rule.of(
                        "L1.02",
                        "the Cholesky factor reads the lower triangle only",
                        "the mean of both triangles",
                        cases(table.rows("L1.02"))),
                Rule.of(
                        "L1.03",
                        "a matrix that is not positive definite gives NaN from the failing pivot on",
                        "an exception, a pivot replaced",
                        cases(table.rows("L1.03"))),
                Rule.of("L1.04", "forward substitution by sequential fma", ORDER, cases(table.rows("L1.04"))),
                Rule.of(
                        "L1.05",
                        "substitution with the transposed matrix, last element first",
                        ORDER,
                        cases(table.rows("L1.05"))),
                Rule.of(
                        "L1.06",
                        "a triangular solve reads the lower triangle only",
                        "the whole matrix read",
                        cases(table.rows("L1.06"))),
                Rule.of(
                        "L1.07",
                        "a singular triangle gives what division gives",
                        "an exception",
                        cases(table.rows("L1.07"))),
                Rule.of(
                        "L1.08",
                        "a right side gives the same bits alone and among others",
                        "another order for matrices",
                        alone()),
                Rule.of("L1.09", "factors and solves of empty matrices are empty", "an exception", empty()),
                Rule.of(
                        "L1.10",
                        "a factor of a larger matrix multiplies back to it",
                        "tiles and tails",
                        multipliesBack()),
                Rule.of(
                        "L1.11",
                        "each matrix of a batch gives the bits that it gives alone",
                        "the first matrix for all, a batch walked in another order, a factor that is the same for all copied wrong",
                        batches()));
        table.checkAllUsed();
        return rules;
    }

    private static List<Case> cases(List<Row> rows) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            DType dtype = ElementwiseCases.dtype(row.get("type"));
            int n = row.number("n");
            int m = row.number("m");
            Tensor matrix = Literals.vector(dtype, row.get("matrix")).reshape(n, n);
            String remark = row.get("remark").isEmpty() ? "" : ", " + row.get("remark");
            String name = row.get("operation") + " " + row.get("type") + "[" + n + ", " + m + "]" + remark;
            cases.add(new Case(name, s -> {
                Tensor expected = Literals.vector(dtype, row.get("result")).reshape(n, m);
                Tensor actual =
                        switch (row.get("operation")) {
                            case "cholesky" -> cholesky(s, matrix);
                            case "solve" ->
                                solve(
                                        s,
                                        matrix,
                                        Literals.vector(dtype, row.get("right side"))
                                                .reshape(n, m),
                                        false);
                            case "solve_t" ->
                                solve(
                                        s,
                                        matrix,
                                        Literals.vector(dtype, row.get("right side"))
                                                .reshape(n, m),
                                        true);
                            default -> throw new IllegalStateException("no operation " + row.get("operation"));
                        };
                Expect.bits(expected, actual, "the result");
            }));
        }
        return cases;
    }

    private static Tensor cholesky(Subject s, Tensor a) {
        Var x = Var.input("a", a.type());
        return s.run(Var.of(new Cholesky(), x), x.with(a));
    }

    private static Tensor solve(Subject s, Tensor l, Tensor b, boolean transposed) {
        Var x = Var.input("l", l.type());
        Var y = Var.input("b", b.type());
        return s.run(Var.of(new TriangularSolve(transposed), x, y), x.with(l), y.with(b));
    }

    private static List<Case> alone() {
        List<Case> cases = new ArrayList<>();
        for (boolean transposed : new boolean[] {false, true}) {
            cases.add(new Case(transposed ? "transposed" : "not transposed", s -> {
                int n = 13;
                int m = 9;
                Tensor l = cholesky(s, dominant(n));
                Tensor b = Pattern.NEAR1.tensor(DType.F64, 61, n, m);
                Tensor all = solve(s, l, b, transposed);
                for (int j = 0; j < m; j++) {
                    Expect.bits(column(all, n, m, j), solve(s, l, column(b, n, m, j), transposed), "column " + j);
                }
            }));
        }
        return cases;
    }

    private static Tensor column(Tensor x, int n, int m, int j) {
        double[] column = new double[n];
        for (int i = 0; i < n; i++) {
            column[i] = x.doubleAt(i * m + j);
        }
        return Tensor.of(column, n, 1);
    }

    /** Positive definite: a strong diagonal. */
    private static Tensor dominant(int n) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = i == j ? n : 1.0 / (1 + Math.abs(i - j));
            }
        }
        return Tensor.of(a, n, n);
    }

    private static List<Case> batches() {
        List<Case> cases = new ArrayList<>();
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            for (int n : new int[] {1, 5, 13}) {
                cases.add(new Case(dtype.label() + ", n = " + n, s -> batch(s, dtype, n, 3)));
            }
        }
        return cases;
    }

    /** A batch [2, 3] whose axes are walked in another order than they lie, and one factor for all. */
    private static void batch(Subject s, DType dtype, int n, int m) {
        Var x = Var.input("a", new TensorType(dtype, Shape.of(3, 2, n, n)));
        Var y = Var.input("b", new TensorType(dtype, Shape.of(3, 2, n, m)));
        Tensor noise = Pattern.NEAR1.tensor(dtype, 71, 3, 2, n, n);
        Tensor right = Pattern.NEAR1.tensor(dtype, 72, 3, 2, n, m);
        Var a = Functions.transpose(x, 1, 0, 3, 2).plus(identity(dtype, n, 2 * n));
        Var b = Functions.transpose(y, 1, 0, 2, 3);
        Var l = Var.of(new Cholesky(), a);
        Var one = l.get(1, 2);
        List<Var> outputs = new ArrayList<>(List.of(
                l,
                Functions.triangularSolve(l, b, false),
                Functions.triangularSolve(l, b, true),
                Functions.triangularSolve(one, b, false)));
        for (int i = 0; i < 6; i++) {
            Var matrix = a.get(i / 3, i % 3);
            Var columns = b.get(i / 3, i % 3);
            Var factor = Var.of(new Cholesky(), matrix);
            outputs.addAll(List.of(
                    factor,
                    Var.of(new TriangularSolve(false), factor, columns),
                    Var.of(new TriangularSolve(true), factor, columns),
                    Var.of(new TriangularSolve(false), one, columns)));
        }
        List<Tensor> values = s.runAll(outputs, x.with(noise), y.with(right));
        for (int i = 0; i < 6; i++) {
            for (int k = 0; k < 4; k++) {
                Tensor alone = values.get(4 + 4 * i + k);
                Expect.bits(alone, part(values.get(k), i, alone), "matrix " + i + " of result " + k);
            }
        }
    }

    private static Tensor part(Tensor all, int i, Tensor like) {
        Object elements = Tensor.allocate(all.dtype(), like.length());
        System.arraycopy(all.array(), i * like.length(), elements, 0, like.length());
        return Tensor.wrap(elements, like.sizes());
    }

    private static Var identity(DType dtype, int n, double scale) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = scale;
        }
        return Var.constant(Tensor.of(values, n, n)).cast(dtype).broadcastTo(Shape.of(2, 3, n, n));
    }

    private static List<Case> empty() {
        Tensor none = Tensor.of(new double[0], 0, 0);
        return List.of(
                new Case("a factor", s -> Expect.bits(none, cholesky(s, none), "the factor")),
                new Case(
                        "a solve",
                        s -> Expect.bits(
                                Tensor.of(new double[0], 0, 3),
                                solve(s, none, Tensor.of(new double[0], 0, 3), false),
                                "the solution")),
                new Case(
                        "no right sides",
                        s -> Expect.bits(
                                Tensor.of(new double[0], 2, 0),
                                solve(s, dominant(2), Tensor.of(new double[0], 2, 0), true),
                                "the solution")));
    }

    private static List<Case> multipliesBack() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {16, 33, 70}) {
            cases.add(new Case("n = " + n, s -> {
                Tensor a = dominant(n);
                Var x = Var.input("a", a.type());
                Var l = Var.of(new Cholesky(), x);
                Tensor back = s.run(Functions.matmul(l, l.transpose()), x.with(a));
                Expect.close(a, back, 1e-14, n, "the factor times its transpose");
            }));
        }
        return cases;
    }
}
