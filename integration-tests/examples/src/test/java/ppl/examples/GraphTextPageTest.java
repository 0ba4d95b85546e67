package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.halfCauchy;
import static ppl.api.Distributions.normal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;
import ppl.graph.text.TextForm;

/**
 * What the page about the text form shows is read as it stands there, by a process that never built it. So a change of the form that would not
 * read older files is seen here.
 */
class GraphTextPageTest {

    private static final Path PAGE = Readme.ROOT.resolve("ppl-api/docs/GRAPH-TEXT.md");

    private static List<String> blocks() throws IOException {
        return Pattern.compile("```text\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult r) -> r.group(1))
                .toList();
    }

    @Test
    void the_model_of_the_page_is_opened_and_saved_as_it_was(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("schools.txt");
        Files.writeString(file, blocks().getFirst());
        Model opened = Model.open(file);
        opened.save(file);
        assertEquals(blocks().getFirst(), Files.readString(file));
        Model built = Model.build(m -> {
            Dim school = m.dim("school", "A", "B", "C");
            Var se = m.data("se", new double[] {15, 10, 16}, school);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfCauchy(5));
            Var theta = m.sample("theta", normal(mu, tau), school);
            m.observe("effect", normal(theta, se), new double[] {28, 8, -3}, school);
            m.deterministic("shrunk", theta.minus(mu).div(tau), school);
        });
        assertEquals(built.toString(), opened.toString());
        assertEquals(
                "'theta' float64[3] (made at Schools.java:8)",
                opened.free().getLast().node().describe());
    }

    /** The value is that of the recurrence, computed by hand: ((1/2 + 1)/2 + 2)/2 + 3 = 4.375. */
    @Test
    void the_loop_of_the_page_computes_what_it_says() throws IOException {
        TextForm form = TextForm.present();
        String text = blocks().get(1);
        var graph = form.read(text);
        assertEquals(text, form.write(graph));
        Var y = graph.outputs().getFirst();
        Var x = graph.inputs().getFirst();
        Tensor values = Tensor.of(new double[] {1, 2, 3});
        assertEquals(4.375, y.inputs().get(2).eval(x.with(values)).item());
        double[] draws = y.eval(RandomKey.of(1), x.with(values)).toDoubles();
        assertTrue(draws.length == 2 && draws[0] != draws[1] && draws[0] > 0 && draws[0] < 10);
    }
}
