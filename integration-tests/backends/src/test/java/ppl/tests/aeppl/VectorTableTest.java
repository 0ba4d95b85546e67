package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.ar;
import static ppl.api.Distributions.gaussianRandomWalk;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.zeroSumNormal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.tests.aeppl.FamilyTable.EventRow;

/** Log-densities of series, of zero-sum normal and of t vectors against 60 digits. */
class VectorTableTest {

    /** Distributions that have a length beside their parameters. */
    static final Map<String, Distribution> EXAMPLES = Map.of("zeroSumNormal", zeroSumNormal(1.5, 3));

    @ParameterizedTest
    @ValueSource(strings = {"gaussianRandomWalk", "ar", "zeroSumNormal", "mvStudentT", "mvStudentTCholesky", "mvStudentTPrecision"})
    void log_densities_agree_with_60_digits_for_parameters_known_or_given_at_run_time(String name) {
        List<EventRow> rows = FamilyTable.eventRows(name);
        assertTrue(rows.size() >= (name.startsWith("mvStudentT") ? 35 : 60), () -> rows.size() + " rows of " + name);
        List<String> wrong = new ArrayList<>();
        rows.stream().collect(Collectors.groupingBy(VectorTableTest::lengths)).values().forEach(alike -> {
            compare(alike.getFirst(), known(name, alike.getFirst()), wrong);
            compareAtRunTime(name, alike, wrong);
        });
        assertEquals(List.of(), wrong);
    }

    private static double known(String name, EventRow row) {
        return vector(name, Var.constant(row.parameters()), row)
                .law()
                .logDensity(Value.of(Var.constant(row.x())))
                .total()
                .eval()
                .item();
    }

    /** Rows of the same lengths have one graph. */
    private static List<Integer> lengths(EventRow row) {
        return List.of(row.parameters().length, row.x().length);
    }

    private static void compareAtRunTime(String name, List<EventRow> alike, List<String> wrong) {
        Var p = Var.input("p", alike.getFirst().parameters().length);
        Var x = Var.input("x", alike.getFirst().x().length);
        Var logp = vector(name, p, alike.getFirst()).law().logDensity(Value.of(x)).total();
        try (var compiled = new Graph(List.of(p, x), List.of(logp)).compile(CompileOptions.defaults())) {
            for (EventRow row : alike) {
                double got = compiled.call(List.of(Tensor.of(row.parameters()), Tensor.of(row.x())))
                        .getFirst()
                        .item();
                compare(row, got, wrong);
            }
        }
    }

    private static Distribution vector(String name, Var p, EventRow row) {
        int n = row.x().length;
        if (name.equals("gaussianRandomWalk")) {
            return gaussianRandomWalk(p.get(0), p.get(1), normal(p.get(2), p.get(3)), n);
        }
        if (name.equals("zeroSumNormal")) {
            return zeroSumNormal(p.get(0), n);
        }
        if (name.startsWith("mvStudentT")) {
            Var mu = Functions.slice(p, 0, 2, n, 1);
            Var matrix = Functions.reshape(Functions.slice(p, 0, 2 + n, n * n, 1), n, n);
            return Factory.named(name).of(List.of(p.get(0), mu, matrix));
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

    /** Within 1e-13, relative for log-densities beyond -1; the condition of the third matrix (2000) multiplies rounding errors. */
    private static void compare(EventRow row, double got, List<String> wrong) {
        boolean close = got == row.logp();
        double tolerance = isTied(row) ? 2e-12 : 1e-13;
        if (!close && !(Math.abs(got - row.logp()) <= tolerance * Math.max(1, Math.abs(row.logp())))) {
            wrong.add(row + ": " + got + " instead of " + row.logp());
        }
    }

    /** Whether it is of that matrix, its factor or its inverse: of two dimensions, after two locations of 0. */
    private static boolean isTied(EventRow row) {
        double[] p = row.parameters();
        return p.length == 8 && p[1] == 2 && p[2] == 0 && p[3] == 0;
    }
}
