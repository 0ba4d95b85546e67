package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.tests.aeppl.FamilyTable.EventRow;
import ppl.tests.aeppl.FamilyTable.SlopesRow;

/** Shares and counts of categories: log-densities and slopes of vectors with a given sum against 60-digit arithmetic. */
class CompositionsTest {

    /** The total of the counts, if there is one, and the other parameters. */
    private static List<double[]> parameters(String name, double[] all) {
        return name.equals("dirichlet")
                ? List.of(all)
                : List.of(new double[] {all[0]}, Arrays.copyOfRange(all, 1, all.length));
    }

    private static Var known(double[] parameter, boolean total) {
        return total ? Var.constant((long) parameter[0]) : Var.constant(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dirichlet", "multinomial", "multinomialLogit", "dirichletMultinomial"})
    void log_densities_of_known_parameters_agree_with_60_digits(String name) {
        Map<String, List<EventRow>> sets = FamilyTable.eventRows(name).stream()
                .collect(Collectors.groupingBy(r -> Arrays.toString(r.parameters())));
        List<String> wrong = new ArrayList<>();
        for (List<EventRow> rows : sets.values()) {
            List<double[]> p = parameters(name, rows.getFirst().parameters());
            List<Var> known = new ArrayList<>();
            p.forEach(v -> known.add(known(v, p.size() > 1 && known.isEmpty())));
            Law law = Factory.named(name).of(known).law(Shape.of(rows.size()));
            double[] logp = law.logDensity(Value.of(Var.constant(stacked(rows.stream().map(EventRow::x).toList()))))
                    .elementwise()
                    .eval()
                    .toDoubles();
            compare(rows, logp, wrong);
        }
        assertEquals(List.of(), wrong);
    }

    /** Each row has parameters of its own, and n may be so large that no formula for few trials is taken. */
    @ParameterizedTest
    @ValueSource(strings = {"dirichlet", "multinomial", "multinomialLogit", "dirichletMultinomial"})
    void log_densities_of_rows_of_parameters_given_in_a_run_agree_with_60_digits(String name) {
        Map<Integer, List<EventRow>> lengths =
                FamilyTable.eventRows(name).stream().collect(Collectors.groupingBy(r -> r.x().length));
        List<String> wrong = new ArrayList<>();
        lengths.forEach((length, rows) -> {
            Batch batch = Batch.of(
                    name,
                    rows.stream().map(EventRow::parameters).toList(),
                    rows.stream().map(EventRow::x).toList());
            compare(rows, batch.computed(batch.logp()), wrong);
        });
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dirichlet", "multinomial", "multinomialLogit", "dirichletMultinomial"})
    void slopes_by_each_element_of_the_parameters_agree_with_30_digits(String name) {
        Map<Integer, List<SlopesRow>> lengths = FamilyTable.compositionSlopes(name).stream()
                .collect(Collectors.groupingBy(r -> r.x().length));
        assertTrue(lengths.values().stream().mapToInt(List::size).sum() >= 25);
        List<String> wrong = new ArrayList<>();
        lengths.forEach((length, rows) -> {
            Batch batch = Batch.of(
                    name,
                    rows.stream().map(SlopesRow::parameters).toList(),
                    rows.stream().map(SlopesRow::x).toList());
            double[] slopes = batch.computed(
                    Gradient.of(batch.logp().sum(), batch.inputs().get(batch.inputs().size() - 2)));
            for (int i = 0; i < slopes.length; i++) {
                double expected = rows.get(i / length).slopes()[i % length];
                if (!(Math.abs(expected - slopes[i]) <= 1e-10 * Math.max(1, Math.abs(expected)))) {
                    wrong.add(rows.get(i / length) + ", by element " + i % length + ": " + slopes[i] + " instead of "
                            + expected);
                }
            }
        });
        assertEquals(List.of(), wrong);
    }

    /** A law of as many vectors as there are rows; its inputs are its parameters and the value. */
    private record Batch(Law law, List<Var> inputs, List<Tensor> at) {

        static Batch of(String name, List<double[]> parameters, List<double[]> x) {
            List<Var> inputs = new ArrayList<>();
            List<Tensor> at = new ArrayList<>();
            for (int i = 0; i < parameters(name, parameters.getFirst()).size(); i++) {
                int which = i;
                Tensor rows = stacked(parameters.stream()
                        .map(p -> parameters(name, p).get(which))
                        .toList());
                boolean total = i == 0 && !name.equals("dirichlet");
                at.add(total ? Tensor.of(rows.toDoubles()) : rows);
                inputs.add(Var.input("p" + i, at.getLast().sizes()));
            }
            Law law = Factory.named(name).of(inputs).law();
            at.add(stacked(x));
            inputs.add(Var.input("x", at.getLast().sizes()));
            return new Batch(law, inputs, at);
        }

        Var logp() {
            return law.logDensity(Value.of(inputs.getLast())).elementwise();
        }

        double[] computed(Var output) {
            try (var compiled = new Graph(inputs, List.of(output)).compile(CompileOptions.defaults())) {
                return compiled.call(at).getFirst().toDoubles();
            }
        }
    }

    private static Tensor stacked(List<double[]> rows) {
        double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        return Tensor.of(all, rows.size(), rows.getFirst().length);
    }

    private static void compare(List<EventRow> rows, double[] logp, List<String> wrong) {
        for (int i = 0; i < rows.size(); i++) {
            double expected = rows.get(i).logp();
            double tolerance = 1e-13 * Math.max(1, Math.abs(expected));
            if (!(expected == logp[i] || (Double.isFinite(expected) && Math.abs(expected - logp[i]) <= tolerance))) {
                wrong.add(rows.get(i) + ": " + logp[i] + " instead of " + expected);
            }
        }
    }
}
