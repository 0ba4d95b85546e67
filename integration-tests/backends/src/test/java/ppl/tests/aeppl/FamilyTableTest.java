package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Family;
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
 * Log-densities and log tail probabilities against 60-digit values. Each family is evaluated twice: with parameters known
 * when the graph is built, and with parameters and values as inputs, for which other formulas may be chosen.
 */
class FamilyTableTest {

    private static final double BODY = 1e-13;
    private static final double TAIL = 1e-10;

    static Stream<String> families() {
        return FamilyTable.FAMILIES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void logp_and_tails_agree_with_60_digits_for_known_parameters(String name) {
        List<String> wrong = new ArrayList<>();
        for (List<Row> rows : FamilyTable.rows(name).values()) {
            double[] p = rows.getFirst().parameters();
            List<Var> parameters = new ArrayList<>();
            for (int i = 0; i < p.length; i++) {
                parameters.add(Var.constant(dtype(name, i), p[i]));
            }
            compare(rows, FamilyTable.FAMILIES.get(name), parameters, List.of(), wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("families")
    void logp_and_tails_agree_with_60_digits_for_parameters_given_at_run_time(String name) {
        List<Row> rows =
                FamilyTable.rows(name).values().stream().flatMap(List::stream).toList();
        List<Var> parameters = new ArrayList<>();
        List<Given> givens = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().parameters().length; i++) {
            int at = i;
            Var in = Var.input("p" + i, new TensorType(dtype(name, i), Shape.of(rows.size())));
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
        compare(rows, FamilyTable.FAMILIES.get(name), parameters, givens, wrong);
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_family_has_at_least_25_points() {
        families().forEach(name -> {
            int points = FamilyTable.rows(name).values().stream()
                    .mapToInt(List::size)
                    .sum();
            assertTrue(points >= 25, () -> name + " has " + points);
        });
    }

    /** The number of trials is a whole number. */
    private static DType dtype(String family, int parameter) {
        return family.startsWith("Binomial") && parameter == 0 ? DType.I64 : DType.F64;
    }

    private static void compare(
            List<Row> rows, Family family, List<Var> parameters, List<Given> givens, List<String> wrong) {
        Shape batch = Shape.of(rows.size());
        Law law = family.law(parameters, batch, Set.of());
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
