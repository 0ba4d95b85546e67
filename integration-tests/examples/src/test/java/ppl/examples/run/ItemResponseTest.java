package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.spi.LogDensity;
import ppl.examples.Aggression;

/** The model of answers against its formulas, written out: traits, then how hard items are, then the logs of how sharp they are. */
class ItemResponseTest {

    private static int[][] answers() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ItemResponseTest.class.getResourceAsStream("/ppl/examples/aggression.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .toArray(int[][]::new);
        }
    }

    /** Of normal laws, with their constants; the Jacobian of the logs of how sharp items are makes these normal. */
    private static double normal(double x, double sd) {
        return -0.5 * Math.pow(x / sd, 2) - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    }

    @Test
    void the_log_density_and_its_gradient_are_those_of_the_formulas() throws IOException {
        int[][] answers = answers();
        int persons = answers.length;
        int items = answers[0].length;
        assertEquals(316, persons);
        assertEquals(24, items);
        double[] at = IntStream.range(0, persons + 2 * items)
                .mapToDouble(i -> Math.sin(1.7 * i + 0.3))
                .toArray();
        double[] slopes = new double[at.length];
        double logp = 0;
        for (int p = 0; p < persons; p++) {
            logp += normal(at[p], 1);
            slopes[p] -= at[p];
            for (int i = 0; i < items; i++) {
                int hard = persons + i;
                int logSharp = persons + items + i;
                double sharp = Math.exp(at[logSharp]);
                double logit = sharp * (at[p] - at[hard]);
                logp -= Math.log1p(Math.exp(answers[p][i] == 1 ? -logit : logit));
                double slope = answers[p][i] - 1 / (1 + Math.exp(-logit));
                slopes[p] += sharp * slope;
                slopes[hard] -= sharp * slope;
                slopes[logSharp] += logit * slope;
            }
        }
        for (int i = 0; i < items; i++) {
            int hard = persons + i;
            int logSharp = hard + items;
            logp += normal(at[hard], 2) + normal(at[logSharp], 0.5);
            slopes[hard] -= at[hard] / 4;
            slopes[logSharp] -= at[logSharp] / 0.25;
        }
        try (LogDensity density = Aggression.model().infer().density()) {
            double[] gradient = new double[density.dimension()];
            assertEquals(logp, density.evaluator().logpAndGradient(at, gradient), 1e-12 * Math.abs(logp));
            assertEquals(slopes.length, gradient.length);
            for (int i = 0; i < slopes.length; i++) {
                assertEquals(slopes[i], gradient[i], 1e-11 * (1 + Math.abs(slopes[i])), "slope " + i);
            }
        }
    }
}
