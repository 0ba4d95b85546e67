package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Value;
import ppl.api.Distributions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.tests.aeppl.FamilyTable.EventRow;

/** Families of matrices, whose size is known when the graph is built. */
class MatrixFamiliesTest {

    private static final Map<String, IntFunction<DoubleFunction<Distribution>>> BY_ROWS_AND_ETA = Map.of(
            "lkjCholesky", n -> eta -> Distributions.lkjCholesky(eta, n),
            "lkjCorrelation", n -> eta -> Distributions.lkjCorrelation(eta, n));

    /** Each distribution of matrices with parameters that it takes. */
    static final Map<String, Distribution> EXAMPLES = Map.of(
            "lkjCholesky", Distributions.lkjCholesky(2, 3),
            "lkjCorrelation", Distributions.lkjCorrelation(2, 3));

    static Set<String> names() {
        return EXAMPLES.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void log_densities_agree_with_60_digits(String name) {
        List<EventRow> rows = FamilyTable.eventRows(name);
        for (EventRow row : rows) {
            int n = (int) row.parameters()[1];
            Tensor matrix = Tensor.of(row.x(), n, n);
            double got = Objects.requireNonNull(BY_ROWS_AND_ETA.get(name))
                    .apply(n)
                    .apply(row.parameters()[0])
                    .law()
                    .logDensity(Value.of(Var.constant(matrix)))
                    .total()
                    .eval()
                    .item();
            double expected = row.logp();
            double tolerance = 1e-13 * Math.max(1, Math.abs(expected));
            assertTrue(
                    expected == got || (Double.isFinite(expected) && Math.abs(expected - got) <= tolerance),
                    () -> row + " has " + got + " instead of " + expected);
        }
        assertTrue(rows.size() >= 60);
    }

    @Test
    void an_eta_and_a_matrix_that_a_run_tells_give_the_same() {
        Var eta = Var.input("eta");
        Var x = Var.input("x", 5, 5);
        for (String name : names()) {
            Var logp = (name.equals("lkjCholesky") ? Distributions.lkjCholesky(eta, 5) : Distributions.lkjCorrelation(eta, 5))
                    .law()
                    .logDensity(Value.of(x))
                    .total();
            try (var compiled = new Graph(List.of(eta, x), List.of(logp)).compile(CompileOptions.defaults())) {
                for (EventRow row : FamilyTable.eventRows(name)) {
                    if (row.parameters()[1] == 5) {
                        double got = compiled.call(List.of(Tensor.scalar(row.parameters()[0]), Tensor.of(row.x(), 5, 5)))
                                .getFirst()
                                .item();
                        assertEquals(row.logp(), got, 1e-13 * Math.max(1, Math.abs(row.logp())), row.toString());
                    }
                }
            }
        }
    }
}
