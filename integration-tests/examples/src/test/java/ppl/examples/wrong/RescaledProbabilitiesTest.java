package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.mixture;
import static ppl.api.Distributions.normal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.law.Value;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** Probabilities of categories that do not sum to 1: constants and data are mended, aloud; what is computed never counts. */
class RescaledProbabilitiesTest {

    private static final Logger LOG = Logger.getLogger(Categorical.class.getName());

    private static List<String> warnings(Runnable program) {
        List<String> told = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord event) {
                told.add(event.getLevel() + ": " + event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        boolean toParents = LOG.getUseParentHandlers();
        LOG.addHandler(listener);
        LOG.setUseParentHandlers(false);
        try {
            program.run();
        } finally {
            LOG.removeHandler(listener);
            LOG.setUseParentHandlers(toParents);
        }
        return told;
    }

    private static <T> T strictly(Supplier<T> program) {
        System.setProperty("ppl.strict", "true");
        try {
            return program.get();
        } finally {
            System.clearProperty("ppl.strict");
        }
    }

    private static double[] masses(Distribution law, int categories) {
        Var k = Var.constant(Tensor.of(new long[] {0, 1, 2}));
        return Arrays.copyOf(
                law.law(Shape.of(3))
                        .logDensity(Value.of(k))
                        .elementwise()
                        .exp()
                        .eval()
                        .toDoubles(),
                categories);
    }

    @Test
    void constants_are_rescaled_with_a_warning() {
        List<Distribution> made = new ArrayList<>();
        assertEquals(
                List.of(
                        "WARNING: Categorical needs p with sum 1 over the last axis, but p is [0.3, 0.3]: it was rescaled to"
                                + " [0.5, 0.5]; divide by the sum, or give unnormalised log-probabilities to categoricalLogit, to be rid"
                                + " of this warning, or set -Dppl.strict=true to have it refused"),
                warnings(() -> made.add(categorical(.3, .3))));
        assertArrayEquals(new double[] {0.5, 0.5}, masses(made.getFirst(), 2), 1e-15);
        double ones =
                made.getFirst().draw("x", 10_000).sum().eval(RandomKey.of(3)).item();
        assertEquals(5000, ones, 5 * 50); // 5 standard deviations: false alarm 6e-7
    }

    @Test
    void numbers_in_a_vector_are_constants() {
        assertEquals(
                1,
                warnings(() -> mixture(Functions.vector(1, 3), normal(0, 1), normal(1, 1)))
                        .size());
    }

    @Test
    void whole_numbers_and_the_greatest_and_least_doubles_are_weights_too() {
        warnings(() -> {
            assertArrayEquals(new double[] {0.25, 0.25, 0.5}, masses(categorical(1, 1, 2), 3), 1e-15);
            assertArrayEquals(new double[] {0.5, 0.5, 0}, masses(categorical(1e308, 1e308, 0), 3), 1e-15);
            assertArrayEquals(new double[] {0.5, 0.5, 0}, masses(categorical(5e-324, 5e-324, 0), 3), 1e-15);
            assertArrayEquals(
                    new double[] {0.25, 0.75},
                    masses(categorical(Var.constant(Tensor.of(new long[] {1, 3}))), 2),
                    1e-15);
        });
    }

    @Test
    void what_was_rounded_to_float32_is_rescaled_without_a_word_and_what_was_not_aloud() {
        Var rounded = Var.constant(Tensor.of(new double[] {0.1, 0.2, 0.7})).cast(DType.F32);
        Var off = Var.constant(Tensor.of(new double[] {0.1, 0.2, 0.3})).cast(DType.F32);
        assertEquals(List.of(), warnings(() -> {
            assertArrayEquals(new double[] {0.1, 0.2, 0.7}, masses(categorical(rounded), 3), 1e-7);
            assertArrayEquals(new double[] {0.1, 0.2, 0.7}, masses(strictly(() -> categorical(rounded)), 3), 1e-7);
        }));
        assertEquals(
                1,
                warnings(() -> assertArrayEquals(
                                new double[] {1 / 6.0, 1 / 3.0, 0.5}, masses(categorical(off), 3), 1e-7))
                        .size());
        // No check of the parameter refuses what was rescaled.
        assertTrue(
                categorical(rounded).draw("k", 100).sum().eval(RandomKey.of(1)).item() > 100);
    }

    @Test
    void only_the_rows_that_need_it_change() {
        Tensor p = Tensor.of(new double[][] {{0.25, 0.75}, {2, 6}, {0.1, 0.1}});
        List<Distribution> made = new ArrayList<>();
        List<String> told = warnings(() -> made.add(categorical(Var.constant(p))));
        assertEquals(1, told.size());
        assertTrue(
                told.getFirst().contains("but p is [2.0, 6.0] in row 1: it was rescaled to [0.25, 0.75]"),
                told::toString);
        assertArrayEquals(
                new double[] {0.25, 0.75, 0.25, 0.75, 0.5, 0.5},
                made.getFirst().parameters().getFirst().eval().toDoubles());
    }

    @Test
    void probabilities_that_sum_to_one_are_left_as_they_are() {
        assertEquals(List.of(), warnings(() -> {
            assertArrayEquals(
                    new double[] {0.1, 0.2, 0.7},
                    categorical(0.1, 0.2, 0.7).parameters().getFirst().eval().toDoubles());
            categorical(1.0 / 3, 1.0 / 3, 1.0 / 3);
        }));
    }

    @Test
    void data_are_rescaled_when_the_model_is_built() {
        List<Model> made = new ArrayList<>();
        List<String> told = warnings(() -> made.add(Model.build(m -> {
            Dim side = m.dim("side", 3);
            m.sample("x", normal(0, 1));
            m.observe("y", categorical(m.data("p", new double[] {1, 2, 1}, side)), 1);
        })));
        assertEquals(1, told.size(), told::toString);
        double atZero = made.getFirst().infer().density().evaluator().logp(new double[1]);
        assertEquals(Math.log(0.5) - 0.5 * Math.log(2 * Math.PI), atZero, 1e-15);
    }

    @Test
    void strictly_they_are_refused() {
        Refusal.of(LogDensityException.class, () -> strictly(() -> categorical(0.5, 0.4)), """
                        [PARAMETER]: Categorical needs p >= 0 with sum 1 over the last axis, but p is [0.5, 0.4]; divide by the sum, or give unnormalised log-probabilities to categoricalLogit""");
        assertArrayEquals(new double[] {0.5, 0.5}, masses(strictly(() -> categorical(0.5, 0.5)), 2), 1e-15);
    }

    @Test
    void what_no_sum_mends_is_refused_anyway() {
        for (double[] p : new double[][] {{-0.1, 1.1}, {0, 0}, {Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}}) {
            Refusal.of(
                    LogDensityException.class,
                    () -> categorical(p),
                    "[PARAMETER]: Categorical needs p >= 0 with sum 1 over the last axis, but p is "
                            + Arrays.toString(p)
                            + "; correct it, or give unnormalised log-probabilities to categoricalLogit");
        }
    }

    @Test
    void computed_probabilities_with_another_sum_have_no_density() {
        assertEquals(List.of(), warnings(() -> {
            Model model = Model.build(m -> {
                Var p = m.sample("p", beta(1, 1));
                m.observe("y", categorical(Functions.vector(p, p.times(0.5).plus(0.25))), 1);
            });
            var density = model.infer().density().evaluator();
            assertEquals(Double.NEGATIVE_INFINITY, density.logp(new double[] {1}));
            assertEquals(
                    Math.log(0.5) + Math.log(0.25), density.logp(new double[] {0}), 1e-15, "they sum to 1 at p = 1/2");
        }));
    }
}
