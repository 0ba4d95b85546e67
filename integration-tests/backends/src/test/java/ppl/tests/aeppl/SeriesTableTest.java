package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.ar;
import static ppl.api.Distributions.gaussianRandomWalk;
import static ppl.api.Distributions.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.tests.aeppl.FamilyTable.EventRow;

/** Log-densities of series against 60 digits. */
class SeriesTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"gaussianRandomWalk", "ar"})
    void log_densities_agree_with_60_digits_for_parameters_known_or_given_at_run_time(String name) {
        List<EventRow> rows = FamilyTable.eventRows(name);
        assertTrue(rows.size() >= 60, () -> rows.size() + " rows of " + name);
        List<String> wrong = new ArrayList<>();
        for (EventRow row : rows) {
            double known = series(name, Var.constant(row.parameters()), row)
                    .law()
                    .logDensity(Value.of(Var.constant(row.x())))
                    .total()
                    .eval()
                    .item();
            compare(row, known, wrong);
            compare(row, atRunTime(name, row), wrong);
        }
        assertEquals(List.of(), wrong);
    }

    private static double atRunTime(String name, EventRow row) {
        Var p = Var.input("p", row.parameters().length);
        Var x = Var.input("x", row.x().length);
        Var logp = series(name, p, row).law().logDensity(Value.of(x)).total();
        try (var compiled = new Graph(List.of(p, x), List.of(logp)).compile(CompileOptions.defaults())) {
            return compiled.call(List.of(Tensor.of(row.parameters()), Tensor.of(row.x())))
                    .getFirst()
                    .item();
        }
    }

    private static Distribution series(String name, Var p, EventRow row) {
        int n = row.x().length;
        if (name.equals("gaussianRandomWalk")) {
            return gaussianRandomWalk(p.get(0), p.get(1), normal(p.get(2), p.get(3)), n);
        }
        int order = (int) row.parameters()[0];
        int[] coefficients = new int[order];
        Arrays.setAll(coefficients, i -> i + 1);
        return ar(
                p.get(coefficients),
                p.get(order + 1),
                p.get(order + 2),
                normal(p.get(order + 3), p.get(order + 4)),
                n);
    }

    /** Within 1e-13, relative for log-densities beyond -1. */
    private static void compare(EventRow row, double got, List<String> wrong) {
        double error = Math.abs(got - row.logp());
        if (!(error <= 1e-13 * Math.max(1, Math.abs(row.logp())))) {
            wrong.add(row + ": " + got + " instead of " + row.logp());
        }
    }
}
