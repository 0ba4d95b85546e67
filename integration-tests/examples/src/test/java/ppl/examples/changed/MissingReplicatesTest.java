package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.graph.Functions.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A replicated data set is drawn as a whole: what is missing of it belongs to what was seen of it, and not to the data at hand. */
class MissingReplicatesTest {

    private static final double NAN = Double.NaN;

    /** The seen element is far from where its law puts it, so the imputed ones are too. */
    private static Model vectors() {
        Var cov = Var.constant(Tensor.of(new double[][] {{1, 0.99}, {0.99, 1}}));
        return Model.build(m -> {
            Var y = m.observe("y", mvNormal(vector(0, 0), cov), new double[] {2, NAN});
            m.observe("z", normal(y.get(0).minus(y.get(1)), 0.1), 0.0);
        });
    }

    private static Model numbers() {
        return Model.build(m -> {
            Var x = m.observe("x", normal(0, 10), new double[] {5, NAN});
            Var y = m.observe("y", normal(x, 0.1), new double[] {NAN, -7});
            m.observe("z", normal(y.minus(x), 0.1), new double[] {0, 0});
        });
    }

    private static InferenceData run(Model model) {
        return model.infer().seed(1).draws(1000).tune(200).chains(2).progress(Progress.silent()).run();
    }

    private static void isAround0(double sd, Dataset replicates) {
        double[] z = replicates.get("z").toDoubles();
        double error = sd / Math.sqrt(z.length);
        assertEquals(0, Arrays.stream(z).average().orElseThrow(), 5 * error);
        double actual = Math.sqrt(Arrays.stream(z).map(v -> v * v).average().orElseThrow());
        assertEquals(sd, actual, 5 * error);
    }

    @Test
    void the_rest_of_a_vector_is_replicated_with_what_was_seen_of_it() {
        // The difference of the elements has a variance of 2 − 2 · 0.99.
        isAround0(Math.sqrt(0.02 + 0.01), run(vectors()).withPosteriorPredictive().posteriorPredictive());
    }

    @Test
    void what_is_missing_of_a_covariate_is_replicated_with_what_depends_on_it() {
        isAround0(Math.sqrt(0.01 + 0.01), run(numbers()).withPosteriorPredictive().posteriorPredictive());
        isAround0(Math.sqrt(0.01 + 0.01), run(numbers().imputed()).withPosteriorPredictive().posteriorPredictive());
    }

    @Test
    void predictions_for_the_same_rows_are_of_whole_data_sets_too() {
        for (Model model : List.of(vectors(), numbers())) {
            InferenceData fit = run(model);
            assertEquals(
                    fit.withPosteriorPredictive().posteriorPredictive().get("z"),
                    fit.predict(_ -> {}).get(Group.PREDICTIONS).get("z"));
        }
    }

    @Test
    void by_its_own_name_what_is_missing_is_what_was_fitted() {
        InferenceData fit = run(numbers());
        assertEquals(
                fit.posterior().get("x_missing"),
                fit.predict(_ -> {}, "x_missing").get(Group.PREDICTIONS).get("x_missing"));
    }

    @Test
    void a_file_gives_the_same_replicates(@TempDir Path folder) throws IOException {
        InferenceData fit = run(numbers());
        Path file = folder.resolve("fit.nc");
        fit.saveModel(file);
        assertEquals(
                fit.withPosteriorPredictive().posteriorPredictive().get("z"),
                Model.openFitted(file).withPosteriorPredictive().posteriorPredictive().get("z"));
    }
}
