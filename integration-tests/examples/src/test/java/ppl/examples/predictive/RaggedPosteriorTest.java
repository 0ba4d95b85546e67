package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.DType;
import ppl.graph.PplException;
import ppl.graph.Var;

/** Variables of a run that have another length in each draw, because nothing observed depends on them. */
class RaggedPosteriorTest {

    private static final int DRAWS = 60;

    /** As many visits as a count says, what they cost together, and one more that depends on that. */
    private static Model model() {
        return Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            Var mu = m.sample("mu", normal(5, 1));
            Var visits = m.sample("visits", normal(mu.plus(arange(n).times(0)), 0.1));
            Var total = m.deterministic("total", visits.sum());
            m.sample("next", normal(total, 1));
            m.observe("counted", normal(n.cast(DType.F64), 1), 4.0);
            m.observe("seen", normal(mu, 0.5), new double[] {4.7, 5.4, 5.1});
        });
    }

    private static InferenceData run(UnaryOperator<Inference> with) {
        return with.apply(model().infer()
                        .chains(2)
                        .draws(DRAWS)
                        .tune(100)
                        .seed(3)
                        .progress(Progress.silent()))
                .run();
    }

    @Test
    void they_are_drawn_from_the_other_variables_of_their_draw_and_padded() {
        Dataset posterior = run(i -> i).posterior();
        Variable n = posterior.get("n");
        Variable visits = posterior.get("visits");
        assertArrayEquals(n.toDoubles(), posterior.get("visits_length").toDoubles());
        assertEquals(List.of("chain", "draw", "visits_dim_0"), visits.dims());
        double squares = 0;
        long count = 0;
        for (int c = 0; c < 2; c++) {
            for (int d = 0; d < DRAWS; d++) {
                double sum = 0;
                for (int i = 0; i < visits.shape()[2]; i++) {
                    double x = visits.get(c, d, i);
                    assertEquals(i >= n.getLong(c, d), Double.isNaN(x), "draw " + d + " of chain " + c + " at " + i);
                    if (i < n.getLong(c, d)) {
                        sum += x;
                        squares += Math.pow((x - posterior.get("mu").get(c, d)) / 0.1, 2);
                        count++;
                    }
                }
                assertEquals(sum, posterior.get("total").get(c, d), 1e-12);
                assertEquals(sum, posterior.get("next").get(c, d), 6, "a standard deviation is 1");
            }
        }
        // The mean of n squares of normal numbers has the standard deviation sqrt(2/n); no two draws share their numbers.
        assertEquals(1, squares / count, 5 * Math.sqrt(2.0 / count));
        assertTrue(count > 2 * DRAWS, "there are visits");
    }

    @Test
    void they_are_the_same_with_any_threads_and_on_any_backend_and_leave_the_others_as_they_are() {
        Dataset one = run(i -> i.cores(1).backend("interp")).posterior();
        Dataset two = run(i -> i.cores(2).backend("vector")).posterior();
        for (String name : one.names()) {
            assertArrayEquals(one.get(name).toDoubles(), two.get(name).toDoubles(), name);
        }
    }

    @Test
    void files_hold_them_and_predictive_draws_need_none_of_them(@TempDir Path folder) throws Exception {
        InferenceData fit = run(i -> i);
        Path file = folder.resolve("fit.nc");
        fit.save(file);
        InferenceData opened = model().fitted(InferenceData.open(file));
        assertEquals(fit.posterior(), opened.posterior());
        assertEquals(
                fit.withPosteriorPredictive().posteriorPredictive(),
                opened.withPosteriorPredictive().posteriorPredictive());
    }

    @Test
    void a_mode_names_them_and_a_normal_approximation_has_them() {
        Model model = Model.build(m -> {
            Var size = m.sample("size", normal(4, 1));
            m.sample("parts", normal(arange(floor(abs(size)).cast(DType.I64)), 1));
            m.observe("y", normal(size, 1), 5.0);
        });
        assertTrue(model.findMap().toString().contains("Drawn forward, so without a mode: parts"));
        Dataset draws =
                model.laplace(o -> o.draws(50).chains(1).seed(2)).data().posterior();
        for (int d = 0; d < 50; d++) {
            assertEquals(
                    Math.floor(Math.abs(draws.get("size").get(0, d))),
                    draws.get("parts_length").get(0, d));
        }
    }

    @Test
    void where_something_observed_depends_on_them_they_are_refused() {
        Model model = Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            Var z = m.sample("z", normal(arange(n), 1));
            m.observe("y", normal(z.sum(), 1), 1.0);
        });
        SamplingException refused = assertThrows(SamplingException.class, () -> model.infer().run());
        assertTrue(
                refused.getMessage()
                        .endsWith("of 'z' depends on a random value; sampling needs a fixed number of coordinates: give it its greatest"
                                + " length and let a mask choose, as arange(20).lt(n); or observe nothing that depends on it: then it is"
                                + " drawn forward, and padded in results"),
                refused.getMessage());
    }

    @Test
    void what_cannot_be_drawn_says_so() {
        Model hidden = Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            Var z = m.sample("z", normal(arange(n), 1));
            m.deterministic("q", z.plus(normal(0, 1).draw("noise")));
            m.observe("y", normal(n.cast(DType.F64), 1), 1.0);
        });
        String text = assertThrows(ModelException.class, hidden::plan).getMessage();
        assertTrue(text.startsWith("'q' has no value") && text.contains("'noise'"), text);
        Model negative = Model.build(m -> {
            Var n = m.sample("n", poisson(3));
            m.sample("z", normal(arange(n), n.cast(DType.F64).minus(2.5)));
            m.observe("y", normal(n.cast(DType.F64), 1), 1.0);
        });
        text = assertThrows(
                        PplException.class,
                        () -> negative.infer()
                                .draws(50)
                                .tune(50)
                                .seed(1)
                                .progress(Progress.silent())
                                .run())
                .getMessage();
        assertTrue(text.contains("'z' cannot be drawn for draw ") && text.contains("Normal needs sigma > 0"), text);
    }
}
