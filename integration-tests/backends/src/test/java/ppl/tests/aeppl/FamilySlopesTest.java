package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.tests.aeppl.FamilyTable.SlopeRow;

/** Slopes of log-densities and log-tails, by the value and by every parameter, against 30 digits: from the centre far into the tails. */
class FamilySlopesTest {

    private static final double TOLERANCE = 1e-10;

    static Stream<String> distributions() {
        return FamilyTable.slopeRows().stream().map(SlopeRow::distribution).distinct();
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void slopes_agree_with_30_digits(String distribution) {
        List<String> wrong = new ArrayList<>();
        FamilyTable.slopeRows().stream()
                .filter(row -> row.distribution().equals(distribution))
                .collect(Collectors.groupingBy(SlopeRow::what))
                .forEach((what, rows) -> compare(what, rows, wrong));
        assertEquals(List.of(), wrong);
    }

    private static void compare(String what, List<SlopeRow> rows, List<String> wrong) {
        int n = rows.size();
        assertTrue(n >= 5, () -> n + " rows of " + what);
        List<Var> inputs = new ArrayList<>();
        List<Tensor> at = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().parameters().length; i++) {
            int column = i;
            inputs.add(Var.input("p" + i, n));
            at.add(Tensor.of(
                    rows.stream().mapToDouble(r -> r.parameters()[column]).toArray()));
        }
        Law law = Factory.named(rows.getFirst().distribution()).of(inputs).law(Shape.of(n));
        Var x = Var.input("x", n);
        Tensor values = Tensor.of(rows.stream().mapToDouble(SlopeRow::x).toArray());
        List<Var> by = new ArrayList<>(inputs);
        if (rows.getFirst().slopes().length > inputs.size()) {
            by.addFirst(x);
        }
        inputs.addFirst(x);
        at.addFirst(values);
        List<Var> slopes = Gradient.of(of(law, what, x).sum(), by).stream()
                .map(Objects::requireNonNull)
                .toList();
        try (var compiled = new Graph(inputs, slopes).compile(CompileOptions.defaults())) {
            List<Tensor> found = compiled.call(at);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < by.size(); j++) {
                    check(rows.get(i), by.get(j), rows.get(i).slopes()[j], found.get(j).doubleAt(i), wrong);
                }
            }
        }
    }

    private static Var of(Law law, String what, Var x) {
        if (what.equals("logp")) {
            return law.logDensity(Value.of(x)).elementwise();
        }
        EventProbability events = law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
        return what.equals("logcdf") ? events.logcdf(x) : events.logsf(x);
    }

    private static void check(SlopeRow row, Var by, double expected, double actual, List<String> wrong) {
        if (!(Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
            wrong.add(row + ", by " + by.label() + ": " + actual + " instead of " + expected);
        }
    }
}
