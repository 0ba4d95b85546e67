package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.rule.Trial;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/**
 * The rows of one operation on one type. Each row is tried as a scalar program, and three times inside one long vector:
 * at the front, in the middle and in the tail, where a backend may take other paths.
 */
final class ElementwiseCases {

    private static final int COPIES = 3;

    private final Op op;
    private final DType from;
    private final DType to;
    private final List<String[]> operands = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    private ElementwiseCases(Op op, DType from, DType to) {
        this.op = op;
        this.from = from;
        this.to = to;
    }

    /** Cases for rows that have one operation and one pair of types. */
    static List<Case> of(List<Row> rows) {
        Row first = rows.getFirst();
        DType to = dtype(first.get("result type"));
        ElementwiseCases all = new ElementwiseCases(op(first.get("operation"), to), dtype(first.get("type")), to);
        List<Case> cases = new ArrayList<>();
        for (Row row : rows) {
            int index = all.results.size();
            all.operands.add(Literals.words(row.get("operands")));
            all.results.add(row.get("result"));
            String remark = row.get("remark").isEmpty() ? "" : " (" + row.get("remark") + ")";
            String types = first.get("type")
                    + (all.from == to || op(row) instanceof Compare ? "" : " to " + row.get("result type"));
            String name = row.get("operation") + " " + types + ": " + row.get("operands") + remark;
            cases.add(new Case(name, s -> all.check(s, index)));
        }
        return cases;
    }

    private static Op op(Row row) {
        return op(row.get("operation"), dtype(row.get("result type")));
    }

    static DType dtype(String name) {
        return DType.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Op op(String name, DType to) {
        String constant = name.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "fma" -> new Fma();
            case "select" -> new Select();
            case "cast" -> new Cast(to);
            case "bitcast" -> new Bitcast(to);
            case "neg", "abs", "sqrt", "floor", "ceil", "rint", "not" -> new Unary(Unary.Fn.valueOf(constant));
            case "lt", "le", "gt", "ge", "eq", "ne" -> new Compare(Compare.Fn.valueOf(constant));
            default -> new Binary(Binary.Fn.valueOf(constant));
        };
    }

    private void check(Subject s, int row) {
        Tensor expected = Literals.vector(to, results.get(row)).reshape();
        Expect.bits(expected, s.once(this, _ -> scalars(s)).get(row), "alone, as a scalar");
        Tensor together = s.once(operands, _ -> vector(s));
        for (int copy = 0; copy < COPIES; copy++) {
            int at = copy * operands.size() + row;
            Expect.bits(expected, element(together, at), "element " + at + " of a vector of " + together.length());
        }
    }

    /** Every row by one scalar program. */
    private List<Tensor> scalars(Subject s) {
        List<Var> inputs = inputs(Shape.scalar());
        try (Trial trial = s.compile(inputs, Var.of(op, inputs))) {
            return operands.stream()
                    .map(words -> trial.call(IntStream.range(0, inputs.size())
                                    .mapToObj(i -> Literals.vector(inputs.get(i).dtype(), words[i])
                                            .reshape())
                                    .toArray(Tensor[]::new))
                            .getFirst())
                    .toList();
        }
    }

    /** All rows by one program on vectors. */
    private Tensor vector(Subject s) {
        int n = COPIES * operands.size() | 1; // odd: no vector register divides it
        List<Var> inputs = inputs(Shape.of(n));
        Tensor[] values = new Tensor[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            int operand = i;
            String[] column = IntStream.range(0, n)
                    .mapToObj(k -> operands.get(k % operands.size())[operand])
                    .toArray(String[]::new);
            values[i] = Literals.vector(inputs.get(i).dtype(), column);
        }
        try (Trial trial = s.compile(inputs, Var.of(op, inputs))) {
            return trial.call(values).getFirst();
        }
    }

    private List<Var> inputs(Shape shape) {
        return IntStream.range(0, operands.getFirst().length)
                .mapToObj(i -> Var.input(
                        "xyz".substring(i, i + 1),
                        new TensorType(op instanceof Select && i == 0 ? DType.BOOL : from, shape)))
                .toList();
    }

    private static Tensor element(Tensor t, int i) {
        Object one = Tensor.allocate(t.dtype(), 1);
        System.arraycopy(t.array(), i, one, 0, 1);
        return Tensor.wrap(one, new int[0]);
    }
}
