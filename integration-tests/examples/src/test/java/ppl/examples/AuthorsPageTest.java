package ppl.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for authors of distributions and rules shows code of the sample, which {@code .ci/readme} builds and tests. */
class AuthorsPageTest {

    private static final Path PAGE = Readme.ROOT.resolve("ppl-aeppl/docs/AUTHORS.md");

    /** A link to a file, or a block of code, whichever comes first. */
    private static final Pattern LINK_OR_CODE =
            Pattern.compile("\\]\\((?<file>[^)]+/plugin-sample/[^)]+\\.java)\\)|```java\n(?<code>.*?)```", Pattern.DOTALL);

    private static String bare(String java) {
        return java.replaceAll("\\s+", "");
    }

    @Test
    void each_piece_of_code_is_in_the_file_that_was_named_last() throws IOException {
        List<String> elsewhere = new ArrayList<>();
        int pieces = 0;
        String source = "";
        Matcher next = LINK_OR_CODE.matcher(Files.readString(PAGE));
        while (next.find()) {
            if (next.group("file") != null) {
                source = Files.readString(PAGE.resolveSibling(next.group("file")));
            } else {
                pieces++;
                if (!bare(source).contains(bare(next.group("code")))) {
                    elsewhere.add(next.group("code"));
                }
            }
        }
        assertEquals(List.of(), elsewhere);
        assertTrue(pieces >= 5, pieces + " pieces");
    }
}
