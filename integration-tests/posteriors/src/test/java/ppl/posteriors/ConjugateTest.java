package ppl.posteriors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Mcse;
import ppl.api.inference.Element;
import ppl.api.sample.Progress;

/** Posteriors that are known in closed form. */
class ConjugateTest {

    /** Standard errors: one of 150,000 is further off. */
    private static final double MOST = 4.5;

    static Conjugate[] all() {
        return Conjugate.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void means_and_standard_deviations_are_those_of_the_closed_form(Conjugate of) {
        Map<String, Draws> found = Model.build(of.model())
                .infer()
                .tune(500)
                .draws(1000)
                .targetAccept(0.9)
                .seed(2)
                .progress(Progress.silent())
                .run()
                .posterior()
                .elements()
                .stream()
                .collect(Collectors.toMap(Element::label, Element::draws));
        of.moments().forEach((label, exact) -> {
            Draws draws = found.get(label);
            assertTrue(draws != null, () -> label + " is none of " + found.keySet());
            double[] values = draws.toArray();
            double mean = 0;
            for (double v : values) {
                mean += v / values.length;
            }
            double squares = 0;
            for (double v : values) {
                squares += (v - mean) * (v - mean) / (values.length - 1);
            }
            assertEquals(exact.mean(), mean, MOST * Mcse.mean(draws), "mean of " + label);
            assertEquals(exact.sd(), Math.sqrt(squares), MOST * Mcse.sd(draws), "sd of " + label);
        });
    }
}
