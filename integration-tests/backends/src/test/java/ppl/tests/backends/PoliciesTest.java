package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.rule.Rule;

/** The page of policies names rules and tests: they are there. */
class PoliciesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path PAGE = ROOT.resolve("ppl-api/docs/POLICIES.md");

    private static Set<String> named(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_rule_that_the_page_names_is_one_of_the_kit() throws IOException {
        Set<String> rules = named("\\b[A-Z]\\d\\.\\d\\d\\b");
        assertTrue(rules.size() > 15, () -> "only " + rules);
        rules.removeAll(Conformance.rules().stream().map(Rule::id).toList());
        assertEquals(Set.of(), rules);
    }

    @Test
    void every_test_that_the_page_names_exists() throws IOException {
        Set<String> tests = named("\\b\\w+Test\\b");
        assertTrue(tests.size() > 5, () -> "only " + tests);
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .forEach(name -> tests.remove(name.replace(".java", "")));
        }
        assertEquals(Set.of(), tests);
    }
}
