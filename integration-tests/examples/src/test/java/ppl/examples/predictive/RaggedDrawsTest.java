package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.inference.Variable;
import ppl.api.sample.SamplingException;
import ppl.graph.PplException;
import ppl.graph.Var;

/** Draws of a prior whose lengths are random. */
class RaggedDrawsTest {

    private static final PredictiveOptions SEED = PredictiveOptions.defaults().withSeed(5);

    /** A vector of k elements, a matrix of k by n, and a vector as long as a count whose rate is computed of the first. */
    private static Model model() {
        return Model.build(m -> {
            Var k = m.sample("k", poisson(3));
            Var z = m.deterministic("z", normal(10, 1).draw("of_z", k));
            m.deterministic("total", z.sum());
            m.deterministic("counts", poisson(4).draw("of_counts", k, poisson(1).draw("n")).plus(1));
            Var further = poisson(z.sum().div(10)).draw("of_further");
            m.deterministic("far", uniform(0, 1).draw("of_far", further).gt(2));
            m.sample("mu", normal(0, 1));
        });
    }

    @Test
    void draws_are_padded_and_their_lengths_are_beside_them() {
        Dataset prior = model().priorPredictive(40, SEED).prior();
        double[] k = prior.get("k").toDoubles();
        assertArrayEquals(k, prior.get("z_length").toDoubles());
        assertArrayEquals(k, prior.get("counts_length_0").toDoubles());
        Variable z = prior.get("z");
        int longest = (int) Arrays.stream(k).max().orElseThrow();
        assertArrayEquals(new int[] {1, 40, longest}, z.shape());
        assertEquals(List.of("chain", "draw", "z_dim_0"), z.dims());
        for (int d = 0; d < 40; d++) {
            double sum = 0;
            for (int i = 0; i < longest; i++) {
                assertEquals(i >= k[d], Double.isNaN(z.get(0, d, i)), "draw " + d + " at " + i);
                sum += i < k[d] ? z.get(0, d, i) : 0;
            }
            assertEquals(sum, prior.get("total").get(0, d), 1e-12);
        }
        Variable counts = prior.get("counts");
        for (int d = 0; d < 40; d++) {
            long positive = 0;
            for (int i = 0; i < counts.shape()[2]; i++) {
                for (int j = 0; j < counts.shape()[3]; j++) {
                    positive += counts.getLong(0, d, i, j) > 0 ? 1 : 0;
                }
            }
            assertEquals(k[d] * prior.get("counts_length_1").get(0, d), positive, "what is left out is 0");
        }
        assertEquals(0, Arrays.stream(prior.get("far").toDoubles()).sum());
        assertTrue(Arrays.stream(prior.get("far_length").toDoubles()).max().orElseThrow() > 0);
    }

    @Test
    void a_draw_is_the_same_among_others_with_any_threads_and_on_any_backend() {
        Dataset some = model().priorPredictive(7, SEED.withCores(1)).prior();
        Dataset more = model().priorPredictive(30, SEED.withCores(3).withBackend("interp"))
                .prior();
        for (String name : List.of("k", "z_length", "total", "mu", "counts_length_1", "far_length")) {
            assertArrayEquals(
                    some.get(name).toDoubles(), Arrays.copyOf(more.get(name).toDoubles(), 7), name);
        }
        for (int d = 0; d < 7; d++) {
            for (int i = 0; i < some.get("z_length").getLong(0, d); i++) {
                assertEquals(some.get("z").get(0, d, i), more.get("z").get(0, d, i));
            }
        }
    }

    @Test
    void files_hold_them(@TempDir Path folder) throws Exception {
        InferenceData prior = model().priorPredictive(5, SEED);
        Path file = folder.resolve("prior.nc");
        prior.save(file);
        assertEquals(prior, InferenceData.open(file));
    }

    @Test
    void the_name_of_the_lengths_may_not_be_taken() {
        Model model = Model.build(m -> {
            Var n = m.sample("z_length", poisson(3));
            m.deterministic("z", normal(0, 1).draw("of_z", n));
        });
        SamplingException refused = assertThrows(SamplingException.class, () -> model.priorPredictive(3, SEED));
        assertEquals(
                "the name 'z_length' is needed for the lengths of 'z', which differ from draw to draw, but the model has one of this name: call"
                        + " that otherwise",
                refused.getMessage());
    }

    @Test
    void a_length_below_zero_and_a_parameter_out_of_range_are_refused() {
        Model negative = Model.build(m -> {
            Var n = m.sample("n", poisson(1));
            m.deterministic("z", normal(0, 1).draw("of_z", n.minus(5)));
        });
        String text = assertThrows(PplException.class, () -> negative.priorPredictive(3, SEED))
                .getMessage();
        assertTrue(text.contains("negative"), text);
        Model wrong = Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            Var s = m.sample("s", normal(-9, 1));
            m.deterministic("z", normal(0, s).draw("of_z", n));
        });
        text = assertThrows(SamplingException.class, () -> wrong.priorPredictive(3, SEED))
                .getMessage();
        assertTrue(text.startsWith("'of_z' cannot be drawn for draw 0 of chain 0: Normal needs sigma > 0, but"), text);
    }
}
