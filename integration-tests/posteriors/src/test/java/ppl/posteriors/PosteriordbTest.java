package ppl.posteriors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Mcse;
import ppl.api.diagnostics.Rhat;
import ppl.api.inference.Element;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;

/** Gradients are CmdStan's, and draws agree with posteriordb's reference draws by its own rule. */
class PosteriordbTest {

    /** Standard errors by which a mean may be off: one of 16,000 is. */
    private static final double MOST = 4;

    @ParameterizedTest
    @EnumSource(Posterior.class)
    void gradients_are_those_of_cmdstan(Posterior posterior) {
        double[] expected = Json.numbers(Json.of(posterior.file(), "gradient").get("gradient"));
        double[] at = new double[expected.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = 0.1 + 0.05 * (i % 7) - 0.15 * (i % 3);
        }
        for (String backend : new String[] {"interp", "vector"}) {
            double[] gradient = new double[at.length];
            try (LogDensity density =
                    posterior.model().infer().backend(backend).density()) {
                assertEquals(at.length, density.dimension());
                density.evaluator().logpAndGradient(at, gradient);
            }
            for (int i = 0; i < at.length; i++) {
                double scale = Math.max(1, Math.abs(expected[i]));
                assertEquals(
                        expected[i], gradient[i], posterior.gradientError() * scale, backend + ", coordinate " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Posterior.class)
    void draws_agree_with_the_reference_draws(Posterior posterior) {
        InferenceData fit = posterior
                .model()
                .infer()
                .targetAccept(0.9)
                .seed(1)
                .progress(Progress.silent())
                .run();
        Map<String, Draws> found =
                fit.posterior().elements().stream().collect(Collectors.toMap(Element::label, Element::draws));
        JsonNode parameters = Json.of(posterior.file(), "reference").get("parameters");
        parameters.fieldNames().forEachRemaining(name -> {
            Draws draws = found.get(Posterior.label(name));
            assertTrue(draws != null, () -> name + " is none of " + found.keySet());
            JsonNode reference = parameters.get(name);
            assertTrue(Rhat.rank(draws) < 1.01, () -> name + " has R-hat " + Rhat.rank(draws));
            assertNear(name, draws, reference, "mean");
            assertNear(name + "²", squared(draws), reference, "mean_square");
        });
    }

    private static void assertNear(String what, Draws draws, JsonNode reference, String figure) {
        double expected = reference.get(figure).asDouble();
        double error = Math.hypot(Mcse.mean(draws), reference.get("mcse_" + figure).asDouble());
        double mean = Arrays.stream(draws.toArray()).average().orElseThrow();
        assertEquals(expected, mean, MOST * error, () -> "mean of " + what);
    }

    private static Draws squared(Draws draws) {
        double[] squares = draws.toArray();
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        return Draws.of(squares, draws.chains(), draws.length());
    }
}
