package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Derived laws beside values from their definitions in 60 digits: log-densities, slopes and both tails. */
class ReferenceLawsTest {

    private static final int VALUE = 1;
    private static final int LOGP = 2;
    private static final int SLOPE = 3;
    private static final int BELOW = 4;
    private static final int ABOVE = 5;

    /** The rows of a case. */
    record Case(String name, List<String[]> rows) {

        private double[] column(int i) {
            return rows.stream()
                    .mapToDouble(r -> r[i].isEmpty() ? Double.NaN : Double.parseDouble(r[i]))
                    .toArray();
        }

        private void check(int column, double[] got, double tolerance) {
            double[] want = column(column);
            for (int i = 0; i < want.length; i++) {
                if (!Double.isNaN(want[i])) {
                    double allowed = Double.isInfinite(want[i]) ? 0 : tolerance * Math.max(1, Math.abs(want[i]));
                    assertEquals(want[i], got[i], allowed, name + " at " + rows.get(i)[VALUE] + ", column " + column);
                }
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        Map<String, List<String[]>> rows = new LinkedHashMap<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ReferenceLawsTest.class.getResourceAsStream("laws.csv")),
                StandardCharsets.UTF_8))) {
            in.lines().map(line -> line.split(";", -1)).forEach(r -> rows.computeIfAbsent(r[0], _ -> new ArrayList<>())
                    .add(r));
        }
        return rows.entrySet().stream().map(e -> new Case(e.getKey(), e.getValue()));
    }

    @Test
    void every_expression_has_reference_values() throws IOException {
        assertEquals(
                cases().map(Case::name).sorted().toList(),
                ReferenceLaws.all().keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_derived_law_agrees_with_its_definition(Case c) {
        IntFunction<Var> expression = ReferenceLaws.all().get(c.name());
        assertNotNull(expression, c.name());
        double[] at = c.column(VALUE);
        Law law = Joint.law(expression.apply(at.length));
        BiFunction<Law, Var, Var> logp = (l, x) -> l.logDensity(Value.of(x)).elementwise();
        c.check(LOGP, values(law, at, logp), 1e-12);
        if (law.type().draw().dtype().isFloat()) {
            c.check(
                    SLOPE,
                    values(law, at, (l, x) -> Gradient.of(logp.apply(l, x).sum(), x)),
                    1e-10);
        }
        if (Arrays.stream(c.column(BELOW)).anyMatch(v -> !Double.isNaN(v))) {
            EventProbability events = law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, c.name());
            c.check(BELOW, values(law, at, (_, x) -> events.logcdf(x)), 1e-12);
            c.check(ABOVE, values(law, at, (_, x) -> events.logsf(x)), 1e-12);
        }
    }

    private static double[] values(Law law, double[] at, BiFunction<Law, Var, Var> f) {
        DType dtype = law.type().draw().dtype();
        Var x = Var.input("x", new TensorType(dtype, Shape.of(at.length)));
        Tensor points = dtype.isFloat()
                ? Tensor.of(at)
                : Tensor.of(Arrays.stream(at).mapToLong(v -> (long) v).toArray());
        return Laws.values(List.of(x), List.of(points), f.apply(law, x));
    }
}
