package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.joint.Densities.logsf;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.weibull;
import static ppl.graph.Functions.exp;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.Distribution;
import ppl.api.Model;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;
import ppl.examples.EyeColours;
import ppl.examples.Galaxies;
import ppl.examples.Housing;
import ppl.examples.LakeHuron;
import ppl.examples.Nile;
import ppl.examples.Publications;
import ppl.examples.Remission;
import ppl.examples.Ships;
import ppl.examples.VaryingSlopes;
import ppl.examples.BirthWeights;
import ppl.examples.Claims;
import ppl.examples.CoalRate;
import ppl.examples.Curve;
import ppl.examples.KidScores;
import ppl.graph.Var;

/**
 * The examples against the same models in Stan: log-densities with all constants and their gradients at points near and far, and
 * means and standard deviations of 2,400 draws or more. One of these may be off by 4 standard errors, both runs' included: a false alarm
 * in 16,000. {@code reference.R} beside the tables made them; the log-densities are those of R's own functions, too.
 */
class StanTest {

    private static final Map<String, Supplier<Model>> MODELS = Map.ofEntries(
            Map.entry("birth_weights", BirthWeights::model),
            Map.entry("claims", Claims::model),
            Map.entry("coal_rate", CoalRate::model),
            Map.entry("curve", Curve::model),
            Map.entry("eye_colours", EyeColours::model),
            Map.entry("galaxies", Galaxies::model),
            Map.entry("housing", Housing::model),
            Map.entry("kid_scores", KidScores::model),
            Map.entry("lake_huron", LakeHuron::model),
            Map.entry("nile", Nile::model),
            Map.entry("publications", Publications::model),
            Map.entry("remission", Remission::model),
            Map.entry("ships", Ships::model),
            Map.entry("varying_slopes", VaryingSlopes::model));

    /** Sampled for seconds: nightly, while their densities and slopes are compared each time. */
    private static final Set<String> SLOW = Set.of(
            "claims",
            "coal_rate",
            "eye_colours",
            "housing",
            "nile",
            "publications",
            "varying_slopes");

    /** More draws where they depend on each other more: effects and steps that are not centred, where the data tell of many. */
    private static final Map<String, Integer> DRAWS = Map.of("coal_rate", 1000, "nile", 2000, "varying_slopes", 1000);

    static Stream<String> models() {
        return MODELS.keySet().stream().sorted();
    }

    static Stream<String> quick() {
        return models().filter(name -> !SLOW.contains(name));
    }

    static Stream<String> slow() {
        return SLOW.stream().sorted();
    }

    private static Model model(String name) {
        return Objects.requireNonNull(MODELS.get(name), name).get();
    }

    private static List<NamedCsvRecord> table(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(StanTest.class.getResourceAsStream(file), file);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            return csv.stream().toList();
        }
    }

    /** The rows of a model in one of Stan's tables. */
    private static List<NamedCsvRecord> rows(String table, String model) throws IOException {
        String file = "/ppl/examples/stan/" + table + ".csv";
        List<NamedCsvRecord> rows = table(file).stream()
                .filter(row -> row.getField("model").equals(model))
                .toList();
        assertFalse(rows.isEmpty(), file + " has nothing of " + model);
        return rows;
    }

    /**
     * The variables of a model that have moments by quadrature ({@code exact.py}). Where a model has a hundred means that move together, Stan's draws are as
     * likely as others to be far off in one of them.
     */
    private static Map<String, NamedCsvRecord> exact(String model) throws IOException {
        return table("/ppl/examples/stan/exact.csv").stream()
                .filter(row -> row.getField("model").equals(model))
                .collect(Collectors.toMap(row -> row.getField("variable"), row -> row));
    }

    private static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }

    private static double[] column(List<NamedCsvRecord> rows, String name) {
        return rows.stream().mapToDouble(row -> number(row, name)).toArray();
    }

    private static double[] numbers(NamedCsvRecord row, String column) {
        return Arrays.stream(row.getField(column).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void requireStansDensity(String name, Model model) throws IOException {
        try (LogDensity density = model.infer().density()) {
            for (NamedCsvRecord row : rows("points", name)) {
                double[] stan = numbers(row, "slope");
                double[] gradient = new double[density.dimension()];
                double logp = density.evaluator().logpAndGradient(numbers(row, "at"), gradient);
                String point = name + ", point " + row.getField("point");
                assertEquals(number(row, "logp"), logp, 1e-12 * Math.abs(number(row, "logp")), point);
                assertEquals(stan.length, gradient.length, point);
                double size = Arrays.stream(stan).map(Math::abs).max().orElseThrow();
                // Of a probability near 1 what is missing to 1 has fewer digits; Stan computes with its log-odds.
                double close = name.equals("publications") ? 1e-9 : 1e-10;
                for (int i = 0; i < stan.length; i++) {
                    double error = close * Math.abs(stan[i]) + 1e-13 * size;
                    assertEquals(stan[i], gradient[i], error, point + ", slope " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void the_log_density_and_its_gradient_are_stans(String name) throws IOException {
        requireStansDensity(name, model(name));
    }

    /** {@link Remission}, with a term for the patients of whom only a part of the time is known. */
    @Test
    void what_is_censored_can_be_a_term_of_the_survival_function() throws IOException {
        Map<Boolean, List<NamedCsvRecord>> patients = table("/ppl/examples/remission.csv").stream()
                .collect(Collectors.partitioningBy(row -> row.getField("relapsed").equals("1")));
        List<NamedCsvRecord> relapsed = Objects.requireNonNull(patients.get(true));
        List<NamedCsvRecord> others = Objects.requireNonNull(patients.get(false));
        Model model = Model.build(m -> {
            Var shape = m.sample("shape", halfNormal(2));
            Var location = m.sample("location", normal(2, 2));
            Var effect = m.sample("effect", normal(0, 2));
            Function<List<NamedCsvRecord>, Distribution> time =
                    rows -> weibull(shape, exp(location.plus(effect.times(Var.constant(column(rows, "treated"))))));
            m.observe("weeks", time.apply(relapsed), column(relapsed, "weeks"));
            m.potential("longer", logsf(time.apply(others), Var.constant(column(others, "weeks"))));
        });
        requireStansDensity("remission", model);
    }

    @ParameterizedTest
    @MethodSource("quick")
    void means_and_standard_deviations_are_stans(String name) throws IOException {
        requireStansMoments(name);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("slow")
    void means_and_standard_deviations_of_slow_models_are_stans(String name) throws IOException {
        requireStansMoments(name);
    }

    private static void requireStansMoments(String name) throws IOException {
        Summary summary = model(name)
                .infer()
                .tune(500)
                .draws(DRAWS.getOrDefault(name, 500))
                .targetAccept(0.9)
                .seed(5)
                .progress(Progress.silent())
                .run()
                .summary();
        Map<String, NamedCsvRecord> exact = exact(name);
        for (NamedCsvRecord stan : rows("moments", name)) {
            String variable = stan.getField("variable");
            NamedCsvRecord row = exact.getOrDefault(variable, stan);
            for (String figure : List.of("mean", "sd")) {
                double error = Math.hypot(number(row, "mcse_" + figure), summary.get(variable, "mcse_" + figure));
                assertEquals(
                        number(row, figure), summary.get(variable, figure), 4 * error, figure + " of " + variable);
            }
            assertTrue(summary.get(variable, "r_hat") < 1.02, variable);
        }
    }
}
