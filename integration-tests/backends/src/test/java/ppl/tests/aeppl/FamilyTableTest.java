package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Given;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.tests.aeppl.FamilyTable.Row;

/**
 * Log-densities and log tail probabilities against 60-digit values. Each distribution is evaluated twice: with parameters known
 * when the graph is built, and with parameters and values as inputs, for which other formulas may be chosen.
 */
class FamilyTableTest {

    private static final double BODY = 1e-13;
    private static final double TAIL = 1e-10;

    static Stream<Factory> factories() {
        return Factory.all().stream().filter(Factory::isOfNumbers);
    }

    @ParameterizedTest
    @MethodSource("factories")
    void logp_and_tails_agree_with_60_digits_for_known_parameters(Factory factory) {
        List<String> wrong = new ArrayList<>();
        for (List<Row> rows : FamilyTable.rows(factory.name()).values()) {
            double[] p = rows.getFirst().parameters();
            List<Var> parameters = new ArrayList<>();
            for (int i = 0; i < p.length; i++) {
                parameters.add(Var.constant(dtype(factory, i), p[i]));
            }
            compare(rows, factory.of(parameters), List.of(), wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("factories")
    void logp_and_tails_agree_with_60_digits_for_parameters_given_at_run_time(Factory factory) {
        List<Row> rows = FamilyTable.rows(factory.name()).values().stream()
                .flatMap(List::stream)
                .toList();
        List<Var> parameters = new ArrayList<>();
        List<Given> givens = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().parameters().length; i++) {
            int at = i;
            Var in = Var.input("p" + i, new TensorType(dtype(factory, i), Shape.of(rows.size())));
            double[] column = rows.stream().mapToDouble(r -> r.parameters()[at]).toArray();
            parameters.add(in);
            givens.add(in.with(
                    in.dtype() == DType.F64
                            ? Tensor.of(column)
                            : Tensor.of(Arrays.stream(column)
                                    .mapToLong(v -> (long) v)
                                    .toArray())));
        }
        List<String> wrong = new ArrayList<>();
        compare(rows, factory.of(parameters), givens, wrong);
        assertEquals(List.of(), wrong);
    }

    private static DType dtype(Factory factory, int parameter) {
        return factory.isCount(parameter) ? DType.I64 : DType.F64;
    }

    private static void compare(List<Row> rows, Distribution distribution, List<Given> givens, List<String> wrong) {
        Law law = distribution.law(Shape.of(rows.size()));
        Var x = Var.input("x", rows.size());
        List<Var> outputs = new ArrayList<>(List.of(law.logDensity(Value.of(x)).elementwise()));
        if (law.events() instanceof Capability.Present<EventProbability>(EventProbability events)) {
            outputs.add(events.logcdf(x));
            outputs.add(events.logsf(x));
        }
        List<Var> inputs = new ArrayList<>(List.of(x));
        List<Tensor> values = new ArrayList<>(
                List.of(Tensor.of(rows.stream().mapToDouble(Row::x).toArray())));
        for (Given g : givens) {
            inputs.add(g.node());
            values.add(g.value());
        }
        try (var compiled = new Graph(inputs, outputs).compile(CompileOptions.defaults())) {
            List<Tensor> results = compiled.call(values);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                check(row, "logp", row.logp(), results.get(0).doubleAt(i), wrong);
                if (results.size() > 1) {
                    check(row, "logcdf", row.logcdf(), results.get(1).doubleAt(i), wrong);
                    check(row, "logsf", row.logsf(), results.get(2).doubleAt(i), wrong);
                }
            }
        }
    }

    /** The body is where the log-density is above −30; errors below 1 count absolutely. */
    private static void check(Row row, String what, double expected, double actual, List<String> wrong) {
        if (Double.isNaN(expected)) {
            return; // not tabulated
        }
        double tolerance = (expected > -30 ? BODY : TAIL) * Math.max(1, Math.abs(expected));
        boolean close = expected == actual || (Double.isFinite(expected) && Math.abs(expected - actual) <= tolerance);
        if (!close) {
            wrong.add(what + " of " + row + ": " + actual + " instead of " + expected);
        }
    }
}
