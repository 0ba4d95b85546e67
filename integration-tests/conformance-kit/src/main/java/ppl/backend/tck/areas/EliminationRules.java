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
import ppl.graph.op.Lu;

/** Rules L2: factors with rows exchanged, each element by fma in a fixed order. */
final class EliminationRules {

    private EliminationRules() {}

    static List<Rule> all() {
        Table table = Table.read("elimination.csv");
        List<Rule> rules = List.of(
                Rule.of(
                        "L2.01",
                        "both factors, each element by sequential fma, and the row numbers in the last column",
                        "products rounded before they are added, a blocked elimination in another order, exchanges in place of rows",
                        cases(table.rows("L2.01"))),
                Rule.of(
                        "L2.02",
                        "the pivot is the greatest magnitude, of equals the first, and the first NaN",
                        "the last of equals, a NaN passed over, signs compared",
                        cases(table.rows("L2.02"))),
                Rule.of(
                        "L2.03",
                        "below a pivot of 0 the elements stay",
                        "a division by 0, an exception, an elimination that ends",
                        cases(table.rows("L2.03"))),
                Rule.of(
                        "L2.04",
                        "each matrix of a batch gives the bits that it gives alone",
                        "the first matrix for all, row numbers that count on",
                        batches()),
                Rule.of("L2.05", "an empty matrix has one empty column", "an exception", empty()));
        table.checkAllUsed();
        return rules;
    }

    private static List<Case> cases(List<Row> rows) {
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            DType dtype = ElementwiseCases.dtype(row.get("type"));
            int n = row.number("n");
            Tensor matrix = Literals.vector(dtype, row.get("matrix")).reshape(n, n);
            cases.add(new Case(row.get("type") + "[" + n + ", " + n + "], " + row.get("remark"), s -> {
                Tensor expected = Literals.vector(dtype, row.get("result")).reshape(n, n + 1);
                Expect.bits(expected, lu(s, matrix), "the factors");
            }));
        }
        return cases;
    }

    private static Tensor lu(Subject s, Tensor a) {
        Var x = Var.input("a", a.type());
        return s.run(Var.of(new Lu(), x), x.with(a));
    }

    /** A batch [2, 3] whose axes are walked in another order than they lie. */
    private static List<Case> batches() {
        List<Case> cases = new ArrayList<>();
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            for (int n : new int[] {1, 5, 13}) {
                cases.add(new Case(dtype.label() + ", n = " + n, s -> {
                    Var x = Var.input("a", new TensorType(dtype, Shape.of(3, 2, n, n)));
                    Var a = Functions.transpose(x, 1, 0, 3, 2);
                    List<Var> outputs = new ArrayList<>(List.of(Var.of(new Lu(), a)));
                    for (int i = 0; i < 6; i++) {
                        outputs.add(Var.of(new Lu(), a.get(i / 3, i % 3)));
                    }
                    List<Tensor> values = s.runAll(outputs, x.with(Pattern.WIDE.tensor(dtype, 73, 3, 2, n, n)));
                    for (int i = 0; i < 6; i++) {
                        Tensor alone = values.get(1 + i);
                        Object part = Tensor.allocate(dtype, alone.length());
                        System.arraycopy(values.getFirst().array(), i * alone.length(), part, 0, alone.length());
                        Expect.bits(alone, Tensor.wrap(part, alone.sizes()), "matrix " + i);
                    }
                }));
            }
        }
        return cases;
    }

    private static List<Case> empty() {
        return List.of(
                new Case(
                        "no rows",
                        s -> Expect.bits(
                                Tensor.of(new double[0], 0, 1), lu(s, Tensor.of(new double[0], 0, 0)), "the factors")),
                new Case(
                        "no matrices",
                        s -> Expect.bits(
                                Tensor.of(new double[0], 0, 2, 3),
                                lu(s, Tensor.of(new double[0], 0, 2, 2)),
                                "the factors")));
    }
}
