package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Need;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;
import ppl.graph.op.RichOp;

/** Rules F: elementary functions, within the accuracy that is promised, and the same bits claimed or expanded. */
final class FunctionRules {

    private static final String LIBRARY =
            "a vendor's routine, a missing fma in the expansion, subnormal numbers flushed";

    /** The functions, by the names of the table. */
    static final Map<String, UnaryOperator<Var>> FUNCTIONS = Map.ofEntries(
            Map.entry("exp", Functions::exp),
            Map.entry("expm1", Functions::expm1),
            Map.entry("log", Functions::log),
            Map.entry("log1p", Functions::log1p),
            Map.entry("tanh", Functions::tanh),
            Map.entry("sigmoid", Functions::sigmoid),
            Map.entry("softplus", Functions::softplus),
            Map.entry("ndtr", Functions::ndtr),
            Map.entry("ndtri", Functions::ndtri),
            Map.entry("lgamma", Functions::lgamma),
            Map.entry("digamma", Functions::digamma),
            Map.entry("trigamma", Functions::trigamma));

    private FunctionRules() {}

    static List<Rule> all() {
        Table table = Table.read("functions.csv");
        List<Rule> rules = new ArrayList<>();
        rules.add(rule(table, "F1.01", "exp within 1 ulp"));
        rules.add(rule(table, "F1.02", "expm1 within 1 ulp, the sign of zero kept"));
        rules.add(rule(table, "F1.03", "log within 1 ulp, right for subnormal arguments"));
        rules.add(rule(table, "F1.04", "log1p within 1 ulp, the sign of zero kept"));
        rules.add(rule(table, "F1.05", "tanh within 2 ulp"));
        rules.add(rule(table, "F1.06", "sigmoid within 3 ulp in both tails"));
        rules.add(rule(table, "F1.07", "softplus within 2 ulp"));
        rules.add(rule(table, "F1.08", "the normal distribution function within 2 ulp, down to subnormal results"));
        rules.add(rule(table, "F1.09", "the normal quantile within 4 ulp"));
        rules.add(rule(table, "F1.10", "lgamma within 4 ulp for positive arguments"));
        rules.add(rule(table, "F1.11", "digamma within 4 ulp for positive arguments"));
        rules.add(rule(table, "F1.12", "trigamma within 4 ulp for positive arguments"));
        rules.add(Rule.of(
                "F2.01",
                "a function gives the bits of its expansion, whether the backend claims it or not",
                LIBRARY,
                expansions()));
        rules.add(Rule.of(
                "F2.02",
                "a function of an element does not depend on its place or its neighbours",
                "a vector kernel with another tail",
                places()));
        rules.add(Rule.of(
                        "F2.03",
                        "functions in the mode FAST are as accurate as promised",
                        "a fast approximation",
                        fast())
                .needing(Need.FAST));
        table.checkAllUsed();
        return rules;
    }

    private static Rule rule(Table table, String id, String sentence) {
        List<Row> rows = table.rows(id);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int place = i;
            cases.add(new Case(row.get("function") + "(" + row.get("argument") + ")", s -> {
                Tensor all = s.once(rows, _ -> values(s, rows, NumericMode.STRICT));
                check(row, all.doubleAt(place));
            }));
        }
        return Rule.of(id, sentence, LIBRARY, cases);
    }

    private static Tensor values(Subject s, List<Row> rows, NumericMode mode) {
        String[] arguments = rows.stream().map(r -> r.get("argument")).toArray(String[]::new);
        Var x = Var.input("x", arguments.length);
        Var y = function(rows.getFirst().get("function")).apply(x);
        return s.lowered(mode, List.of(y), x.with(Literals.vector(DType.F64, arguments)))
                .getFirst();
    }

    private static UnaryOperator<Var> function(String name) {
        UnaryOperator<Var> function = FUNCTIONS.get(name);
        if (function == null) {
            throw new IllegalStateException("no function " + name);
        }
        return function;
    }

    private static void check(Row row, double actual) {
        Tensor expected = Literals.vector(DType.F64, row.get("result")).reshape();
        Expect.ulps(
                expected,
                Tensor.scalar(actual),
                row.number("ulps"),
                row.get("function") + "(" + row.get("argument") + ")");
    }

    private static Tensor arguments(String function) {
        double low = function.equals("ndtri") ? 0 : function.contains("gamma") || function.equals("log") ? 1e-3 : -0.9;
        double high = function.equals("ndtri") ? 1 : 30;
        return Tensor.of(IntStream.range(0, 333)
                .mapToDouble(i -> low + (high - low) * i / 333)
                .toArray());
    }

    private static List<Case> expansions() {
        List<Case> cases = new ArrayList<>();
        FUNCTIONS.keySet().stream()
                .sorted()
                .forEach(name -> cases.add(new Case(name, s -> {
                    Var x = Var.input("x", 333);
                    Var y = function(name).apply(x);
                    Tensor expected = s.run(expanded(y), x.with(arguments(name)));
                    Expect.bits(
                            expected,
                            s.lowered(List.of(y), x.with(arguments(name))).getFirst(),
                            name);
                })));
        return cases;
    }

    /** The same value by primitives alone. */
    private static Var expanded(Var y) {
        List<Var> outputs = List.of(y);
        while (Graph.order(outputs).stream().anyMatch(n -> !(n.op() instanceof Prim))) {
            outputs = Substitution.rebuild(outputs, Map.of(), FunctionRules::expandOne);
        }
        return outputs.getFirst();
    }

    private static @Nullable Var expandOne(Var node, Op op, List<Var> operands) {
        return op instanceof RichOp rich ? rich.expand(operands) : null;
    }

    private static List<Case> places() {
        List<Case> cases = new ArrayList<>();
        FUNCTIONS.keySet().stream()
                .sorted()
                .forEach(name -> cases.add(new Case(name, s -> {
                    Var x = Var.input("x", 333);
                    Tensor together = s.lowered(List.of(function(name).apply(x)), x.with(arguments(name)))
                            .getFirst();
                    Var one = Var.input("x");
                    Graph scalar =
                            new Graph(List.of(one), List.of(function(name).apply(one)));
                    try (CompiledGraph compiled = s.lower(scalar, NumericMode.STRICT)) {
                        for (int i = 0; i < 333; i += 7) {
                            Tensor alone = compiled.call(List.of(
                                            Tensor.scalar(arguments(name).doubleAt(i))))
                                    .getFirst();
                            Expect.bits(alone, Tensor.scalar(together.doubleAt(i)), name + ", element " + i);
                        }
                    }
                })));
        return cases;
    }

    private static List<Case> fast() {
        Table table = Table.read("functions.csv");
        List<Case> cases = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            List<Row> rows = table.rows(String.format(Locale.ROOT, "F1.%02d", i));
            cases.add(new Case(rows.getFirst().get("function"), s -> {
                Tensor all = values(s, rows, NumericMode.FAST);
                for (int k = 0; k < rows.size(); k++) {
                    check(rows.get(k), all.doubleAt(k));
                }
            }));
        }
        return cases;
    }
}
