package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.examples.Pearson;
import ppl.examples.RadonUranium;

/** Examples whose posteriors are sums over two numbers. A figure may be off by 4 standard errors: a false alarm in 16,000. */
class QuadratureTest {

    private static void requireMoments(Map<String, Moments> exact, Model model, int draws) {
        Summary summary = model.infer()
                .tune(500)
                .draws(draws)
                .targetAccept(0.95)
                .seed(5)
                .progress(Progress.silent())
                .run()
                .summary(exact.keySet().stream()
                        .map(name -> name.replaceAll("\\[.*", ""))
                        .distinct()
                        .toArray(String[]::new));
        exact.forEach((name, m) -> {
            assertEquals(m.mean(), summary.get(name, "mean"), 4 * summary.get(name, "mcse_mean"), "mean of " + name);
            assertEquals(m.sd(), summary.get(name, "sd"), 4 * summary.get(name, "mcse_sd"), "sd of " + name);
            assertTrue(summary.get(name, "r_hat") < 1.02, name);
        });
    }

    @Test
    void a_line_through_points_with_both_errors_has_its_exact_moments() {
        requireMoments(PearsonMoments.byQuadrature(), Pearson.model(), 500);
    }

    @Tag("nightly")
    @Test
    void radon_by_uranium_has_its_exact_moments() throws IOException {
        requireMoments(radonByUranium(), RadonUranium.model(), 2000);
    }

    /** What Gelman and Hill print in section 12.6 for homes of which they take log radon without the 0.1: to a standard error of theirs. */
    @Test
    void the_exact_moments_of_radon_are_near_those_of_the_book() throws IOException {
        Map<String, Moments> exact = radonByUranium();
        Map<String, Moments> book = Map.of(
                "level", new Moments(1.47, 0.04),
                "slope", new Moments(0.72, 0.09),
                "b", new Moments(-0.67, 0.07));
        book.forEach((name, m) -> {
            Moments mine = Objects.requireNonNull(exact.get(name));
            assertEquals(m.mean(), mine.mean(), m.sd(), name);
            assertEquals(m.sd(), mine.sd(), 0.01, name);
        });
    }

    private static Map<String, Moments> radonByUranium() throws IOException {
        String table;
        try (InputStream in =
                Objects.requireNonNull(QuadratureTest.class.getResourceAsStream("/ppl/examples/radon.csv"))) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String[]> rows =
                table.lines().skip(1).map(line -> line.split(",")).toList();
        List<String> names = rows.stream().map(r -> r[0]).distinct().toList();
        int[] county = rows.stream().mapToInt(r -> names.indexOf(r[0])).toArray();
        double[][] columns = new double[4][];
        columns[0] = new double[rows.size()];
        Arrays.fill(columns[0], 1);
        int[] fields = {-1, 3, 1, 2}; // uranium, floor, log radon
        for (int i = 1; i < 4; i++) {
            int field = fields[i];
            columns[i] =
                    rows.stream().mapToDouble(r -> Double.parseDouble(r[field])).toArray();
        }
        return RadonUraniumMoments.byQuadrature(county, columns);
    }
}
