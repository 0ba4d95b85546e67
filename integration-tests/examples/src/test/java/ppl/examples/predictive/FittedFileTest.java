package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.FittedModel;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.NewLabels;
import ppl.api.inference.PredictiveOptions;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.text.TextFormatException;

/** A fit and its model in one file. */
class FittedFileTest {

    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(3).withCores(1);

    @TempDir
    Path folder;

    private static Model model(int rows) {
        double[] x = IntStream.range(0, rows).mapToDouble(i -> Math.sin(i) / 3).toArray();
        return Model.build(m -> {
            Dim group = m.dim("group", "a", "b");
            Dim obs = m.dim("obs", rows);
            Var floor = m.data("x", x, obs);
            Var idx = m.data("idx", IntStream.range(0, rows).map(i -> i % 2).toArray(), obs);
            Var level = m.sample("level", normal(0, 1), group);
            m.observe("y", normal(level.get(idx).plus(floor), 1), new double[rows], obs);
        });
    }

    private static InferenceData predicted(InferenceData fit) {
        return fit.predict(
                OPTIONS,
                d -> d.set("x", new double[] {1, 2, 3})
                        .set("idx", new int[] {1, 2, 0})
                        .dim("group", "b", "a", "c")
                        .newLabels(NewLabels.SAMPLE));
    }

    private Path file() {
        return folder.resolve("fit.nc");
    }

    /** The second text is longer than an attribute of HDF5 may be in its usual place. */
    @Test
    void a_fit_that_is_opened_with_its_model_predicts_as_it_did() throws IOException {
        for (int rows : new int[] {4, 9000}) {
            InferenceData fit = Fitted.prior(model(rows), 5).withPosteriorPredictive(OPTIONS);
            assertEquals(fit.groups(), fit.saveModel(file()).groups());
            InferenceData again = Model.openFitted(file());
            assertEquals(fit, again);
            assertEquals(predicted(fit), predicted(again));
            assertEquals(fit.withLogLikelihood().logLikelihood(), again.withLogLikelihood().logLikelihood());
        }
    }

    /** Equal constants are one node, which is not the datum. */
    @Test
    void data_whose_values_are_also_observed_stay_data() throws IOException {
        double[] x = {0.25, 0.5, 0.75};
        Model model = Model.build(m -> {
            Dim obs = m.dim("obs", 3);
            Var slope = m.sample("slope", normal(0, 1));
            m.observe("y", normal(slope.times(m.data("x", x, obs)), 1), x, obs);
        });
        Var equal = Var.constant(model.data().getFirst().value());
        InferenceData fit = Fitted.prior(model, 5);
        fit.saveModel(file());
        assertEquals(
                fit.predict(OPTIONS, d -> d.set("x", new double[] {1})),
                Model.openFitted(file()).predict(OPTIONS, d -> d.set("x", new double[] {1})));
        assertEquals(3, equal.shape().size(0));
    }

    @Test
    void predictions_are_groups_of_a_file() throws IOException {
        InferenceData there = predicted(Fitted.prior(model(4), 5));
        there.save(file());
        assertEquals(there, InferenceData.open(file()));
        assertTrue(there.contains(Group.PREDICTIONS) && there.contains(Group.PREDICTIONS_CONSTANT_DATA));
    }

    @Test
    void a_file_with_a_model_is_opened_without_it_too() throws IOException {
        InferenceData fit = Fitted.prior(model(4), 5);
        fit.saveModel(file());
        InferenceData plain = InferenceData.open(file());
        assertEquals(fit.posterior(), plain.posterior());
        assertTrue(plain.attributes().get(FittedModel.ATTRIBUTE).toString().startsWith("ppl model "));
        assertThrows(ResultException.class, () -> predicted(plain));
    }

    private void write(InferenceData fit, String text) throws IOException {
        Map<String, Object> notes = new LinkedHashMap<>(fit.attributes());
        notes.put(FittedModel.ATTRIBUTE, text);
        fit.withAttributes(notes).save(file());
    }

    @Test
    void a_damaged_model_is_refused_by_its_line() throws IOException {
        InferenceData fit = Fitted.prior(model(4), 5);
        String text = model(4).text();
        for (String damaged : List.of("", "no model", text.substring(0, text.length() / 2), text.replace("normal", "nrmal"))) {
            write(fit, damaged);
            assertThrows(TextFormatException.class, () -> Model.openFitted(file()), damaged);
        }
        write(fit, text.replace("ppl model 1", "ppl model 99"));
        String newer = assertThrows(TextFormatException.class, () -> Model.openFitted(file()))
                .getMessage();
        assertTrue(newer.contains("newer"), newer);
    }

    @Test
    void draws_that_are_not_those_of_the_model_in_the_file_are_refused() throws IOException {
        InferenceData fit = Fitted.prior(model(4), 5);
        write(fit, Model.build(m -> m.observe("y", normal(m.sample("mu", normal(0, 1)), 1), 2.0)).text());
        String why = assertThrows(ResultException.class, () -> Model.openFitted(file())).getMessage();
        assertTrue(why.contains("'mu'"), why);
    }

    @Test
    void a_model_of_lambdas_has_no_file() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", custom((x, p) -> x.minus(p.getFirst()).square().times(-0.5), mu), 1.0);
        });
        assertThrows(GraphException.class, () -> Fitted.of(model, "mu", 1, 2).saveModel(file()));
        assertFalse(file().toFile().exists());
    }
}
