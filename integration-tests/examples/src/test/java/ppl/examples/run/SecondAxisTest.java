package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.lkjCholesky;
import static ppl.api.Distributions.lkjCorrelation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** A dim for both axes of a matrix: in results and in files the second axis has a name of its own. */
class SecondAxisTest {

    private static final String[] EFFECTS = {"level", "x1", "x2"};

    private static InferenceData fit() {
        return Fits.brief(Model.build(m -> {
                    Dim group = m.dim("group", 2);
                    Dim effect = m.dim("effect", EFFECTS);
                    m.sample("L", lkjCholesky(2, 3), effect, effect);
                    m.sample("R", lkjCorrelation(2, 3), group, effect, effect);
                    m.sample("one", lkjCholesky(2, 1));
                    m.data("distance", new double[9], effect, effect);
                }))
                .run();
    }

    @Test
    void variables_share_the_second_axis_and_its_labels_in_results_and_in_files(@TempDir Path folder)
            throws IOException {
        InferenceData fit = fit();
        Path file = folder.resolve("fit.nc");
        fit.save(file);
        for (InferenceData data : List.of(fit, InferenceData.open(file))) {
            Variable factor = data.posterior().get("L");
            assertEquals(List.of("chain", "draw", "effect", "effect_bis"), factor.dims());
            assertEquals(
                    List.of("chain", "draw", "group", "effect", "effect_bis"),
                    data.posterior().get("R").dims());
            for (String dim : List.of("effect", "effect_bis")) {
                assertEquals(Coord.of(EFFECTS), data.posterior().coord(dim));
            }
            assertEquals(
                    0, data.posterior().at("effect", "level").at("effect_bis", "x1").get("L").get(0, 0));
            assertTrue(data.summary().toText().contains("\nL[x1, level] "), () -> data.summary().toText());
            Variable distance = data.get(Group.CONSTANT_DATA).get("distance");
            assertEquals(List.of("effect", "effect_bis"), distance.dims());
        }
    }

    @Test
    void sampled_matrices_are_correlations_and_one_of_one_row_is_1() {
        InferenceData fit = fit();
        double[] r = fit.posterior().get("R").toDoubles();
        for (int i = 0; i < r.length; i += 9) {
            double[] matrix = Arrays.copyOfRange(r, i, i + 9);
            double[] symmetric = {1, matrix[1], matrix[2], matrix[1], 1, matrix[5], matrix[2], matrix[5], 1};
            assertArrayEquals(symmetric, matrix);
            assertTrue(Math.abs(matrix[1]) < 1);
        }
        assertTrue(Arrays.stream(fit.posterior().get("one").toDoubles()).allMatch(one -> one == 1));
    }

    /** As users of other programs write it. */
    @Test
    void a_user_may_make_the_second_dim() {
        Model model = Model.build(m -> {
            Dim effect = m.dim("effect", EFFECTS);
            Dim second = m.dim("effect_bis", EFFECTS);
            m.sample("L", lkjCholesky(2, 3), effect, second);
            m.sample("R", lkjCorrelation(2, 3), effect, effect);
        });
        assertEquals(2, model.dims().size());
        assertEquals(model.free().getFirst().dims(), model.free().getLast().dims());
        assertTrue(model.toString().contains("L[effect, effect_bis] ~ LKJCholesky(2.0)"), model::toString);
    }
}
