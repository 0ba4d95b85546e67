package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** README, by its parts. */
public final class Readme {

    static final Path ROOT = root();
    static final Path PAGE = ROOT.resolve("README.md");

    private Readme() {}

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("README.md")) || !Files.exists(at.resolve("ppl-api"))) {
            at = Objects.requireNonNull(at.getParent(), "no root above the working directory");
        }
        return at;
    }

    /** The text under a heading. */
    public static String section(String heading) throws IOException {
        Matcher section = Pattern.compile("\n## " + Pattern.quote(heading) + "\n(.*?)(?=\n## |\\z)", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertTrue(section.find(), "README has a heading ## " + heading);
        return section.group(1);
    }

    /** The only fenced block of a language under a heading. */
    public static String block(String heading, String language) throws IOException {
        List<String> blocks = blocks(heading, language);
        assertTrue(blocks.size() == 1, "## " + heading + " has one block of " + language);
        return blocks.getFirst();
    }

    /** The fenced blocks of a language under a heading; there is one at least. */
    static List<String> blocks(String heading, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher fence = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL).matcher(section(heading));
        while (fence.find()) {
            if (fence.group(1).equals(language)) {
                blocks.add(fence.group(2));
            }
        }
        assertFalse(blocks.isEmpty(), "## " + heading + " has a block of " + language);
        return blocks;
    }
}
