package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.examples.Readme;
import ppl.graph.Var;

/** What README says of missing values and of models made of models is code that does what it says. */
class ReadmeModelsTest {

    @Test
    void the_models_are_what_readme_says() throws IOException {
        Model survey = Model.build(m -> {
            Dim person = m.dim("person", "Ann", "Bo", "Cy");
            Var mu = m.sample("mu", normal(40, 10));
            Var age = m.observe("age", normal(mu, 10), new double[] {31, Double.NaN, 45}, person);
            Var slope = m.sample("slope", normal(0, 1));
            m.observe("income", normal(age.times(slope), 1), new double[] {3, 5, 4}, person);
        });
        Model set = survey.doIntervention("slope", 0.1); // as by an experimenter: its distribution is dropped
        Model sure = survey.observe("mu", 38); // its density counts
        Model prior = survey.unobserve("income");
        Model both = Model.build(m -> {
            Var here = m.include("here", survey).get("slope"); // the variable here.slope
            Var there = m.include("there", survey).get("slope");
            m.observe("gap", normal(here.minus(there), 0.1), 0.02);
        });
        assertEquals(List.of("mu", "slope", "age_missing"), free(survey));
        assertEquals(Coord.of("Bo"), survey.imputed().dims().getLast().coord());
        assertEquals(List.of("mu", "age_missing"), free(set));
        assertEquals(List.of("slope", "age_missing"), free(sure));
        assertEquals(List.of("mu", "slope", "income", "age_missing"), free(prior));
        assertEquals(
                List.of("here.mu", "here.slope", "there.mu", "there.slope", "here.age_missing", "there.age_missing"),
                free(both));
        Path source = Path.of("src/test/java/ppl/examples/changed/ReadmeModelsTest.java");
        String code = Files.readString(source).replaceAll("\\s+", "");
        String said = Readme.block("Missing values, and models made of models", "java");
        assertTrue(code.contains(said.replaceAll("\\s+", "")), "the models here are README's:\n" + said);
    }

    private static List<String> free(Model model) {
        return model.imputed().free().stream().map(Model.Free::name).toList();
    }
}
