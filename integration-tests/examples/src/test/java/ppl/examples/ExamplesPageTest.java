package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the examples against what they print. */
class ExamplesPageTest {

    private static final Path PAGE = Readme.ROOT.resolve("integration-tests/examples/README.md");

    private static List<String> shown(String heading) throws IOException {
        Matcher block = Pattern.compile("\n## " + Pattern.quote(heading) + "\n[^#]*?```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertTrue(block.find(), heading);
        return block.group(1).lines().toList();
    }

    @Test
    void vectors_of_random_lengths_are_those_of_their_keys() throws IOException {
        assertEquals(shown("Shapes that depend on draws"), RandomLengths.printed());
    }

    /** The table of all but two variables is README's, which a test compares with its run. */
    @Test
    void the_table_of_radon_is_readmes() throws IOException {
        String table = String.join("\n", shown("Some variables, and all but some"));
        assertTrue(Readme.block("What comes out", "").contains(table), table);
    }

    @Test
    void links_lead_to_files() throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)]+)\\)").matcher(Files.readString(PAGE));
        int links = 0;
        while (link.find()) {
            links++;
            assertTrue(Files.exists(PAGE.resolveSibling(link.group(1))), link.group(1));
        }
        assertTrue(links > 4, links + " links");
    }

    @Tag("nightly")
    @Test
    void the_chart_of_effective_draws_is_what_the_example_prints() throws IOException {
        assertEquals(shown("A metric from draws, or from draws and gradients"), Adaptation.printed());
    }

    @Test
    void the_share_of_homes_inside_an_interval_counts_ends_alike() {
        double[] drawn = new double[200 * 3];
        for (int i = 0; i < 200; i++) {
            drawn[3 * i] = i;
            drawn[3 * i + 1] = -i;
            drawn[3 * i + 2] = i;
        }
        assertEquals(1, RadonChecks.covered(drawn, new double[] {10, -10, 189.5}));
        assertEquals(1 / 3.0, RadonChecks.covered(drawn, new double[] {9, -8.5, 100}));
    }
}
